package sc.fiji.acuity.model.foreign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.model.foreign.TensorflowFile.Once;
import sc.fiji.acuity.network.Tensor;

/** The values of a TensorProto message: 32-bit floats, as bytes or as numbers. Other types are passed over. */
final class TensorflowTensor {

    private static final int FLOAT = 1;
    private static final int MAX_RANK = 8;
    private static final int MAX_LIST = 64;
    private static final int MAX_CHOICE = 32;

    /** One value may stand for all of a tensor; so many are made of such in a file, then it is refused. */
    private static final int MAX_REPEATED = 1 << 20;

    private int repeated;

    /** The tensor; empty if its values are not 32-bit floats. */
    Optional<Tensor> read(final Wire in) {
        final Once<Long> type = new Once<>(in);
        final Once<int[]> shape = new Once<>(in);
        final Once<ByteBuffer> content = new Once<>(in);
        final List<Float> single = new ArrayList<>();
        final Once<ByteBuffer> packed = new Once<>(in);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type.set("type of a tensor", in.number());
                case 2 -> shape.set("shape of a tensor", shape(in.message()));
                case 4 -> content.set("content of a tensor", in.raw());
                case 5 -> {
                    if (in.isBytes()) {
                        packed.set("values of a tensor", in.raw());
                    } else {
                        single.add(in.single());
                    }
                }
                default -> in.skip();
            }
        }
        if (type.get() == null || type.get() != FLOAT) {
            return Optional.empty();
        }
        final int[] lengths = shape.get() == null ? new int[0] : shape.get();
        final float[] given = values(in, content.get(), packed.get(), single);
        return Optional.of(new Tensor(lengths, expand(in, lengths, given)));
    }

    private static int[] shape(final Wire in) {
        final List<Integer> lengths = new ArrayList<>();
        while (in.next()) {
            if (in.field() != 2) {
                in.skip();
                continue;
            }
            final Once<Long> length = new Once<>(in);
            for (final Wire dimension = in.message(); dimension.next();) {
                if (dimension.field() == 1) {
                    length.set("length of a tensor", dimension.number());
                } else {
                    dimension.skip();
                }
            }
            // zero is not written
            final long n = length.get() == null ? 0 : length.get();
            if (n < 0 || n > Integer.MAX_VALUE || lengths.size() == MAX_RANK) {
                throw in.fault("has a tensor of length " + n + " along axis " + lengths.size());
            }
            lengths.add((int) n);
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] values(final Wire in, final ByteBuffer content, final ByteBuffer packed,
        final List<Float> single) {
        final int kinds = (content == null ? 0 : 1) + (packed == null ? 0 : 1) + (single.isEmpty() ? 0 : 1);
        if (kinds > 1) {
            throw in.fault("has a tensor whose values are written in two ways");
        }
        final ByteBuffer bytes = content == null ? packed : content;
        if (bytes == null) {
            final float[] values = new float[single.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = single.get(i);
            }
            return values;
        }
        if (bytes.remaining() % Float.BYTES != 0) {
            throw in.fault("has a tensor of " + bytes.remaining() + " bytes, no whole number of 32-bit values");
        }
        final float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** Values that are left out are equal to the last one. */
    private float[] expand(final Wire in, final int[] shape, final float[] given) {
        long count = 1;
        for (final int length : shape) {
            // cannot overflow: the product of what fits an int and an int
            count = Math.min(count * length, Integer.MAX_VALUE);
        }
        if (given.length == count) {
            return given;
        }
        if (given.length == 0 || given.length > count || count - given.length > MAX_REPEATED - repeated) {
            throw in.fault("has a tensor of shape " + Arrays.toString(shape) + " with " + given.length + " values");
        }
        repeated += (int) count - given.length;
        final float[] values = Arrays.copyOf(given, (int) count);
        Arrays.fill(values, given.length, values.length, given[given.length - 1]);
        return values;
    }

    /** A list of whole numbers as {@code 1,2,2,1}; empty for lists of other things. */
    static Optional<String> list(final Wire in) {
        final List<Long> numbers = new ArrayList<>();
        while (in.next()) {
            if (in.field() != 3) {
                in.skip();
            } else if (in.isBytes()) {
                final Wire packed = in.message();
                while (packed.left() > 0) {
                    add(in, numbers, packed.packed());
                }
            } else {
                add(in, numbers, in.number());
            }
        }
        return numbers.isEmpty() ? Optional.empty()
            : Optional.of(String.join(",", numbers.stream().map(String::valueOf).toList()));
    }

    private static void add(final Wire in, final List<Long> numbers, final long number) {
        if (numbers.size() == MAX_LIST) {
            throw in.fault("has a list of more than " + MAX_LIST + " numbers at a node");
        }
        numbers.add(number);
    }

    /** Text that names a choice, such as {@code SAME}; a mark for what is longer. */
    static String choice(final ByteBuffer bytes) {
        return bytes.remaining() > MAX_CHOICE ? "…" : StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
}
