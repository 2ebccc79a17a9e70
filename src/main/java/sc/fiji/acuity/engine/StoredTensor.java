package sc.fiji.acuity.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import sc.fiji.acuity.network.Tensor;

/**
 * A tensor as it lies in an archive.
 *
 * @param storage PyTorch's name for the type of its values
 * @param shape slowest dimension first
 * @param strides in elements
 * @param bytes little-endian
 */
record StoredTensor(String storage, int[] shape, int[] strides, byte[] bytes) {

    private static final String FLOAT = "FloatStorage";
    private static final String BFLOAT16 = "BFloat16Storage";
    private static final String LONG = "LongStorage";

    int elements() {
        return bytes.length / (storage.equals(FLOAT) ? Float.BYTES : storage.equals(LONG) ? Long.BYTES : Short.BYTES);
    }

    /** Whole numbers in one dimension, as indices are. */
    static StoredTensor integers(final List<Integer> values) {
        final ByteBuffer buffer =
            ByteBuffer.allocate(Math.multiplyExact(values.size(), Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> buffer.putLong(value));
        return new StoredTensor(LONG, new int[] {values.size()}, new int[] {1}, buffer.array());
    }

    /** Last dimension fastest. */
    static StoredTensor plain(final Tensor tensor, final boolean bfloat16) {
        final int[] shape = tensor.shape();
        final int[] strides = new int[shape.length];
        int stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return of(tensor.data(), shape, strides, bfloat16);
    }

    /** Four dimensions of which the second is fastest: what convolutions are quickest with. */
    static StoredTensor channelsLast(final Tensor tensor, final boolean bfloat16) {
        final int[] s = tensor.shape();
        final float[] from = tensor.data();
        final float[] to = new float[from.length];
        final int area = s[2] * s[3];
        for (int out = 0; out < s[0]; out++) {
            for (int in = 0; in < s[1]; in++) {
                for (int i = 0; i < area; i++) {
                    to[(out * area + i) * s[1] + in] = from[(out * s[1] + in) * area + i];
                }
            }
        }
        return of(to, s, new int[] {s[1] * area, 1, s[1] * s[3], s[1]}, bfloat16);
    }

    private static StoredTensor of(final float[] data, final int[] shape, final int[] strides, final boolean bfloat16) {
        final ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(data.length,
            bfloat16 ? Short.BYTES : Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (bfloat16) {
            for (final float value : data) {
                buffer.putShort(round(value));
            }
        } else {
            buffer.asFloatBuffer().put(data);
        }
        return new StoredTensor(bfloat16 ? BFLOAT16 : FLOAT, shape, strides, buffer.array());
    }

    /** The upper half of a float, to nearest, ties to even. */
    static short round(final float value) {
        final int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
