package sc.fiji.acuity.network.space;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;

/**
 * A network with choices left open.
 *
 * <pre>{@code
 * SearchSpace space = Spaces.named("falsr", 2);
 * Genotype genotype = space.random(new SplittableRandom(1));
 * Graph graph = space.decode(genotype).graph();
 * }</pre>
 *
 * Every combination of options is a network; different ones may be the same network.
 */
public abstract class SearchSpace {

    private final String name;
    private final int scale;
    private final List<Choice> choices;

    /** @param name what the space is called in messages */
    protected SearchSpace(final String name, final int scale, final List<Choice> choices) {
        this.name = name;
        this.scale = scale;
        this.choices = List.copyOf(choices);
    }

    /** As {@link Spaces} knows it. */
    public final String name() {
        return name;
    }

    /** How many times wider and higher all its networks make an image. */
    public final int scale() {
        return scale;
    }

    /** What is decided, in a fixed order. */
    public final List<Choice> choices() {
        return choices;
    }

    /** The network of a genotype. */
    public abstract Architecture decode(Genotype genotype);

    /**
     * A genotype of a network.
     *
     * @throws GraphException if the network is not in this space
     */
    public abstract Genotype encode(Architecture architecture);

    /** A genotype out of options by the names of choices. */
    final Genotype genotype(final Map<String, String> options) {
        return new Genotype(choices.stream().map(choice -> {
            final String option = options.get(choice.name());
            if (option == null) {
                throw new GraphException("choice " + choice.name() + " is open");
            }
            return choice.indexOf(option);
        }).toList());
    }

    final GraphException notMine(final Architecture architecture) {
        return new GraphException(architecture + " is not in the space " + name);
    }

    /** How many genotypes there are. */
    public final BigInteger size() {
        return choices.stream().map(choice -> BigInteger.valueOf(choice.options().size()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Each option of each choice with the same probability. */
    public final Genotype random(final SplittableRandom random) {
        return new Genotype(choices.stream().map(choice -> random.nextInt(choice.options().size())).toList());
    }

    /** @throws GraphException if it is none of this space: it may come from a file */
    public final void check(final Genotype genotype) {
        if (genotype.picks().size() != choices.size()) {
            throw new GraphException("a genotype of " + genotype.picks().size() + " numbers, but " + name + " has "
                + choices.size() + " choices");
        }
        for (int i = 0; i < choices.size(); i++) {
            final int pick = genotype.picks().get(i);
            if (pick < 0 || pick >= choices.get(i).options().size()) {
                throw new GraphException(choices.get(i).name() + " has no option " + pick + ", only 0.."
                    + (choices.get(i).options().size() - 1));
            }
        }
    }

    /** The options that a genotype takes, by the names of the choices. */
    public final Map<String, String> describe(final Genotype genotype) {
        check(genotype);
        final Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            final Choice choice = choices.get(i);
            texts.put(choice.name(), choice.options().get(genotype.picks().get(i)));
        }
        return texts;
    }
}
