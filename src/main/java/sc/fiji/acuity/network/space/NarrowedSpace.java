package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;

/** A part of another space: some choices have fewer options. */
final class NarrowedSpace extends SearchSpace {

    private final SearchSpace whole;

    /**
     * @param allowed options that are left, by patterns of names of choices, in which {@code *} stands for anything
     * @throws GraphException if a pattern meets no choice, or an option is in none of those that it meets
     */
    NarrowedSpace(final SearchSpace whole, final Map<String, List<String>> allowed) {
        super(whole.name(), whole.scale(), narrowed(whole, allowed));
        this.whole = whole;
    }

    private static List<Choice> narrowed(final SearchSpace whole, final Map<String, List<String>> allowed) {
        final List<Choice> choices = new ArrayList<>(whole.choices());
        allowed.forEach((pattern, options) -> {
            final Pattern names = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
            final List<Integer> met = new ArrayList<>();
            for (int i = 0; i < choices.size(); i++) {
                if (names.matcher(choices.get(i).name()).matches()) {
                    met.add(i);
                }
            }
            if (met.isEmpty()) {
                throw new GraphException(whole.name() + " has no choice " + pattern + "; there are "
                    + choices.stream().map(Choice::name).toList());
            }
            for (final String option : options) {
                if (met.stream().noneMatch(i -> choices.get(i).options().contains(option))) {
                    choices.get(met.get(0)).indexOf(option);
                }
            }
            met.forEach(i -> choices.set(i, narrowed(choices.get(i), options)));
        });
        return choices;
    }

    private static Choice narrowed(final Choice choice, final List<String> options) {
        final List<String> left = choice.options().stream().filter(options::contains).toList();
        if (left.isEmpty()) {
            throw new GraphException(choice.name() + " has none of " + options + "; there are " + choice.options());
        }
        return new Choice(choice.name(), choice.kind(), left);
    }

    @Override
    public Architecture decode(final Genotype genotype) {
        return whole.decode(whole.genotype(describe(genotype)));
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        return genotype(whole.describe(whole.encode(architecture)));
    }
}
