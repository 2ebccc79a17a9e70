package sc.fiji.acuity.network.space;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.GraphException;

/**
 * One option of every choice of a {@link SearchSpace}.
 *
 * @param picks indices of options, in the order of the choices
 */
public record Genotype(List<Integer> picks) {

    public Genotype {
        picks = List.copyOf(picks);
    }

    /** Reads what {@link #toString} writes. */
    public static Genotype parse(final String text) {
        try {
            return new Genotype(Arrays.stream(text.split("\\.", -1)).map(Integer::valueOf).toList());
        } catch (final NumberFormatException e) {
            throw new GraphException("'" + text + "' is no genotype, which is numbers such as 0.2.1", e);
        }
    }

    /** The same with another option of one choice. */
    public Genotype with(final int choice, final int option) {
        final Integer[] changed = picks.toArray(Integer[]::new);
        changed[choice] = option;
        return new Genotype(Arrays.asList(changed));
    }

    /** Such as {@code 0.2.1}. */
    @Override
    public String toString() {
        return picks.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
