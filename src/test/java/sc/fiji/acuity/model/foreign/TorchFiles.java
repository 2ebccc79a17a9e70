package sc.fiji.acuity.model.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.acuity.network.Tensor;

/** Files as PyTorch writes them, in memory. */
final class TorchFiles {

    private TorchFiles() {}

    /** A bare state dict of 32-bit floats, one storage a tensor. */
    static byte[] zip(final Map<String, Tensor> tensors) {
        final Map<String, byte[]> storages = new LinkedHashMap<>();
        final byte[] pickle = stateDict(new PickleWriter(), tensors, storages).stop();
        return zip("archive", pickle, storages);
    }

    /** @param storages by key */
    static byte[] zip(final String folder, final byte[] pickle, final Map<String, byte[]> storages) {
        final Map<String, byte[]> records = new LinkedHashMap<>();
        records.put(folder + "/data.pkl", pickle);
        storages.forEach((key, bytes) -> records.put(folder + "/data/" + key, bytes));
        records.put(folder + "/version", new byte[] {'3', '\n'});
        return records(records);
    }

    static byte[] records(final Map<String, byte[]> records) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> record : records.entrySet()) {
                final ZipEntry entry = new ZipEntry(record.getKey());
                final CRC32 crc = new CRC32();
                crc.update(record.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(record.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(record.getValue());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The format before 1.6. */
    static byte[] legacy(final Map<String, Tensor> tensors) {
        final Map<String, byte[]> storages = new LinkedHashMap<>();
        return legacy(stateDict(new PickleWriter(), tensors, storages).stop(), storages, Float.BYTES);
    }

    static byte[] legacy(final byte[] pickle, final Map<String, byte[]> storages, final int valueBytes) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new PickleWriter().raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .stop());
        out.writeBytes(new PickleWriter().raw('M', 0xe9, 3).stop());
        out.writeBytes(new PickleWriter().op("}(").text("little_endian").raw(0x88).op("u").stop());
        out.writeBytes(pickle);
        final PickleWriter keys = new PickleWriter().op("](");
        storages.keySet().forEach(keys::text);
        out.writeBytes(keys.op("e").stop());
        storages.values().forEach(bytes -> {
            final ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(count.putLong(bytes.length / valueBytes).array());
            out.writeBytes(bytes);
        });
        return out.toByteArray();
    }

    /** Puts tensors into a dictionary that is left on the stack, and their values into {@code storages}. */
    static PickleWriter stateDict(final PickleWriter pickle, final Map<String, Tensor> tensors,
        final Map<String, byte[]> storages) {
        pickle.dict().op("(");
        tensors.forEach((name, tensor) -> {
            final String key = String.valueOf(storages.size());
            storages.put(key, floats(tensor.data()));
            pickle.text(name).tensor("FloatStorage", key, tensor.data().length, 0, longs(tensor.shape()),
                strides(tensor.shape()));
        });
        return pickle.op("u");
    }

    static byte[] floats(final float... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static long[] longs(final int[] shape) {
        final long[] longs = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            longs[i] = shape[i];
        }
        return longs;
    }

    private static long[] strides(final int[] shape) {
        final long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }
}
