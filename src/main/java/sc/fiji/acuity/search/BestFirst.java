package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.space.Genotype;

/** All genotypes of a space in the order of the product of what their options are worth, the largest first. */
final class BestFirst {

    /**
     * @param ranks of the options, 0 for the best of a choice
     * @param last the choice behind which ranks are 0: what follows changes this one or a later one
     */
    private record Entry(List<Integer> ranks, int last, double worth) { }

    /** Options of each choice, the best first. */
    private final List<List<Integer>> orders;
    private final List<double[]> logarithms;
    private final PriorityQueue<Entry> open = new PriorityQueue<>(
        Comparator.comparingDouble(Entry::worth).reversed().thenComparing(Entry::ranks, BestFirst::compare));

    /** @param worth for each choice, of each of its options; positive */
    BestFirst(final List<double[]> worth) {
        logarithms = worth.stream().map(options -> Arrays.stream(options).map(Math::log).toArray()).toList();
        orders = logarithms.stream().map(options -> IntStream.range(0, options.length).boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> options[i]).reversed().thenComparing(i -> i)).toList())
            .toList();
        add(Collections.nCopies(worth.size(), 0), 0);
    }

    private static int compare(final List<Integer> a, final List<Integer> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return a.get(i) - b.get(i);
            }
        }
        return 0;
    }

    private void add(final List<Integer> ranks, final int last) {
        double sum = 0;
        for (int i = 0; i < ranks.size(); i++) {
            sum += logarithms.get(i)[orders.get(i).get(ranks.get(i))];
        }
        open.add(new Entry(ranks, last, sum));
    }

    /** Empty after the last. */
    Optional<Genotype> next() {
        final Entry entry = open.poll();
        if (entry == null) {
            return Optional.empty();
        }
        for (int i = entry.last(); i < orders.size(); i++) {
            if (entry.ranks().get(i) + 1 < orders.get(i).size()) {
                final List<Integer> ranks = new ArrayList<>(entry.ranks());
                ranks.set(i, ranks.get(i) + 1);
                add(ranks, i);
            }
        }
        return Optional.of(new Genotype(
            IntStream.range(0, orders.size()).map(i -> orders.get(i).get(entry.ranks().get(i))).boxed().toList()));
    }
}
