package sc.fiji.acuity.model.foreign;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What PyTorch calls a storage class: how its values lie in the file. */
enum StorageType {
    FLOAT("FloatStorage", Float.BYTES, true) {

        @Override
        void convert(final ByteBuffer from, final float[] to) {
            from.asFloatBuffer().get(to);
        }
    },
    DOUBLE("DoubleStorage", Double.BYTES, true) {

        @Override
        void convert(final ByteBuffer from, final float[] to) {
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) from.getDouble();
            }
        }
    },
    HALF("HalfStorage", Short.BYTES, true) {

        @Override
        void convert(final ByteBuffer from, final float[] to) {
            for (int i = 0; i < to.length; i++) {
                to[i] = half(from.getShort());
            }
        }
    },
    /** The upper half of a 32-bit float. */
    BFLOAT16("BFloat16Storage", Short.BYTES, true) {

        @Override
        void convert(final ByteBuffer from, final float[] to) {
            for (int i = 0; i < to.length; i++) {
                to[i] = Float.intBitsToFloat(from.getShort() << Short.SIZE);
            }
        }
    },
    LONG("LongStorage", Long.BYTES, false),
    INT("IntStorage", Integer.BYTES, false),
    SHORT("ShortStorage", Short.BYTES, false),
    CHAR("CharStorage", 1, false),
    BYTE("ByteStorage", 1, false),
    BOOL("BoolStorage", 1, false);

    private static final int MANTISSA = 10;
    private static final int EXPONENT_MASK = 0x1f;
    private static final int MANTISSA_MASK = (1 << MANTISSA) - 1;

    private final String python;
    private final int bytes;
    private final boolean real;

    StorageType(final String python, final int bytes, final boolean real) {
        this.python = python;
        this.bytes = bytes;
        this.real = real;
    }

    /** @param name in the module {@code torch} */
    static Optional<StorageType> named(final String name) {
        return Arrays.stream(values()).filter(type -> type.python.equals(name)).findFirst();
    }

    /** Of one value. */
    int bytes() {
        return bytes;
    }

    /** Whether weights can be of this type; the others count steps and the like. */
    boolean real() {
        return real;
    }

    /** Reads as many values as {@code to} takes; only for real numbers. */
    void convert(final ByteBuffer from, final float[] to) {
        throw new IllegalStateException(this + " holds no weights");
    }

    /** IEEE 754 binary16. */
    static float half(final short bits) {
        final int exponent = bits >> MANTISSA & EXPONENT_MASK;
        final int mantissa = bits & MANTISSA_MASK;
        final float size;
        if (exponent == 0) {
            size = mantissa * 0x1p-24f;
        } else if (exponent == EXPONENT_MASK) {
            size = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb(1 + mantissa * 0x1p-10f, exponent - 15);
        }
        return bits < 0 ? -size : size;
    }
}
