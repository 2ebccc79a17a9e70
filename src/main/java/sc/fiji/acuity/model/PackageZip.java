package sc.fiji.acuity.model;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.acuity.base.AcuityException;

/**
 * A package in a zip, at its top or in one folder. Read where it lies: nothing is unpacked, so there is no path that
 * could lead elsewhere. What is not one of the five files is refused all the same: it is not what we wrote.
 */
final class PackageZip {

    /** Five files and their folder, with room to say which is too much. */
    private static final int MAX_ENTRIES = 16;
    private static final int MAX_DIRECTORY = 1 << 13;

    /** Weights shrink by a few percent, a constant test image by far more. */
    private static final int MAX_RATIO = 200;
    private static final int RATIO_COUNTS_FROM = 1 << 20;

    private static final int LONGEST_SHOWN = 100;

    private static final int END_SIZE = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_ENTRIES = 10;
    private static final int END_DIRECTORY_SIZE = 12;

    private final Path path;
    private final ZipFile zip;

    private PackageZip(final Path path, final ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    static PackageFiles open(final Path path) {
        try {
            requireSmallDirectory(path);
            final ZipFile zip = new ZipFile(path.toFile());
            boolean good = false;
            try {
                final Map<String, Blob> blobs = new PackageZip(path, zip).blobs();
                good = true;
                return new PackageFiles(path, blobs, zip);
            } finally {
                if (!good) {
                    zip.close();
                }
            }
        } catch (final IOException e) {
            throw new AcuityException(path.toString(), "is not a zip that can be read (" + e.getMessage() + ")",
                "get the file again", e);
        }
    }

    /** {@link ZipFile} reads the whole directory into memory: it must be known to be small before. */
    private static void requireSmallDirectory(final Path path) throws IOException {
        final ByteBuffer end = ByteBuffer.allocate(END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() < END_SIZE) {
                throw fault(path, "is too short for a zip");
            }
            file.seek(file.length() - END_SIZE);
            file.readFully(end.array());
        }
        if (end.getInt(0) != END_SIGNATURE) {
            throw fault(path, "does not end as a zip without comment does");
        }
        final int entries = end.getShort(END_ENTRIES) & 0xffff;
        final long size = end.getInt(END_DIRECTORY_SIZE) & 0xffffffffL;
        if (entries > MAX_ENTRIES || size > MAX_DIRECTORY) {
            throw fault(path, "has " + entries + " entries in a directory of " + size + " bytes");
        }
    }

    private Map<String, Blob> blobs() throws IOException {
        final Map<String, Blob> blobs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        final List<String> folders = new ArrayList<>();
        final long length = path.toFile().length();
        String top = null;
        for (final ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.isDirectory()) {
                folders.add(entry.getName());
                continue;
            }
            final int slash = entry.getName().lastIndexOf('/');
            final String folder = entry.getName().substring(0, slash + 1);
            final String name = entry.getName().substring(slash + 1);
            if (!PackageFiles.ALL.contains(name) || top != null && !top.equals(folder) || !isTop(folder)) {
                throw unexpected(entry.getName());
            }
            top = folder;
            requireSize(entry, length);
            final Blob blob = new Blob(path + "!" + entry.getName(), entry.getSize(), () -> zip.getInputStream(entry));
            if (blobs.put(name, blob) != null) {
                throw fault(path, "has two entries " + name);
            }
        }
        for (final String folder : folders) {
            if (!folder.equals(top) || Collections.frequency(folders, folder) > 1) {
                throw unexpected(folder);
            }
        }
        return blobs;
    }

    private static boolean isTop(final String folder) {
        return folder.isEmpty() || ModelName.parse(folder.substring(0, folder.length() - 1)).isPresent();
    }

    private void requireSize(final ZipEntry entry, final long length) {
        final long size = entry.getSize();
        final long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || packed > length) {
            throw fault(path, "does not say how large " + entry.getName() + " is");
        }
        if (size > RATIO_COUNTS_FROM && size / MAX_RATIO > packed) {
            throw fault(path, "unpacks " + packed + " bytes to " + size + " for " + entry.getName());
        }
    }

    private AcuityException unexpected(final String entry) {
        return new AcuityException(path.toString(),
            "has the entry '" + printable(entry) + "', which is no part of a package",
            "zip only " + String.join(", ", PackageFiles.ALL) + ", at the top or in one folder called NAME-xS");
    }

    private static String printable(final String text) {
        final String start = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    private static AcuityException fault(final Path path, final String reason) {
        return new AcuityException(path.toString(), reason, "get the file again, or zip the package again");
    }
}
