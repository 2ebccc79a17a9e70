package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

import sc.fiji.acuity.model.foreign.PickleValue.Dict;
import sc.fiji.acuity.model.foreign.PickleValue.Sequence;
import sc.fiji.acuity.model.foreign.TorchTensor.Storage;

/**
 * The format of PyTorch before 1.6: pickles of a magic number, a version, the machine, the object, the keys of the
 * storages; then for each storage the number of values and the values, little-endian on all machines.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    /** How a pickle of the magic number begins; the byte between is its protocol. */
    private static final byte[] MAGIC_BYTES =
        {(byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};

    private TorchLegacy() {}

    static boolean looksLike(final byte[] head) {
        return head.length > MAGIC_BYTES.length + 2 && head[0] == (byte) 0x80
            && ByteBuffer.wrap(head, 2, MAGIC_BYTES.length).equals(ByteBuffer.wrap(MAGIC_BYTES));
    }

    static ForeignTensors read(final RandomAccessFile file) throws IOException {
        final byte[] pickles = new byte[(int) Math.min(file.length(), Unpickler.MAX_BYTES)];
        file.seek(0);
        file.readFully(pickles);
        final Bytes in = new Bytes(pickles);
        final TorchObjects objects = new TorchObjects(file.length());
        if (!MAGIC.equals(Unpickler.read(in, objects))) {
            throw new TorchFault("is no file of PyTorch", "check that this is the right file");
        }
        final Object version = Unpickler.read(in, objects);
        if (!version.equals(VERSION)) {
            throw new TorchFault("has an unknown version of the format of PyTorch before 1.6");
        }
        if (!(Unpickler.read(in, objects) instanceof Dict)) {
            throw new TorchFault("does not say what machine it is from, as PyTorch does");
        }
        final StateDict state = new StateDict(Unpickler.read(in, objects), file.length());
        if (!(Unpickler.read(in, objects) instanceof Sequence keys)) {
            throw new TorchFault("has no list of its storages");
        }
        final Map<String, Long> starts = starts(file, in.position(), keys, objects.storages());
        return new ForeignTensors("PyTorch (before 1.6)",
            state.read((storage, size) -> values(file, starts, storage, size), false));
    }

    private static byte[] values(final RandomAccessFile file, final Map<String, Long> starts, final Storage storage,
        final int size) throws IOException {
        if (!starts.containsKey(storage.key())) {
            throw new TorchFault("does not list the storage " + TorchFault.shown(storage.key()));
        }
        final byte[] bytes = new byte[size];
        file.seek(starts.get(storage.key()));
        file.readFully(bytes);
        return bytes;
    }

    /** Goes from count to count, so that every storage lies in the file before memory is taken for one. */
    private static Map<String, Long> starts(final RandomAccessFile file, final long first, final Sequence keys,
        final Map<String, Storage> storages) throws IOException {
        final Map<String, Long> starts = new HashMap<>();
        final byte[] count = new byte[Long.BYTES];
        long at = first;
        for (final Object key : keys.items) {
            if (!(key instanceof String text) || !storages.containsKey(text) || starts.containsKey(text)) {
                throw new TorchFault("lists a storage twice, or one that nothing is in");
            }
            final Storage storage = storages.get(text);
            final long start = at + Long.BYTES;
            final long end = start + storage.elements() * storage.type().bytes();
            if (end > file.length()) {
                throw new TorchFault("ends too early");
            }
            file.seek(at);
            file.readFully(count);
            if (ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getLong() != storage.elements()) {
                throw new TorchFault("has another number of values in the storage " + TorchFault.shown(text)
                    + " than it says");
            }
            starts.put(text, start);
            at = end;
        }
        if (at != file.length()) {
            throw new TorchFault("has bytes after its last storage");
        }
        return starts;
    }
}
