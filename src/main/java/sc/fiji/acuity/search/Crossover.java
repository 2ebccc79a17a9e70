package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/** A child of two: the first part of one and the rest of the other, of what parts are and of how they are connected. */
final class Crossover {

    private Crossover() {}

    /** Cuts once among the choices that decide parts, and once among those that connect them (FALSR, section 3.2). */
    static Genotype of(final SearchSpace space, final Genotype first, final Genotype second,
        final SplittableRandom random) {
        final List<Integer> picks = new ArrayList<>(first.picks());
        for (final boolean macro : new boolean[] {false, true}) {
            final int[] places = open(space).filter(i -> space.choices().get(i).isMacro() == macro).toArray();
            if (places.length == 0) {
                continue;
            }
            final boolean swapped = random.nextBoolean();
            // a single place has no inside to cut at: it comes from one or the other
            final int cut = places.length == 1 ? 1 : 1 + random.nextInt(places.length - 1);
            for (int i = 0; i < places.length; i++) {
                if (i < cut == swapped) {
                    picks.set(places[i], second.picks().get(places[i]));
                }
            }
        }
        return new Genotype(picks);
    }

    /** Choices that are left, in their order. */
    static IntStream open(final SearchSpace space) {
        final List<Choice> choices = space.choices();
        return IntStream.range(0, choices.size()).filter(i -> choices.get(i).options().size() > 1);
    }
}
