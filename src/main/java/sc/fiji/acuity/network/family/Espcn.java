package sc.fiji.acuity.network.family;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * Efficient sub-pixel CNN: convolutions at LR size, then a pixel shuffle
 * (Shi et al.: "Real-time single image and video super-resolution …", CVPR 2016).
 *
 * <pre>{@code
 * Espcn.original(2);        // 5×5 to 64, 3×3 to 32, tanh
 * Espcn.narrow(2, 5, 24);   // ours: five 3×3 layers of 24 channels, leaky ReLU, and a skip
 * }</pre>
 *
 * @param scale 2, 3 or 4
 * @param kernels kernel size of each layer but the last, which is 3×3
 * @param widths channels after each layer but the last; as many as kernels
 * @param activation behind each layer but the last
 * @param sigmoid whether the output goes through a sigmoid, as in the edge-SR pool; it is then bounded to (0, 1)
 * @param skip whether the input, enlarged by nearest neighbour, is added to the output (an extension of ours: the layers
 *        then learn the difference only)
 */
public record Espcn(int scale, List<Integer> kernels, List<Integer> widths, Nonlinearity activation, boolean sigmoid,
    boolean skip) implements Architecture {

    /** The functions between layers; LEAKY has the slope 0.05, PRELU learns one per channel. */
    public enum Nonlinearity {
        TANH, RELU, LEAKY, PRELU
    }

    public Espcn {
        Limits.scale(scale);
        Limits.complete("kernels", kernels);
        Limits.complete("widths", widths);
        Limits.present("activation", activation);
        kernels = List.copyOf(kernels);
        widths = List.copyOf(widths);
        Limits.range("number of layers", widths.size(), 1, 64);
        if (kernels.size() != widths.size()) {
            throw new GraphException(kernels.size() + " kernels do not fit " + widths.size() + " widths");
        }
        kernels.forEach(k -> Limits.odd("kernel", k, 31));
        widths.forEach(w -> Limits.range("width", w, 1, 4096));
    }

    /** The network of the paper, 64 and 32 channels with tanh and a linear output. */
    public static Espcn original(final int scale) {
        return new Espcn(scale, List.of(5, 3), List.of(64, 32), Nonlinearity.TANH, false, false);
    }

    /** A member of the edge-SR pool: D and S channels and a sigmoid; D = 0 leaves the first layer out. */
    public static Espcn pool(final int scale, final int d, final int s) {
        return d == 0 ? new Espcn(scale, List.of(3), List.of(s), Nonlinearity.TANH, true, false)
            : new Espcn(scale, List.of(5, 3), List.of(d, s), Nonlinearity.TANH, true, false);
    }

    /** Ours: 3×3 layers of equal width with leaky ReLU, and the skip. */
    public static Espcn narrow(final int scale, final int layers, final int width) {
        return new Espcn(scale, Collections.nCopies(layers, 3), Collections.nCopies(layers, width), Nonlinearity.LEAKY,
            false, true);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.input();
        int channels = 1;
        for (int i = 0; i < widths.size(); i++) {
            x = b.add("conv" + (i + 1), Op.Conv.same(channels, widths.get(i), kernels.get(i)), x);
            channels = widths.get(i);
            x = b.add("act" + (i + 1), nonlinearity(channels), x);
        }
        x = b.add("conv" + (widths.size() + 1), Op.Conv.same(channels, scale * scale, 3), x);
        if (skip) {
            final String copies = b.add("copies", new Op.Concat(), Collections.nCopies(scale * scale, b.input()));
            x = b.add("skip", new Op.Add(), x, copies);
        }
        x = b.add("shuffle", new Op.PixelShuffle(scale), x);
        return b.build(sigmoid ? b.add("sigmoid", Op.Activation.of(Function.SIGMOID), x) : x);
    }

    private Op nonlinearity(final int channels) {
        return switch (activation) {
            case TANH -> Op.Activation.of(Function.TANH);
            case RELU -> Op.Activation.of(Function.RELU);
            case LEAKY -> new Op.Activation(Function.LEAKY_RELU, 0.05);
            case PRELU -> new Op.PRelu(channels, true);
        };
    }

    /** He or Xavier as the activation asks; with the skip, the last layer starts small, that is near the plain skip. */
    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights =
            activation == Nonlinearity.TANH ? Initializer.xavier(graph(), seed) : Initializer.he(graph(), seed);
        if (skip) {
            final float[] last = weights.get("conv" + (widths.size() + 1) + ".weight").data();
            for (int i = 0; i < last.length; i++) {
                last[i] *= 0.1f;
            }
        }
        return weights;
    }

    /** The name in the published pool where it is a member, such as {@code ESPCN_s2_D16_S32}. */
    @Override
    public String toString() {
        if (equals(original(scale))) {
            return "espcn";
        }
        final int s = widths.get(widths.size() - 1);
        final int d = widths.size() == 1 ? 0 : widths.get(0);
        if (widths.size() <= 2 && equals(pool(scale, d, s))) {
            return String.format(Locale.ROOT, "ESPCN_s%d_D%d_S%d", scale, d, s);
        }
        return equals(narrow(scale, widths.size(), s)) ? String.format(Locale.ROOT, "espcn-%dx%d", widths.size(), s)
            : String.format(Locale.ROOT, "espcn%s%s%s%s%s", kernels, widths, activation, sigmoid ? "-sigmoid" : "",
                skip ? "-skip" : "").replace(" ", "");
    }
}
