package sc.fiji.acuity.network.family;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

/**
 * DLSR: six cells that distil information in steps found by differentiable search, with attention over the image
 * (Huang et al.: "DLSR: lightweight image super-resolution via differentiable architecture search", 2021).
 *
 * <p>Takes and gives red, green and blue in [0, 1]; inside, values are of the range 255. Images have at least 15 × 15
 * pixels. Nodes are called as the tensors of the published checkpoints.
 *
 * @param scale 2, 3 or 4
 * @param width channels, an even number: 48, or 18 in the tiny one
 * @param steps the three steps of every cell
 * @param connections for each of cells 3, 4, 5, 6 the two earlier ones (counted from 1) that it reads, in their order
 */
public record Dlsr(int scale, int width, List<Step> steps, List<List<Integer>> connections) implements Architecture {

    /** CONV is a plain convolution; SEP twice ReLU, depthwise and 1×1; DIL ReLU, depthwise with gaps of 2, 1×1. */
    public enum Step {
        CONV1(1), CONV3(3), CONV5(5), CONV7(7), SEP3(3), SEP5(5), SEP7(7), DIL3(3), DIL5(5);

        private final int kernel;

        Step(final int kernel) {
            this.kernel = kernel;
        }

        /** Adds the nodes {@code name.…} and gives the name of the last. */
        String build(final GraphBuilder b, final String name, final int width, final String from) {
            if (name().startsWith("CONV")) {
                return b.add(name + ".0", Op.Conv.same(width, width, kernel).withoutBias(), from);
            }
            return name().startsWith("SEP") ? Separable.twice(b, name, width, kernel, from)
                : Separable.add(b, name, 0, width, kernel, 2, from);
        }
    }

    public Dlsr {
        Limits.scale(scale);
        Limits.range("width", width, 4, 1024);
        if (width % 2 != 0) {
            throw new GraphException("width is " + width + ", but must be even");
        }
        Limits.complete("steps", steps);
        Limits.complete("connections", connections);
        steps = List.copyOf(steps);
        Limits.range("number of steps", steps.size(), DlsrFrame.STEPS, DlsrFrame.STEPS);
        Limits.range("number of connections", connections.size(), DlsrFrame.CELLS - 2,
            DlsrFrame.CELLS - 2);
        for (int i = 0; i < connections.size(); i++) {
            final List<Integer> sources = connections.get(i);
            Limits.complete("connections", sources);
            Limits.range("number of cells that a cell reads", sources.size(), 2, 2);
            for (final int source : sources) {
                Limits.range("cell that cell " + (i + 3) + " reads", source, 1, i + 2);
            }
        }
        connections = connections.stream().map(List::copyOf).toList();
    }

    /** The network found by the search, 48 channels. */
    public static Dlsr original(final int scale) {
        return found(scale, 48);
    }

    /** The same with 18 channels. */
    public static Dlsr tiny(final int scale) {
        return found(scale, 18);
    }

    private static Dlsr found(final int scale, final int width) {
        return new Dlsr(scale, width, List.of(Step.CONV1, Step.SEP7, Step.SEP5),
            List.of(List.of(1, 2), List.of(2, 3), List.of(2, 4), List.of(4, 5)));
    }

    @Override
    public Graph graph() {
        return DlsrFrame.build(scale, width, new DlsrFrame.Choices() {

            @Override
            public String step(final GraphBuilder b, final int cell, final int number, final String from) {
                return steps.get(number - 1).build(b, DlsrFrame.step(cell, number) + ".op", width, from);
            }

            @Override
            public DlsrFrame.Read read(final GraphBuilder b, final int cell, final List<String> earlier) {
                final List<Integer> sources = connections.get(cell - DlsrFrame.FIRST_READER);
                return new DlsrFrame.Read(b.add(DlsrFrame.read(cell), new Op.Concat(),
                    sources.stream().map(i -> earlier.get(i - 1)).toList()), sources.size());
            }
        });
    }

    /** He's, but the last two kernels start small. */
    @Override
    public Weights initialWeights(final long seed) {
        return DlsrFrame.initialWeights(graph(), seed);
    }

    /** {@code dlsr}, {@code dlsr-tiny}, or the genotype. */
    @Override
    public String toString() {
        if (equals(original(scale))) {
            return "dlsr";
        }
        return equals(tiny(scale)) ? "dlsr-tiny"
            : "dlsr-" + width + "-" + steps.stream().map(s -> s.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-")) + "-" + connections.toString().replace(" ", "");
    }
}
