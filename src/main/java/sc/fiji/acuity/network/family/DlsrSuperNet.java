package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

/**
 * Many DLSR networks at once, to search among them by gradients: each step is a mixture of candidates, and each of the
 * cells 3 to 6 reads all earlier cells that it may read, each times a weight (Huang et al. 2021, section 3).
 *
 * <pre>{@code
 * DlsrSuperNet net = new DlsrSuperNet(2, 18, Collections.nCopies(3, List.of(Dlsr.Step.values())),
 *     List.of(List.of(1, 2), List.of(1, 2, 3), List.of(1, 2, 3, 4), List.of(1, 2, 3, 4, 5)));
 * Tensor alpha = net.initialWeights(1).get(DlsrSuperNet.stepParameter(1));
 * }</pre>
 *
 * Nodes are called as in {@link Dlsr}, candidates with their name in between: {@code B1.c2_r.op.sep5.1}.
 *
 * @param scale 2, 3 or 4
 * @param width channels, an even number
 * @param steps candidates of the three steps, each once; the mixture of a step is the same in every cell
 * @param sources for each of cells 3, 4, 5, 6 the earlier ones (counted from 1) that it may read, each once
 */
public record DlsrSuperNet(int scale, int width, List<List<Dlsr.Step>> steps, List<List<Integer>> sources) {

    public DlsrSuperNet {
        steps = steps.stream().map(List::copyOf).toList();
        sources = sources.stream().map(List::copyOf).toList();
        Limits.range("number of steps", steps.size(), DlsrFrame.STEPS, DlsrFrame.STEPS);
        Limits.range("number of cells that read others", sources.size(), DlsrFrame.CELLS - 2, DlsrFrame.CELLS - 2);
    }

    /** The parameter with a value for each candidate of a step, in their order; soft-max makes weights of them. */
    public static String stepParameter(final int step) {
        return mixture(1, step) + ".alpha";
    }

    /** The parameter with a value for each cell that a cell may read. */
    public static String sourceParameter(final int cell) {
        return DlsrFrame.read(cell) + ".alpha";
    }

    private static String mixture(final int cell, final int step) {
        return DlsrFrame.step(cell, step) + ".mix";
    }

    /** To start training from: kernels as in {@link Dlsr}, mixtures nearly even. */
    public Weights initialWeights(final long seed) {
        return DlsrFrame.initialWeights(graph(), seed);
    }

    /** The network; the same for the same record. */
    public Graph graph() {
        return DlsrFrame.build(scale, width, new DlsrFrame.Choices() {

            @Override
            public String step(final GraphBuilder b, final int cell, final int number, final String from) {
                final List<String> results = new ArrayList<>();
                for (final Dlsr.Step candidate : steps.get(number - 1)) {
                    results.add(candidate.build(b, DlsrFrame.step(cell, number) + ".op."
                        + candidate.name().toLowerCase(Locale.ROOT), width, from));
                }
                return cell == 1
                    ? b.add(mixture(1, number), new Op.Mixture(results.size(), Op.Mixture.Join.SUM), results)
                    : b.again(mixture(cell, number), mixture(1, number), results.toArray(String[]::new));
            }

            @Override
            public DlsrFrame.Read read(final GraphBuilder b, final int cell, final List<String> earlier) {
                final List<String> from = sources.get(cell - DlsrFrame.FIRST_READER).stream()
                    .map(i -> earlier.get(i - 1)).toList();
                final Op mixture = new Op.Mixture(from.size(), Op.Mixture.Join.CONCAT);
                return new DlsrFrame.Read(b.add(DlsrFrame.read(cell), mixture, from), from.size());
            }
        });
    }
}
