package sc.fiji.acuity.network;

import java.util.Arrays;

/**
 * An n-dimensional array of 32-bit floats, last dimension fastest, as PyTorch lays it out: a convolution kernel is
 * {@code [out, in / groups, height, width]}.
 *
 * <p>The array is not copied: whoever holds the tensor can change its values (training does), nobody its shape.
 *
 * @param shape lengths, slowest first; empty for a scalar
 * @param data the values; as many as the product of the shape
 */
public record Tensor(int[] shape, float[] data) {

    public Tensor {
        shape = shape.clone();
        if (elements(shape) != data.length) {
            throw new IllegalArgumentException(
                "shape " + Arrays.toString(shape) + " does not hold " + data.length + " values");
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(final int... shape) {
        return new Tensor(shape, new float[Math.toIntExact(elements(shape))]);
    }

    /** A tensor with values of its own. */
    public Tensor copy() {
        return new Tensor(shape, data.clone());
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values that a shape holds. */
    public static long elements(final int... shape) {
        long n = 1;
        for (final int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("negative length in shape " + Arrays.toString(shape));
            }
            n = Math.multiplyExact(n, length);
        }
        return n;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(data, t.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
