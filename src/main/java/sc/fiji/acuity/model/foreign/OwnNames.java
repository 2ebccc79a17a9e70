package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.EdgeSrCnn;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.Fsrcnn;

/**
 * Weights by our own names, without the package that they were in. A network fits if it has exactly these tensors;
 * where several do, or to try one that is not among the known ones, the user names it.
 */
final class OwnNames implements Recogniser {

    private static final int[] SCALES = {2, 3, 4};

    @Override
    public String family() {
        return "any network that 'acuity cost' knows, by Acuity's own names of tensors";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        if (!file.nodes().isEmpty()) {
            return Optional.empty();
        }
        final Map<String, int[]> shapes = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        final Set<Architecture> fitting = new LinkedHashSet<>();
        candidates(shapes).stream().filter(a -> misfit(a, shapes).isEmpty()).forEach(fitting::add);
        hints.architecture().ifPresent(text -> fitting.removeIf(a -> !called(a, text)));
        if (fitting.size() > 1) {
            throw new AcuityException(hints.fileName(), "fits several networks: "
                + String.join(", ", fitting.stream().map(OwnNames::label).toList()),
                "say which it is, such as --architecture " + label(fitting.iterator().next()));
        }
        if (fitting.isEmpty()) {
            hints.architecture().ifPresent(text -> refuse(text, shapes, hints));
            return Optional.empty();
        }
        final Architecture network = fitting.iterator().next();
        final Map<String, Tensor> weights = new LinkedHashMap<>();
        network.graph().parameters().keySet().forEach(name -> weights.put(name, file.tensors().get(name)));
        final String name = network.toString();
        return Optional.of(new Imported(name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}") ? name : "imported", network,
            new Weights(weights), false, Paper.NONE, Map.of("network", label(network))));
    }

    private static String label(final Architecture architecture) {
        return architecture + "-x" + architecture.scale();
    }

    private static boolean called(final Architecture architecture, final String text) {
        return text.equals(architecture.toString()) || text.equals(label(architecture));
    }

    /** Networks that have names, and those of the families whose configuration can be seen in shapes. */
    private static List<Architecture> candidates(final Map<String, int[]> shapes) {
        final List<Architecture> all = new ArrayList<>();
        for (final int scale : SCALES) {
            Architectures.names().forEach(name -> add(all, () -> Architectures.named(name, scale)));
            espcn(scale, shapes, all);
            fsrcnn(scale, shapes, all);
        }
        List.of(Falsr.a(), Falsr.b(), Falsr.c(), Falsr.cTable())
            .forEach(falsr -> all.add(new Falsr(falsr.cells(), falsr.connections(), true)));
        return all;
    }

    private static void espcn(final int scale, final Map<String, int[]> shapes, final List<Architecture> all) {
        int layers = 0;
        while (shapes.containsKey("conv" + (layers + 1) + ".weight")) {
            layers++;
        }
        final int first = length(shapes, "conv1.weight", 0);
        final int second = length(shapes, "conv2.weight", 0);
        final int hidden = layers - 1;
        if (hidden < 1) {
            return;
        }
        add(all, () -> Espcn.narrow(scale, hidden, first));
        add(all, () -> hidden == 1 ? Espcn.pool(scale, 0, first) : Espcn.pool(scale, first, second));
        final int filters = length(shapes, "filter.weight", 0);
        add(all, () -> new EdgeSrCnn(scale, filters / (2 * scale * scale), first, second));
    }

    private static void fsrcnn(final int scale, final Map<String, int[]> shapes, final List<Architecture> all) {
        int layers = 0;
        while (shapes.containsKey("map" + (layers + 1) + ".weight")) {
            layers++;
        }
        final int maps = layers;
        final int features = length(shapes, "feature.weight", 0);
        add(all, () -> new Fsrcnn(scale, features, length(shapes, "shrink.weight", 0), maps,
            length(shapes, "feature.prelu.weight", 0) == features));
    }

    private static int length(final Map<String, int[]> shapes, final String name, final int axis) {
        final int[] shape = shapes.getOrDefault(name, new int[0]);
        return shape.length > axis ? shape[axis] : 0;
    }

    private static void add(final List<Architecture> all, final Supplier<Architecture> candidate) {
        try {
            all.add(candidate.get());
        } catch (final GraphException e) {
            // numbers that make no network, or a name without that scale: one candidate less
            return;
        }
    }

    /** Says why the network that the user named does not fit. */
    private static void refuse(final String text, final Map<String, int[]> shapes, final Hints hints) {
        final List<Architecture> named = new ArrayList<>();
        final String name = text.replaceFirst("-x[234]$", "");
        for (final int scale : SCALES) {
            add(named, () -> Architectures.named(name, scale));
        }
        named.removeIf(a -> !called(a, text) && !text.equals(name));
        if (!named.isEmpty()) {
            throw new AcuityException(hints.fileName(), "does not fit " + label(named.get(0)) + ": "
                + misfit(named.get(0), shapes).orElse("its tensors have other names"),
                "leave --architecture out, or name another");
        }
    }

    /** The first tensor that is missing, misshapen or not expected. */
    private static Optional<String> misfit(final Architecture architecture, final Map<String, int[]> shapes) {
        final Map<String, int[]> expected = architecture.graph().parameters();
        for (final Map.Entry<String, int[]> e : expected.entrySet()) {
            final int[] found = shapes.get(e.getKey());
            if (!Arrays.equals(e.getValue(), found)) {
                return Optional.of("the tensor " + e.getKey() + " " + (found == null ? "is missing"
                    : "is " + Arrays.toString(found)) + ", not " + Arrays.toString(e.getValue()));
            }
        }
        return shapes.keySet().stream().filter(name -> !expected.containsKey(name)).findFirst()
            .map(name -> "it has the tensor " + name + " " + Arrays.toString(shapes.get(name)));
    }
}
