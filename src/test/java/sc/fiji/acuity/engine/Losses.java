package sc.fiji.acuity.engine;

import java.util.Map;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/** Losses by their formulas, in plain Java and double precision. */
final class Losses {

    private static final double[] GAUSS = gauss();

    private Losses() {}

    private static double[] gauss() {
        final double[] taps = new double[5];
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            taps[i] = Math.exp(-(i - 2) * (i - 2) / (2 * 1.5 * 1.5));
            sum += taps[i];
        }
        for (int i = 0; i < 5; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    static float[] run(final Graph graph, final Weights weights, final float[] lr, final int batch, final int side) {
        final int each = lr.length / batch;
        final int scale = graph.scale();
        final float[] all = new float[lr.length * scale * scale];
        for (int n = 0; n < batch; n++) {
            final double[] image = new double[each];
            for (int i = 0; i < each; i++) {
                image[i] = lr[n * each + i];
            }
            final double[] result = Naive.run(graph, Naive.doubles(weights),
                new Naive.Image(graph.inputChannels(), side, side, image)).values();
            for (int i = 0; i < result.length; i++) {
                all[n * result.length + i] = (float) result[i];
            }
        }
        return all;
    }

    static double naive(final Loss loss, final float[] result, final float[] truth, final int batch,
        final int channels, final int side) {
        double sum = 0;
        for (final Map.Entry<Loss.Term, Double> e : loss.weights().entrySet()) {
            sum += e.getValue() * (e.getKey() == Loss.Term.HFEN ? hfen(result, truth, batch, channels, side)
                : pixels(e.getKey(), result, truth));
        }
        return sum;
    }

    private static double pixels(final Loss.Term term, final float[] result, final float[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            final double d = (double) result[i] - truth[i];
            sum += switch (term) {
                case L1 -> Math.abs(d);
                case MSE -> d * d;
                default -> Math.sqrt(d * d + 1e-6);
            };
        }
        return sum / truth.length;
    }

    private static double hfen(final float[] result, final float[] truth, final int batch, final int channels,
        final int side) {
        final int each = channels * side * side;
        double sum = 0;
        long n = 0;
        for (int b = 0; b < batch; b++) {
            final double[] e = edges(result, b * each, channels, side);
            final double[] t = edges(truth, b * each, channels, side);
            for (int i = 0; i < e.length; i++, n++) {
                sum += Math.abs(e[i] - t[i]);
            }
        }
        return sum / n;
    }

    private static double[] edges(final float[] images, final int from, final int channels, final int side) {
        final int small = side - 4;
        final int last = small - 2;
        final double[] edges = new double[last * last];
        for (int c = 0; c < channels; c++) {
            final double[] smooth = new double[small * small];
            for (int i = 0; i < smooth.length; i++) {
                for (int k = 0; k < 25; k++) {
                    smooth[i] += GAUSS[k / 5] * GAUSS[k % 5]
                        * images[from + c * side * side + (i / small + k / 5) * side + i % small + k % 5];
                }
            }
            for (int i = 0; i < edges.length; i++) {
                final int at = (i / last + 1) * small + i % last + 1;
                edges[i] += smooth[at - 1] + smooth[at + 1] + smooth[at - small] + smooth[at + small] - 4 * smooth[at];
            }
        }
        double most = 0.01;
        for (final double edge : edges) {
            most = Math.max(most, edge);
        }
        for (int i = 0; i < edges.length; i++) {
            edges[i] /= most;
        }
        return edges;
    }
}
