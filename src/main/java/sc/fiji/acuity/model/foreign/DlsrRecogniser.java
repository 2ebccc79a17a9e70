package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Dlsr.Step;

/**
 * DLSR as its authors publish it: checkpoints of training with a state dict, named as the nodes here are. Scale, width
 * and the steps of the cells follow from the tensors. Which cells a cell reads does not: the authors have it in their
 * programs, one for each search, so both of these are tried ({@link Choice}), and the user can name another.
 */
final class DlsrRecogniser implements Recogniser {

    private static final List<List<List<Integer>>> PUBLISHED = List.of(
        Dlsr.original(2).connections(),
        List.of(List.of(2, 1), List.of(3, 2), List.of(4, 3), List.of(1, 3)));

    private static final String HEAD = "fea_conv.weight";
    private static final String TAIL = "upsampler.0.weight";
    private static final String KERNEL = "a convolution's kernel [out, in / groups, K, K]";
    private static final Pattern PAIR = Pattern.compile("\\[([1-5]), ?([1-5])\\]");
    private static final Pattern PAIRS =
        Pattern.compile("(?:.*-)?\\[(" + PAIR.pattern() + "(?:, ?" + PAIR.pattern() + "){3})\\]");

    @Override
    public String family() {
        return "DLSR (PyTorch)";
    }

    @Override
    public Optional<Imported> recognise(final ForeignTensors file, final Hints hints) {
        if (file.get(HEAD).isEmpty() || file.get("B1.c1_d.weight").isEmpty()
            || file.tensors().keySet().stream().noneMatch(name -> name.startsWith("B1.c1_r.op."))) {
            return Optional.empty();
        }
        final Optional<List<List<Integer>>> said = hints.architecture().flatMap(DlsrRecogniser::connections);
        final Hints rest = said.isPresent() ? Hints.of(hints.fileName()) : hints;
        final Found found = new Found(file, rest);
        final int width = found.kernel(HEAD, "[width, 3, 3, 3]")[0];
        final String expected = "[3 · s², width, 3, 3] with the scale s";
        final int last = found.kernel(TAIL, expected)[0];
        final List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            steps.add(step(found, "B1.c" + i + "_r.op."));
        }
        for (int scale = 2; scale <= 4; scale++) {
            if (last == 3 * scale * scale) {
                final int s = scale;
                said.map(List::of).orElse(PUBLISHED).forEach(connections ->
                    found.add(() -> new Dlsr(s, width, steps, connections), name -> name));
            }
        }
        final Choice choice = found.choose(TAIL, expected);
        final Dlsr dlsr = (Dlsr) choice.architecture();
        final String name = dlsr.equals(Dlsr.original(dlsr.scale())) ? "dlsr"
            : dlsr.equals(Dlsr.tiny(dlsr.scale())) ? "dlsr-tiny" : "dlsr-" + width;
        return Optional.of(new Imported(name, dlsr, choice.weights(), false, Paper.DLSR, choice.facts()));
    }

    /** What a step is, by the layers that have weights: one, two, or twice two. */
    private static Step step(final Found found, final String prefix) {
        final boolean plain = found.file().get(prefix + "0.weight").isPresent();
        final String kind = plain ? "CONV" : found.file().get(prefix + "4.weight").isPresent() ? "SEP" : "DIL";
        final String tensor = prefix + (plain ? "0.weight" : "1.weight");
        final int[] shape = found.kernel(tensor, KERNEL);
        return Arrays.stream(Step.values()).filter(step -> step.name().equals(kind + shape[2])).findFirst()
            .orElseThrow(() -> found.misfit(tensor, "a kernel of 1, 3, 5 or 7"));
    }

    /** From {@code dlsr-48-sep3-sep5-sep5-[[2,1],[3,2],[4,3],[1,3]]} or its end. */
    private static Optional<List<List<Integer>>> connections(final String said) {
        final Matcher all = PAIRS.matcher(said);
        if (!all.matches()) {
            return Optional.empty();
        }
        final Matcher pair = PAIR.matcher(all.group(1));
        final List<List<Integer>> connections = new ArrayList<>();
        while (pair.find()) {
            connections.add(List.of(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2))));
        }
        return Optional.of(connections);
    }
}
