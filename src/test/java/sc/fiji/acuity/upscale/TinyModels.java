package sc.fiji.acuity.upscale;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.EdgeSrCnn;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Fsrcnn;
import sc.fiji.acuity.network.family.Wdsr;

/** Untrained models in memory: random weights of the size that trained ones have, so that outputs stay near 0..1. */
public final class TinyModels {

    private static final double BIAS = 0.1;

    private TinyModels() {}

    /** One of every family and variant. */
    public static List<Architecture> families(final int scale) {
        return List.of(
            new EdgeSr(EdgeSr.Variant.MAX, scale, 7, 2),
            new EdgeSr(EdgeSr.Variant.TM, scale, 5, 3),
            new EdgeSr(EdgeSr.Variant.TR, scale, 3, 2),
            new EdgeSrCnn(scale, 2, 3, 6),
            Espcn.original(scale),
            Espcn.pool(scale, 4, 6),
            Espcn.narrow(scale, 3, 8),
            new Fsrcnn(scale, 12, 5, 2, false),
            Fsrcnn.original(scale));
    }

    /** A small network with everything that matters here: padding, biases and a receptive field. */
    public static ModelPackage small(final int scale) {
        return of(Espcn.narrow(scale, 2, 4));
    }

    /** One for colour images, whose mean is another in each channel. */
    public static ModelPackage colour(final int scale) {
        return of(new Wdsr(Wdsr.Block.A, scale, 4, 1, 2, Wdsr.Input.MEAN, false));
    }

    /** One for colour images that looks at the whole of them, of at least 15 x 15 pixels. */
    public static ModelPackage global(final int scale) {
        return of(new Dlsr(scale, 4, List.of(Dlsr.Step.CONV1, Dlsr.Step.SEP3, Dlsr.Step.CONV3),
            List.of(List.of(1, 2), List.of(2, 3), List.of(2, 4), List.of(4, 5))));
    }

    public static ModelPackage of(final Architecture architecture) {
        return of(architecture, architecture.graph().inputChannels() == 1 ? Card.Signal.LUMA : Card.Signal.RGB);
    }

    /** @param signal what the card says of input and output */
    public static ModelPackage of(final Architecture architecture, final Card.Signal signal) {
        final Graph graph = architecture.graph();
        final Weights weights = weights(architecture);
        final Tensor input = ramp(graph.inputChannels());
        final Tensor output = ModelTest.infer(graph, weights, input, DeviceChoice.CPU);
        final Card card = new Card(new ModelName("tiny", graph.scale()), Card.About.of("For tests.", "CC0-1.0"), signal,
            Card.Facts.of(graph, "0".repeat(64)), new Card.Trust(Map.of(ModelTest.PRECISION, 1e-4),
                OptionalDouble.of(5e-6), List.of(), ""), Optional.empty());
        return new ModelPackage(Path.of("tiny-x" + graph.scale()), card, architecture, graph, weights, input, output);
    }

    /** A card that says that the output cannot leave 0..1. */
    public static Card.Signal bounded() {
        return new Card.Signal(1, Optional.of(LumaRange.FULL), 0, 1, true);
    }

    private static Weights weights(final Architecture architecture) {
        final Weights weights = architecture.initialWeights(7);
        final SplittableRandom random = new SplittableRandom(11);
        for (final Graph.Node node : architecture.graph().nodes()) {
            if (node.op() instanceof Op.Input) {
                continue;
            }
            node.op().parameters().forEach((local, shape) -> {
                if (local.equals("bias")) {
                    final float[] bias = weights.get(node.name() + ".bias").data();
                    for (int i = 0; i < bias.length; i++) {
                        bias[i] = (float) (BIAS * (2 * random.nextDouble() - 1));
                    }
                }
            });
        }
        return weights;
    }

    private static Tensor ramp(final int channels) {
        final Tensor input = Tensor.zeros(1, channels, channels == 1 ? 9 : 17, channels == 1 ? 8 : 16);
        for (int i = 0; i < input.data().length; i++) {
            input.data()[i] = i * 7 % 13 / 13f;
        }
        return input;
    }
}
