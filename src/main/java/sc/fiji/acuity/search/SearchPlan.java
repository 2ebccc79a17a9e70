package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.train.ShortTraining;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * How many candidates there is time for: some steps of a few random ones are timed, once, before a search.
 *
 * <pre>{@code
 * SearchPlan plan = SearchPlan.automatic(settings, images, progress);
 * Search search = Search.create(folder, settings.withSteps(plan.steps()));
 * }</pre>
 *
 * @param steps of each candidate's training
 * @param candidates that the budget allows, about
 * @param seconds that a candidate takes, about
 */
public record SearchPlan(int steps, int candidates, double seconds) {

    /** Of candidates that an automatic number of steps leaves time for. */
    public static final int WANTED = 60;

    /** Fewer say little of a network, more say little more. */
    private static final int LEAST_STEPS = 200;
    private static final int MOST_STEPS = 5000;

    /** Random networks that are timed, for how long each at most, and for what share of the budget together. */
    private static final int TIMED = 4;
    private static final double TIMED_SECONDS = 1.5;
    private static final double TIMED_SHARE = 0.02;

    /**
     * Times networks and chooses the number of steps.
     *
     * @param settings whose steps do not count
     * @throws AcuityException if no network keeps to the limits
     */
    public static SearchPlan automatic(final SearchSettings settings, final TrainingSet images,
        final Progress progress) {
        final ShortTraining.Cost cost = cost(settings, images, progress);
        final double each = available(settings) / wanted(settings);
        final double room = cost.step() > 0 ? (each - cost.rest()) / cost.step() : LEAST_STEPS;
        return of((int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, room)), settings, cost);
    }

    /** Times networks for a number of steps that was chosen: that of the settings. */
    public static SearchPlan given(final SearchSettings settings, final TrainingSet images, final Progress progress) {
        return of(settings.steps(), settings, cost(settings, images, progress));
    }

    private static SearchPlan of(final int steps, final SearchSettings settings, final ShortTraining.Cost cost) {
        final double seconds = Math.max(1e-3, cost.seconds(steps));
        final double room = Math.max(1, available(settings) / seconds);
        final double most = settings.openSpace().size().doubleValue();
        return new SearchPlan(steps,
            (int) Math.min(Math.min(room, most), settings.most() > 0 ? settings.most() : Integer.MAX_VALUE), seconds);
    }

    private static double available(final SearchSettings settings) {
        final boolean prepares = Strategies.named(settings.strategy()).prepares(settings.openSpace());
        final double share = prepares ? 1 - Search.PREPARATION : 1;
        return settings.minutes() * 60 * share;
    }

    private static double wanted(final SearchSettings settings) {
        final double most = settings.most() > 0 ? settings.most() : WANTED;
        return Math.min(most, settings.openSpace().size().doubleValue());
    }

    private static ShortTraining.Cost cost(final SearchSettings settings, final TrainingSet images,
        final Progress progress) {
        final List<Architecture> networks = sample(settings);
        final Progress quiet = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                // single steps are none of the search
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
        final double most = Math.min(TIMED_SECONDS, settings.minutes() * 60 * TIMED_SHARE / TIMED);
        double step = 0;
        double rest = 0;
        try {
            final Path folder = Files.createTempDirectory("acuity-plan");
            try {
                for (int i = 0; i < networks.size(); i++) {
                    progress.report("Timing networks", (double) i / networks.size());
                    final Architecture network = networks.get(i);
                    final ShortTraining.Cost cost = ShortTraining.cost(
                        TrainedScorer.training(settings, network, settings.seed()), images, folder.resolve("run"), most,
                        quiet);
                    step += cost.step();
                    rest += cost.rest();
                    if (settings.goal().measures().contains(Measure.LATENCY)) {
                        final long from = System.nanoTime();
                        Latency.seconds(network, progress);
                        rest += (System.nanoTime() - from) / 1e9;
                    }
                }
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (final IOException e) {
            throw new AcuityException("folder for temporary files", "cannot be used (" + AtomicFiles.describe(e) + ")",
                "free space on its disk, or name another by ACUITY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER", e);
        }
        return new ShortTraining.Cost(step / networks.size(), rest / networks.size());
    }

    /** A few within the limits that are known without training. */
    private static List<Architecture> sample(final SearchSettings settings) {
        final SearchSpace space = settings.openSpace();
        final SplittableRandom random = Draws.of(settings.seed(), -1);
        final List<Genotype> drawn = new ArrayList<>();
        while (drawn.size() < TIMED) {
            final Optional<Genotype> one = Draws.welcome(
                new History(space, settings.goal(), List.of(), drawn), () -> space.random(random));
            if (one.isEmpty()) {
                break;
            }
            drawn.add(one.get());
        }
        if (drawn.isEmpty()) {
            throw Search.noneWithin(settings.goal(), space);
        }
        return drawn.stream().map(space::decode).toList();
    }

    /** Such as {@code about 60 candidates of 900 steps, 29 s each}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "about %d candidate%s of %d steps, %s each", candidates,
            candidates == 1 ? "" : "s", steps, SearchTime.words(seconds));
    }
}
