package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;

/**
 * Which of several networks whose tensors have the same names and shapes a file holds. What the user says comes first;
 * then what they make of a picture, see {@link Probe}; then, between those that are about as good, the file's name.
 *
 * @param facts how it was decided
 */
record Choice(Architecture architecture, Weights weights, Map<String, String> facts) {

    /**
     * A trained network may be a little worse than bicubic on the picture (the smallest edge-SR: -0.3 dB), hardly more.
     */
    private static final double LEAST_GAIN = -1;

    /** Of the 432 one-layer networks of edge-SR, all but one are 1.8 dB or more ahead of what else they could be. */
    private static final double CLEAR = 1;

    private static final String FACT = "recognised";

    /** One that fits. */
    private record Candidate(Architecture architecture, Weights weights, double gain) {}

    /** @param fitting by the architecture; at least one */
    static Choice of(final Map<Architecture, Weights> fitting, final Hints hints) {
        final List<Architecture> all = List.copyOf(fitting.keySet());
        if (hints.architecture().isPresent()) {
            final String name = hints.architecture().get();
            final Architecture said = all.stream()
                .filter(a -> name.equalsIgnoreCase(a.toString()) || name.equalsIgnoreCase(a + "-x" + a.scale()))
                .findFirst().orElseThrow(() -> new AcuityException(hints.fileName(),
                    "does not hold " + name + " by its tensors", "use one of " + names(all)));
            return choice(said, fitting, "as the user says");
        }
        if (all.size() == 1) {
            return choice(all.get(0), fitting, "by its tensors");
        }
        final List<Candidate> best = new ArrayList<>();
        fitting.forEach((architecture, weights) ->
            best.add(new Candidate(architecture, weights, Probe.gain(architecture, weights))));
        best.sort(Comparator.comparingDouble(Candidate::gain).reversed());
        final double top = best.get(0).gain;
        if (top >= LEAST_GAIN) {
            best.removeIf(candidate -> candidate.gain < top - CLEAR);
            if (best.size() == 1) {
                return choice(best.get(0).architecture, fitting,
                    String.format(Locale.ROOT, "by its tensors and a test picture (%+.1f dB to bicubic)", top));
            }
        }
        final Set<Architecture> near = best.stream().map(Candidate::architecture).collect(Collectors.toSet());
        final List<Architecture> left = all.stream().filter(near::contains).toList();
        return left.stream().filter(a -> called(hints.fileName(), a.toString())).findFirst()
            .map(a -> choice(a, fitting, "by its name, among " + names(left) + ", which its tensors allow"))
            .orElseThrow(() -> new AcuityException(hints.fileName(),
                "can be any of these by its tensors: " + names(left),
                "say which one it is with --architecture (or Architecture in the dialog)"));
    }

    private static Choice choice(final Architecture architecture, final Map<Architecture, Weights> fitting,
        final String how) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("architecture", architecture.toString());
        facts.put(FACT, how);
        return new Choice(architecture, fitting.get(architecture), facts);
    }

    /** Whether a file, not its folder, is called as a network is, before its ending. */
    private static boolean called(final String file, final String network) {
        final Pattern name =
            Pattern.compile("(?i)(.*[/\\\\])?" + Pattern.quote(network) + "([^0-9a-z/\\\\][^/\\\\]*)?");
        return name.matcher(file).matches();
    }

    private static String names(final List<Architecture> architectures) {
        return architectures.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
