package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The records of a zip as PyTorch writes it since 1.6: stored as they are, in one folder of any name. Read where they
 * lie; nothing is unpacked, and a compressed record, which could be a bomb, is refused.
 */
final class TorchZip {

    private static final String DATA = "data.pkl";

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int MAX_DIRECTORY = 1 << 24;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int DIRECTORY_SIZE = 46;
    private static final int RECORD_SIGNATURE = 0x04034b50;
    private static final int RECORD_SIZE = 30;
    private static final int ENCRYPTED = 1;

    private final RandomAccessFile file;
    private final Map<String, Record> records;
    private final String folder;

    /** Where a record's header lies, and what the directory says of its content. */
    private record Record(long header, long size, int checksum) {}

    private TorchZip(final RandomAccessFile file, final Map<String, Record> records, final String folder) {
        this.file = file;
        this.records = records;
        this.folder = folder;
    }

    static TorchZip of(final RandomAccessFile file) throws IOException {
        final Map<String, Record> records = directory(file);
        final String data = records.keySet().stream()
            .filter(name -> name.equals(DATA) || name.endsWith("/" + DATA))
            .reduce((a, b) -> {
                throw new TorchFault("has two records called " + DATA);
            }).orElseThrow(() -> new TorchFault("is a zip without " + DATA + ", that is not from PyTorch",
                "check that this is the right file"));
        final String folder = data.substring(0, data.length() - DATA.length());
        if (records.containsKey(folder + "constants.pkl")) {
            throw new TorchFault("is a TorchScript program, which would have to be run",
                "save the weights alone: torch.save(model.state_dict(), ...)");
        }
        return new TorchZip(file, records, folder);
    }

    /** @param name below the folder that all records are in */
    Optional<Long> size(final String name) {
        return Optional.ofNullable(records.get(folder + name)).map(Record::size);
    }

    /** The bytes of a record that there is, compared with its checksum. */
    byte[] read(final String name) throws IOException {
        final Record record = records.get(folder + name);
        final ByteBuffer header = bytes(file, record.header, RECORD_SIZE);
        if (header.getInt(0) != RECORD_SIGNATURE) {
            throw damaged(name);
        }
        final long start = record.header + RECORD_SIZE + u2(header, 26) + u2(header, 28);
        final byte[] content = bytes(file, start, record.size).array();
        final CRC32 crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != record.checksum) {
            throw damaged(name);
        }
        return content;
    }

    private static TorchFault damaged(final String name) {
        return new TorchFault("has a damaged record " + TorchFault.shown(name));
    }

    private static Map<String, Record> directory(final RandomAccessFile file) throws IOException {
        final long tail = Math.min(file.length(), END_SIZE + LONGEST_COMMENT);
        final ByteBuffer end = bytes(file, file.length() - tail, tail);
        for (int at = (int) tail - END_SIZE; at >= 0; at--) {
            if (end.getInt(at) == END_SIGNATURE && at + END_SIZE + u2(end, at + 20) == tail) {
                final int count = u2(end, at + 10);
                final long size = u4(end, at + 12);
                final long start = u4(end, at + 16);
                if (start + size > file.length() - tail + at || size > MAX_DIRECTORY
                    || u2(end, at + 4) != 0 || u2(end, at + 8) != count) {
                    throw new TorchFault("has a damaged directory of records");
                }
                return entries(bytes(file, start, size), count, start);
            }
        }
        throw new TorchFault("ends too early, or is no zip");
    }

    private static Map<String, Record> entries(final ByteBuffer directory, final int count, final long limit) {
        final Map<String, Record> records = new LinkedHashMap<>();
        long total = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (directory.limit() - at < DIRECTORY_SIZE || directory.getInt(at) != DIRECTORY_SIGNATURE) {
                throw new TorchFault("has a damaged directory of records");
            }
            final int nameLength = u2(directory, at + 28);
            if (directory.limit() - at - DIRECTORY_SIZE < nameLength) {
                throw new TorchFault("has a damaged directory of records");
            }
            final String name =
                new String(directory.array(), at + DIRECTORY_SIZE, nameLength, StandardCharsets.UTF_8);
            requirePlain(name);
            if ((u2(directory, at + 8) & ENCRYPTED) != 0 || u2(directory, at + 10) != 0
                || u4(directory, at + 20) != u4(directory, at + 24)) {
                throw new TorchFault("has a compressed or encrypted record " + TorchFault.shown(name)
                    + ", which PyTorch does not write");
            }
            final Record record =
                new Record(u4(directory, at + 42), u4(directory, at + 24), directory.getInt(at + 16));
            total += record.size;
            // records that share bytes are how a small zip becomes a large one
            if (total > limit || record.header + RECORD_SIZE + record.size > limit) {
                throw new TorchFault("has records that are larger than the file");
            }
            if (records.put(name, record) != null) {
                throw new TorchFault("has two records called " + TorchFault.shown(name));
            }
            at += DIRECTORY_SIZE + nameLength + u2(directory, at + 30) + u2(directory, at + 32);
        }
        return records;
    }

    /** No file is ever written under these names; one that would leave its folder is a hostile file all the same. */
    private static void requirePlain(final String name) {
        if (name.startsWith("/") || name.contains("\\") || name.contains(":")
            || ("/" + name + "/").contains("/../") || name.chars().anyMatch(Character::isISOControl)) {
            throw new TorchFault("has a record called " + TorchFault.shown(name) + ", which leads out of the file");
        }
    }

    private static int u2(final ByteBuffer bytes, final int at) {
        return bytes.getShort(at) & 0xffff;
    }

    private static long u4(final ByteBuffer bytes, final int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }

    private static ByteBuffer bytes(final RandomAccessFile file, final long from, final long n) throws IOException {
        if (from < 0 || n > Integer.MAX_VALUE - 8 || from + n > file.length()) {
            throw new TorchFault("ends too early");
        }
        final byte[] bytes = new byte[(int) n];
        file.seek(from);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
