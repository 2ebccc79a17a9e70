package sc.fiji.acuity.train.pairs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32C;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.TemporaryFiles;
import sc.fiji.acuity.image.Plane;

/**
 * Keeps decoded planes: in memory up to a limit, the others in a scratch file, of which only the rows of patches are
 * read. A training draws from all images in every step; decoding files again for that would take most of its time.
 *
 * <p>The limit is soft: a plane that begins below it is kept in memory whole. The scratch file is removed at the end;
 * that of a killed program when the folder is next used.
 */
final class PlaneStore implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final long limit;
    private final Path folder;
    private long inMemory;
    private long inFile;
    private Path file;
    private FileChannel channel;

    /**
     * @param limit bytes in memory
     * @param folder for the scratch file
     */
    PlaneStore(final long limit, final Path folder) {
        this.limit = limit;
        this.folder = folder;
    }

    StoredPlane put(final Plane plane) {
        final int bytes = StoredPlane.bytesFor(plane);
        final long size = (long) plane.data().length * bytes;
        final CRC32C checksum = new CRC32C();
        final StoredPlane.Source source = inMemory < limit && size <= Integer.MAX_VALUE - 8
            ? keep(plane, bytes, checksum) : spill(plane, bytes, checksum);
        return new StoredPlane(plane.width(), plane.height(), bytes, checksum.getValue(), source);
    }

    private StoredPlane.Source keep(final Plane plane, final int bytes, final CRC32C checksum) {
        final ByteBuffer all = ByteBuffer.allocate(plane.data().length * bytes);
        StoredPlane.encode(plane, 0, plane.data().length, bytes, all);
        checksum.update(all.array());
        inMemory += all.capacity();
        return (position, into) -> into.put(0, all, (int) position, into.capacity());
    }

    private StoredPlane.Source spill(final Plane plane, final int bytes, final CRC32C checksum) {
        final long start = inFile;
        try {
            if (channel == null) {
                TemporaryFiles.removeLeftovers(folder);
                file = TemporaryFiles.in(folder, ".planes");
                channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
            }
            final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * bytes);
            for (int from = 0; from < plane.data().length; from += CHUNK) {
                chunk.clear();
                StoredPlane.encode(plane, from, Math.min(from + CHUNK, plane.data().length), bytes, chunk);
                checksum.update(chunk.array(), 0, chunk.position());
                chunk.flip();
                while (chunk.hasRemaining()) {
                    inFile += channel.write(chunk, inFile);
                }
            }
        } catch (final IOException e) {
            throw failed("cannot be written", "free space, or give Java more memory (-Xmx)", e);
        }
        return (position, into) -> read(start + position, into);
    }

    private void read(final long position, final ByteBuffer into) {
        try {
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position()) < 0) {
                    throw new IOException("it ends too early");
                }
            }
        } catch (final IOException e) {
            throw failed("cannot be read", "resume the run", e);
        }
    }

    private AcuityException failed(final String what, final String remedy, final IOException e) {
        return new AcuityException("scratch file " + (file == null ? folder : file),
            what + " (" + AtomicFiles.describe(e) + ")", remedy, e);
    }

    /** Bytes in memory. */
    long inMemory() {
        return inMemory;
    }

    /** Bytes in the scratch file. */
    long inFile() {
        return inFile;
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                throw failed("cannot be closed", "remove it", e);
            }
        }
    }
}
