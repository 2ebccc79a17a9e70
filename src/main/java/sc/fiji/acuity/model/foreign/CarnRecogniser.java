package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.Carn;

/**
 * CARN and CARN-M as their authors publish them: a state dict named as the nodes here are, with layers that enlarge by 2,
 * 3 and 4. A model has one scale: ×2, if the file has it, unless the user says such as {@code carn-m-x4}. Width, groups,
 * kind of block and whether a cascade uses one block three times follow from the tensors.
 */
final class CarnRecogniser implements Recogniser {

    private static final String HEAD = "entry.weight";
    private static final String BLOCK = "b1.b1.body.";
    private static final String KERNEL = "a convolution's kernel [out, in / groups, K, K]";
    private static final String UP = "upsample.up";

    /** The layers before and behind that only shift: which sign, and what they add to red, green, blue. */
    private static final String SHIFT = "sub_mean.shifter";
    private static final Map<String, Integer> SHIFTS = Map.of(SHIFT, -1, "add_mean.shifter", 1);
    private static final double[] MEAN = {0.4488, 0.4371, 0.4040};
    private static final double TOLERANCE = 1e-5;

    private static final Pattern SAID = Pattern.compile("(.*)-x([234])");

    @Override
    public String family() {
        return "CARN and CARN-M (PyTorch)";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        final List<Integer> scales = scales(file);
        if (file.get(HEAD).isEmpty() || file.get(BLOCK + "0.weight").isEmpty() || file.get(SHIFT + ".weight").isEmpty()
            || scales.isEmpty()) {
            return Optional.empty();
        }
        SHIFTS.forEach((layer, sign) -> requireShift(file, hints, layer, sign));
        final Optional<Matcher> said = hints.architecture().map(SAID::matcher).filter(Matcher::matches);
        final int scale = said.map(m -> Integer.parseInt(m.group(2))).orElse(scales.get(0));
        if (!scales.contains(scale)) {
            throw Fit.misfit(hints, "has layers that enlarge by " + listed(scales) + ", not by " + scale);
        }
        final Hints rest = said.isPresent() ? new Hints(hints.fileName(), said.map(m -> m.group(1))) : hints;
        Choice chosen = null;
        for (final int each : scales) {
            // those of other scales are not used, but a file that does not fit is no file of this kind
            final Choice choice = choice(file, each == scale ? rest : Hints.of(hints.fileName()), each);
            chosen = each == scale ? choice : chosen;
        }
        final Map<String, String> facts = new LinkedHashMap<>(chosen.facts());
        facts.put("scales", listed(scales));
        return Optional.of(new Imported(chosen.architecture().toString(), chosen.architecture(), chosen.weights(),
            false, Paper.CARN, facts));
    }

    private static String listed(final List<Integer> scales) {
        return scales.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static boolean several(final ForeignTensors file) {
        return file.get(UP + ".body.0.weight").isEmpty();
    }

    /** Of a file for several scales those of them; of one for a single scale that one. */
    private static List<Integer> scales(final ForeignTensors file) {
        final List<Integer> scales = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            if (file.get(UP + scale + ".body.0.weight").isPresent()) {
                scales.add(scale);
            }
        }
        if (!several(file)) {
            final int[] first = file.shape(UP + ".body.0.weight").orElseThrow();
            final boolean twice = file.get(UP + ".body.3.weight").isPresent();
            return List.of(twice ? 4 : first.length > 1 && first[0] == 9 * width(file) ? 3 : 2);
        }
        return scales;
    }

    private static int width(final ForeignTensors file) {
        final int[] shape = file.shape(HEAD).orElse(new int[0]);
        return shape.length == 0 ? 0 : shape[0];
    }

    private static Choice choice(final ForeignTensors file, final Hints hints, final int scale) {
        final boolean several = several(file);
        final String up = several ? UP + scale + "." : UP + ".";
        final Found found = new Found(only(file, name -> !name.startsWith(UP) || name.startsWith(up)), hints);
        final int width = found.kernel(HEAD, "[width, 3, 3, 3]")[0];
        final boolean efficient = file.get(BLOCK + "4.weight").isPresent();
        final String grouped = efficient ? BLOCK + "0.weight" : up + "body.0.weight";
        final int each = found.kernel(grouped, KERNEL)[1];
        if (each < 1 || width % each != 0) {
            throw found.misfit(grouped, KERNEL + " for " + width + " channels");
        }
        final boolean recursive = file.get("b1.b2.body.0.weight").isEmpty();
        found.add(() -> new Carn(scale, width, efficient ? Carn.Block.EFFICIENT : Carn.Block.RESIDUAL, width / each,
            recursive, several), name -> name);
        return found.choose(HEAD, "[width, 3, 3, 3]");
    }

    /** Without the layers that only shift, and without what is not wanted. */
    private static ForeignTensors only(final ForeignTensors file, final Predicate<String> wanted) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
        tensors.keySet().removeIf(name -> !wanted.test(name)
            || SHIFTS.keySet().stream().anyMatch(layer -> name.matches(Pattern.quote(layer) + "\\.(weight|bias)")));
        return new ForeignTensors(file.format(), tensors);
    }

    /** They are part of the file, but constant: the graph has them as constants. */
    private static void requireShift(final ForeignTensors file, final Hints hints, final String layer, final int sign) {
        final Tensor weight = file.get(layer + ".weight").orElse(null);
        final Tensor bias = file.get(layer + ".bias").orElse(null);
        final float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        final float[] shift = new float[MEAN.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = (float) (sign * MEAN[i]);
        }
        requireNear(hints, layer + ".weight", weight, identity);
        requireNear(hints, layer + ".bias", bias, shift);
    }

    private static void requireNear(final Hints hints, final String name, final Tensor tensor, final float[] expected) {
        boolean near = tensor != null && tensor.data().length == expected.length;
        for (int i = 0; near && i < expected.length; i++) {
            near = Math.abs(tensor.data()[i] - expected[i]) < TOLERANCE;
        }
        if (!near) {
            throw Fit.misfit(hints, "looks like CARN, but its tensor " + name
                + (tensor == null ? " is missing"
                    : " is " + Arrays.toString(Arrays.copyOf(tensor.data(), expected.length)))
                + ", not " + Arrays.toString(expected));
        }
    }
}
