package sc.fiji.acuity.model;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.acuity.base.AcuityException;

/** The five files of a package, in a folder or a zip; close it when they are read. */
final class PackageFiles implements Closeable {

    static final String CARD = "card.yaml";
    static final String ARCHITECTURE = "architecture.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String TEST_INPUT = "test-input.npy";
    static final String TEST_OUTPUT = "test-output.npy";

    static final List<String> ALL = List.of(CARD, ARCHITECTURE, WEIGHTS, TEST_INPUT, TEST_OUTPUT);

    /** The most bytes of a card or an architecture. */
    static final int MAX_TEXT = 1 << 20;

    private final Path path;
    private final Map<String, Blob> blobs;
    private final Closeable source;

    PackageFiles(final Path path, final Map<String, Blob> blobs, final Closeable source) {
        this.path = path;
        this.blobs = blobs;
        this.source = source;
    }

    static PackageFiles open(final Path path) {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (!Files.exists(path)) {
            throw new AcuityException(path.toString(), "does not exist", "check the path, or see 'acuity models list'");
        }
        if (!Files.isRegularFile(path) || !path.toString().endsWith(".zip")) {
            throw new AcuityException(path.toString(), "is neither a folder nor a .zip",
                "give the folder or the .zip of a model package");
        }
        return PackageZip.open(path);
    }

    private static PackageFiles folder(final Path path) {
        final Map<String, Blob> blobs = new TreeMap<>();
        for (final String name : ALL) {
            final Path file = path.resolve(name);
            if (Files.exists(file)) {
                blobs.put(name, Blob.of(file));
            }
        }
        return new PackageFiles(path, blobs, () -> { });
    }

    /** The most bytes that are read of each file. */
    static long limit(final String name) {
        return switch (name) {
            case WEIGHTS -> Safetensors.MAX_BYTES;
            case TEST_INPUT, TEST_OUTPUT -> Npy.MAX_BYTES;
            default -> MAX_TEXT;
        };
    }

    Blob file(final String name) {
        final Blob blob = blobs.get(name);
        if (blob == null) {
            throw new AcuityException(path.toString(), "has no " + name,
                "get the whole package; it has the files " + String.join(", ", ALL));
        }
        blob.requireAtMost(limit(name));
        return blob;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (final IOException e) {
            throw Blob.unreadable(path.toString(), e);
        }
    }
}
