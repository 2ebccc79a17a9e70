package sc.fiji.acuity.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import sc.fiji.acuity.base.AcuityException;

/**
 * Checks the skeleton of a TIFF file before ImageJ reads it: ImageJ follows a chain of directories that bites its tail
 * for ever, and allocates whatever length an entry claims.
 */
final class TiffStructure {

    static final String REMEDY = "get a fresh copy of it, or open it with Bio-Formats in Fiji and save it as TIFF";

    private static final int STRIP_OFFSETS = 273;
    private static final int META_DATA_BYTE_COUNTS = 50838;
    private static final int META_DATA = 50839;
    /** Bytes per value of TIFF field types 1 to 12. */
    private static final int[] TYPE_SIZE = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8 };
    private static final int MOST_ENTRIES = 1000;

    private final Path file;
    private final FileChannel channel;
    private final long length;
    private ByteOrder order;
    private int[] metaDataLengths;

    private TiffStructure(final Path file, final FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
    }

    /** @throws AcuityException if the directories are damaged or not plain TIFF */
    static void check(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            new TiffStructure(file, channel).check();
        }
    }

    private void check() throws IOException {
        final ByteBuffer header = read(0, 8);
        order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        header.order(order);
        if (header.getShort(2) == 43) {
            throw new AcuityException(file.toString(), "is a BigTIFF file, which ImageJ cannot read by itself",
                "open it with Bio-Formats in Fiji and save it as TIFF");
        }
        long directory = unsigned(header.getInt(4));
        // two directories cannot share bytes, so that more than this is a circle
        long left = length / 18 + 1;
        while (directory != 0) {
            if (--left < 0) {
                throw damaged("its directories form a circle");
            }
            directory = checkDirectory(directory);
        }
    }

    private long checkDirectory(final long offset) throws IOException {
        final int entries = read(offset, 2).getShort() & 0xffff;
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw damaged("a directory claims " + entries + " entries");
        }
        final ByteBuffer directory = read(offset + 2, 12 * entries + 4);
        for (int i = 0; i < entries; i++) {
            final int tag = directory.getShort() & 0xffff;
            final int type = directory.getShort() & 0xffff;
            final long count = unsigned(directory.getInt());
            final long value = unsigned(directory.getInt());
            final int size = type < TYPE_SIZE.length ? TYPE_SIZE[type] : 1;
            if (count * size > length) {
                throw damaged("entry " + tag + " claims " + count * size + " bytes in a file of " + length);
            }
            if (tag == META_DATA_BYTE_COUNTS) {
                metaDataLengths = integers(value, Math.toIntExact(count));
            } else if (tag == META_DATA) {
                checkMetaData(value, count);
            } else if (tag == STRIP_OFFSETS && count > 1 && size == 2) {
                throw damaged("its strips have 16-bit offsets, which ImageJ misreads");
            }
        }
        return unsigned(directory.getInt());
    }

    /** ImageJ's own block: lengths of parts in one entry; in the other a table of types and counts, and the parts. */
    private void checkMetaData(final long offset, final long size) throws IOException {
        if (metaDataLengths == null || metaDataLengths.length == 0) {
            return;
        }
        long sum = 0;
        for (final int part : metaDataLengths) {
            sum += unsigned(part);
        }
        if (sum > size || sum > length - offset) {
            throw damaged("its ImageJ metadata claim " + sum + " bytes and have " + Math.min(size, length - offset));
        }
        final int table = metaDataLengths[0];
        if (table < 12 || table > 804) {
            return;
        }
        final ByteBuffer types = read(offset, table);
        long parts = 1;
        for (int i = 8; i + 4 <= table; i += 8) {
            parts += unsigned(types.getInt(i));
        }
        if (parts > metaDataLengths.length) {
            throw damaged("its ImageJ metadata claim " + parts + " parts and have " + metaDataLengths.length);
        }
    }

    private int[] integers(final long offset, final int count) throws IOException {
        final int[] values = new int[count];
        read(offset, Math.multiplyExact(4, count)).asIntBuffer().get(values);
        return values;
    }

    private ByteBuffer read(final long offset, final int count) throws IOException {
        if (offset + count > length) {
            throw damaged("it ends at byte " + length + " where " + (offset + count) + " are needed: it was cut off");
        }
        final ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // until it is full
        }
        buffer.flip();
        return order == null ? buffer : buffer.order(order);
    }

    private AcuityException damaged(final String how) {
        return damaged(file, how);
    }

    static AcuityException damaged(final Path file, final String how) {
        return new AcuityException(file.toString(), "is a TIFF file that ImageJ cannot read right (" + how + ")",
            REMEDY);
    }

    private static long unsigned(final int value) {
        return value & 0xffffffffL;
    }
}
