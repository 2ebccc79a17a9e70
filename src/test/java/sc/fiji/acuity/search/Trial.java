package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/** A search without files, clocks and training: candidates one after the other. */
final class Trial {

    private Trial() {}

    static List<Finished> run(final Strategy strategy, final SearchSpace space, final Goal goal,
        final Function<Genotype, Scores> scores, final int most, final long seed) {
        return resumed(List.of(), strategy, space, goal, scores, most, seed);
    }

    static List<Finished> resumed(final List<Finished> before, final Strategy strategy, final SearchSpace space,
        final Goal goal, final Function<Genotype, Scores> scores, final int most, final long seed) {
        final List<Finished> all = new ArrayList<>(before);
        for (int id = before.size(); id < most; id++) {
            final Optional<Strategy.Proposal> proposal =
                strategy.propose(new History(space, goal, all, List.of()), id, seed);
            if (proposal.isEmpty()) {
                break;
            }
            all.add(finished(id, proposal.get().genotype(), proposal.get().origin(),
                scores.apply(proposal.get().genotype())));
        }
        return all;
    }

    static Finished finished(final int id, final Genotype genotype, final String origin, final Scores scores) {
        return new Finished(new Candidate(id, genotype, id, origin), genotype.toString(), scores, 1);
    }
}
