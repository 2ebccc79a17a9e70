package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * What a strategy knows when it proposes: the same history, the same proposal.
 */
public final class History {

    private final SearchSpace space;
    private final Goal goal;
    private final List<Finished> finished;
    private final Set<Graph> known = new HashSet<>();

    /**
     * @param finished in any order
     * @param pending genotypes that are being tried
     */
    public History(final SearchSpace space, final Goal goal, final List<Finished> finished,
        final List<Genotype> pending) {
        this.space = space;
        this.goal = goal;
        this.finished = finished.stream().sorted(Comparator.comparingInt(Finished::id)).toList();
        final List<Genotype> all = new ArrayList<>(pending);
        finished.forEach(one -> all.add(one.genotype()));
        all.forEach(genotype -> known.add(space.decode(genotype).graph()));
    }

    public SearchSpace space() {
        return space;
    }

    public Goal goal() {
        return goal;
    }

    /** In the order of their numbers. */
    public List<Finished> finished() {
        return finished;
    }

    /** Whether a network was tried or is being tried, by this genotype or another that makes the same network. */
    public boolean knows(final Genotype genotype) {
        return known.contains(space.decode(genotype).graph());
    }

    /** Whether a genotype is worth trying: it is new, and keeps to the limits that are known without training. */
    public boolean welcomes(final Genotype genotype) {
        return violation(genotype) == 0 && !knows(genotype);
    }

    /** By how much limits are missed that are known without training. */
    double violation(final Genotype genotype) {
        return goal.violation(Counts.of(space.decode(genotype)));
    }
}
