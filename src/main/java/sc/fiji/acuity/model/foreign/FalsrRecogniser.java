package sc.fiji.acuity.model.foreign;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Falsr;

/**
 * FALSR as its authors publish it: a frozen TensorFlow graph from luma to the enlarged image. Any network of the search
 * space is known, not only the published ones: cells follow from the names of their tensors, connections from the
 * graph.
 */
final class FalsrRecogniser implements Recogniser {

    private static final String DEPTHWISE = "depth_wise";
    private static final int LONGEST_NAME = 64;

    @Override
    public String family() {
        return "FALSR (frozen TensorFlow graph)";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        if (file.nodes().isEmpty()) {
            return Optional.empty();
        }
        return FalsrNames.in(file.tensors().keySet(), hints.fileName()).map(names -> read(file, names, hints));
    }

    private static Imported read(final ForeignTensors file, final FalsrNames names, final Hints hints) {
        final List<String> connections = new FalsrWiring(file, names, hints.fileName()).connections();
        final Falsr network = new Falsr(names.cells(), connections, true);
        final Set<String> used = new HashSet<>();
        final Map<String, Tensor> weights = new LinkedHashMap<>();
        network.graph().parameters().forEach((parameter, shape) -> {
            final int dot = parameter.lastIndexOf('.');
            final String layer = names.layer(parameter.substring(0, dot));
            final boolean bias = parameter.endsWith(".bias");
            final String name = layer + "/" + local(layer, bias);
            used.add(name);
            weights.put(parameter, bias ? tensor(file, name, shape, hints) : kernel(file, name, shape, hints));
        });
        requireAllUsed(file, names, used, hints);
        final String genotype = network.genotype();
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("network", genotype);
        facts.put("prefix", names.prefix());
        return new Imported(genotype.length() > LONGEST_NAME ? "falsr" : genotype, network, new Weights(weights), false,
            Paper.FALSR, facts);
    }

    private static String local(final String layer, final boolean bias) {
        if (layer.endsWith(DEPTHWISE)) {
            return bias ? "b_depthwise2d" : "W_depthwise2d";
        }
        if (layer.contains("/groupConG")) {
            return bias ? "b" : "W";
        }
        return bias ? "bias" : "kernel";
    }

    /** From [height, width, in / groups, out], or [height, width, channels, 1] of a depthwise convolution. */
    private static Tensor kernel(final ForeignTensors file, final String name, final int[] shape, final Hints hints) {
        final int out = shape[0];
        final int in = shape[1];
        final int k = shape[2];
        final boolean depthwise = name.contains(DEPTHWISE + "/");
        final Tensor theirs =
            tensor(file, name, depthwise ? new int[] {k, k, out, in} : new int[] {k, k, in, out}, hints);
        final Tensor ours = Tensor.zeros(shape);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int at = 0; at < k * k; at++) {
                    // with one input channel, as depthwise ones have, both of their layouts are the same bytes
                    ours.data()[(o * in + i) * k * k + at] = theirs.data()[(at * in + i) * out + o];
                }
            }
        }
        return ours;
    }

    private static Tensor tensor(final ForeignTensors file, final String name, final int[] expected,
        final Hints hints) {
        final Tensor tensor = file.get(name)
            .orElseThrow(() -> new AcuityException(hints.fileName(), "is a FALSR network without the tensor " + name
                + " " + Arrays.toString(expected), "get the file again"));
        if (!Arrays.equals(tensor.shape(), expected)) {
            throw new AcuityException(hints.fileName(), "is a FALSR network whose tensor " + name + " has the shape "
                + Arrays.toString(tensor.shape()) + ", not " + Arrays.toString(expected),
                "give one of the published graphs, or another of the same search space");
        }
        return tensor;
    }

    private static void requireAllUsed(final ForeignTensors file, final FalsrNames names, final Set<String> used,
        final Hints hints) {
        for (final String name : file.tensors().keySet()) {
            final String local = name.startsWith(names.prefix()) ? name.substring(names.prefix().length()) : "";
            // what else there is turns luma into colours
            if ((local.startsWith("cell") || local.startsWith("n32s1/")) && !used.contains(name)) {
                throw new AcuityException(hints.fileName(), "is a FALSR network with the tensor " + name + " "
                    + Arrays.toString(file.tensors().get(name).shape()) + ", which such a network has not",
                    "give one of the published graphs, or another of the same search space");
            }
        }
    }
}
