package sc.fiji.acuity.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * All networks of a small space with what each is worth: strategies can be compared over many seeds in seconds.
 */
final class Table implements Scorer {

    private final Remembering space;
    private final Goal goal;
    private final Map<Graph, Scores> rows = new HashMap<>();

    private Table(final SearchSpace space, final Goal goal) {
        this.space = new Remembering(space);
        this.goal = goal;
    }

    /** The folder of an exhaustive search that has ended: settings and journal. */
    static Table read(final Path folder) {
        final Search search = Search.open(folder);
        final Table table = new Table(search.space(), search.settings().goal());
        search.finished().forEach(one -> table.rows.put(table.space.decode(one.genotype()).graph(), one.scores()));
        return table;
    }

    /** By a formula for what training would tell. */
    static Table of(final SearchSpace space, final Goal goal, final Function<Genotype, Scores> formula) {
        final Table table = new Table(space, goal);
        table.each(genotype -> table.rows.computeIfAbsent(table.space.decode(genotype).graph(),
            graph -> formula.apply(genotype)));
        return table;
    }

    /** Calls for each genotype. */
    private void each(final Consumer<Genotype> use) {
        final int[] picks = new int[space.choices().size()];
        int at;
        do {
            use.accept(new Genotype(Arrays.stream(picks).boxed().toList()));
            at = picks.length - 1;
            while (at >= 0 && ++picks[at] == space.choices().get(at).options().size()) {
                picks[at--] = 0;
            }
        } while (at >= 0);
    }

    SearchSpace space() {
        return space;
    }

    Goal goal() {
        return goal;
    }

    int size() {
        return rows.size();
    }

    /** Of the front of candidates, as a share of that of the whole table. */
    double hypervolume(final List<Finished> some) {
        final double[] worst = new double[goal.objectives().size()];
        Arrays.fill(worst, Double.NEGATIVE_INFINITY);
        rows.values().stream().map(goal::costs)
            .forEach(costs -> Arrays.setAll(worst, i -> Math.max(worst[i], costs[i])));
        return Hypervolume.of(some, goal, worst)
            / Hypervolume.of(rows.values().stream().filter(goal::feasible).map(goal::costs).toList(), worst);
    }

    Scores scores(final Genotype genotype) {
        final Scores scores = rows.get(space.decode(genotype).graph());
        if (scores == null) {
            throw new IllegalArgumentException(genotype + " is not in the table");
        }
        return scores;
    }

    @Override
    public Scores score(final Candidate candidate, final Architecture architecture, final Progress progress) {
        return scores(candidate.genotype());
    }

    /** Builds each network once. */
    private static final class Remembering extends SearchSpace {

        private final SearchSpace space;
        private final Map<Genotype, Architecture> decoded = new ConcurrentHashMap<>();

        Remembering(final SearchSpace space) {
            super(space.name(), space.scale(), space.choices());
            this.space = space;
        }

        private record Built(Architecture architecture, Graph graph, Architecture deployed) implements Architecture {

            static Built of(final Architecture architecture) {
                final Architecture deployed = architecture.deployed();
                return new Built(architecture, architecture.graph(),
                    deployed == architecture ? null : of(deployed));
            }

            @Override
            public int scale() {
                return architecture.scale();
            }

            @Override
            public Architecture deployed() {
                return deployed == null ? this : deployed;
            }
        }

        @Override
        public Architecture decode(final Genotype genotype) {
            return decoded.computeIfAbsent(genotype, one -> Built.of(space.decode(one)));
        }

        @Override
        public Genotype encode(final Architecture architecture) {
            return space.encode(architecture);
        }
    }
}
