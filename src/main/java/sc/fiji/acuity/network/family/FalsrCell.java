package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * One cell of {@link Falsr}.
 *
 * @param operation what is repeated
 * @param filters channels of the result, a multiple of 4: 16, 32, 48 or 64 in the paper
 * @param kernel 1 or 3 in the paper; odd
 * @param skip whether, with more than one repetition, the first result is added to the last
 * @param repeats 1, 2 or 4 in the paper
 */
public record FalsrCell(Operation operation, int filters, int kernel, boolean skip, int repeats) {

    /**
     * CONV is a convolution and ReLU; GROUP2 and GROUP4 the same in groups. BOTTLENECK adds, after a linear 1×1
     * convolution, convolution to twice the channels, ReLU, depthwise 3×3, ReLU, convolution back.
     */
    public enum Operation {
        CONV(1), GROUP2(2), GROUP4(4), BOTTLENECK(1);

        private final int groups;

        Operation(final int groups) {
            this.groups = groups;
        }
    }

    private static final int EXPANSION = 2;

    public FalsrCell {
        Limits.present("operation", operation);
        Limits.range("filters", filters, 4, 1024);
        if (filters % 4 != 0) {
            throw new GraphException("filters is " + filters + ", but must be a multiple of 4");
        }
        Limits.odd("kernel", kernel, 31);
        Limits.range("repeats", repeats, 1, 16);
    }

    /** The 192 cells that the paper searches: operation, filters, kernel, skip, repeats; the last changes fastest. */
    public static List<FalsrCell> options() {
        final List<FalsrCell> all = new ArrayList<>();
        for (final Operation operation : Operation.values()) {
            for (final int filters : new int[] {16, 32, 48, 64}) {
                for (final int kernel : new int[] {1, 3}) {
                    for (final boolean skip : new boolean[] {false, true}) {
                        for (final int repeats : new int[] {1, 2, 4}) {
                            all.add(new FalsrCell(operation, filters, kernel, skip, repeats));
                        }
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** Adds the nodes {@code name.…} and gives the name of the last. */
    String build(final GraphBuilder b, final String name, final int channels, final String from) {
        return operation == Operation.BOTTLENECK ? bottleneck(b, name, channels, from)
            : convolutions(b, name, channels, from);
    }

    private String convolutions(final GraphBuilder b, final String name, final int channels, final String from) {
        String first = null;
        String x = from;
        for (int i = 1; i <= repeats; i++) {
            final int in = i == 1 ? channels : filters;
            x = b.add(name + ".conv" + i, Op.Conv.same(in, filters, kernel).withGroups(operation.groups), x);
            x = b.add(name + ".relu" + i, Op.Activation.of(Function.RELU), x);
            first = i == 1 ? x : first;
        }
        return skipping(b, name, first, x);
    }

    private String bottleneck(final GraphBuilder b, final String name, final int channels, final String from) {
        final int wide = EXPANSION * filters;
        final String entry = b.add(name + ".entry", Op.Conv.same(channels, filters, 1), from);
        String x = entry;
        for (int i = 1; i <= repeats; i++) {
            String y = b.add(name + ".expand" + i, Op.Conv.same(filters, wide, kernel), x);
            y = b.add(name + ".relu" + i + "a", Op.Activation.of(Function.RELU), y);
            y = b.add(name + ".depthwise" + i, Op.Conv.same(wide, wide, 3).withGroups(wide), y);
            y = b.add(name + ".relu" + i + "b", Op.Activation.of(Function.RELU), y);
            y = b.add(name + ".project" + i, Op.Conv.same(wide, filters, kernel), y);
            x = b.add(name + ".sum" + i, new Op.Add(), x, y);
        }
        return skipping(b, name, entry, x);
    }

    private String skipping(final GraphBuilder b, final String name, final String first, final String last) {
        return skip && repeats > 1 ? b.add(name + ".skip", new Op.Add(), first, last) : last;
    }

    /** Such as {@code conv64k3r4s}; s for the skip. */
    @Override
    public String toString() {
        return operation.name().toLowerCase(Locale.ROOT) + filters + "k" + kernel + "r" + repeats
            + (skip ? "s" : "");
    }
}
