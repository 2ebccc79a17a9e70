package sc.fiji.acuity.network.family;

import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

/**
 * edge-SR with one layer: a single convolution gives several candidates for each output pixel, and the variant says how
 * they become one (Navarrete Michelini, Lu, Jiang: "edge-SR: super-resolution for the masses", WACV 2022).
 *
 * <pre>{@code
 * Graph graph = new EdgeSr(EdgeSr.Variant.TM, 2, 7, 3).graph();
 * }</pre>
 *
 * The published networks clip their output to [0, 1]; here that is left to whoever writes pixels.
 *
 * @param variant how candidates are joined
 * @param scale 2, 3 or 4
 * @param kernel 3, 5 or 7 in the published pool; odd
 * @param channels candidates for each output pixel, 1..16 in the published pool
 */
public record EdgeSr(Variant variant, int scale, int kernel, int channels) implements Architecture {

    /**
     * MAX takes the largest candidate; TM weighs candidates v by softmax(k); TR by softmax(q · k), value by value.
     */
    public enum Variant {
        MAX(1), TM(2), TR(3);

        private final int parts;

        Variant(final int parts) {
            this.parts = parts;
        }
    }

    public EdgeSr {
        Limits.scale(scale);
        Limits.odd("kernel", kernel, 31);
        Limits.range("channels", channels, 1, 256);
        Limits.present("variant", variant);
    }

    @Override
    public Graph graph() {
        final int all = variant.parts * channels;
        final GraphBuilder b = new GraphBuilder(1);
        final String filter = b.add("filter", Op.Conv.same(1, scale * scale * all, kernel).withoutBias(), b.input());
        final String candidates = b.add("shuffle", new Op.PixelShuffle(scale), filter);
        if (variant == Variant.MAX) {
            return b.build(b.add("max", new Op.ChannelReduce(Op.ChannelReduce.Kind.MAX), candidates));
        }
        final String v = b.add("v", new Op.Slice(0, channels), candidates);
        String key = b.add("k", new Op.Slice(all - channels, all), candidates);
        if (variant == Variant.TR) {
            final String q = b.add("q", new Op.Slice(channels, 2 * channels), candidates);
            key = b.add("qk", new Op.Multiply(), q, key);
        }
        return b.build(weigh(b, v, key));
    }

    /** Σ v · softmax(key) over the channels. */
    static String weigh(final GraphBuilder b, final String v, final String key) {
        final String weights = b.add("softmax", new Op.ChannelSoftmax(), key);
        final String weighted = b.add("weighted", new Op.Multiply(), v, weights);
        return b.add("sum", new Op.ChannelReduce(Op.ChannelReduce.Kind.SUM), weighted);
    }

    @Override
    public Weights initialWeights(final long seed) {
        return CentreTap.xavier(graph(), seed, List.of("filter"));
    }

    /** The name in the published pool, such as {@code eSR-TM_s2_K7_C3}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "eSR-%s_s%d_K%d_C%d", variant, scale, kernel, channels);
    }
}
