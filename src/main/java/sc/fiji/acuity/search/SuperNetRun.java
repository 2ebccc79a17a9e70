package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Relaxation;

/**
 * Trains a super-net in a folder: {@code supernet.safetensors} is its state, written every minute, {@code alpha.csv} a
 * table of the mixtures' shares over the steps. A run that goes on ends as one that was not interrupted.
 */
final class SuperNetRun {

    static final String STATE = "supernet.safetensors";
    static final String TABLE = "alpha.csv";

    private static final double SAVE_SECONDS = 60;
    private static final int LINES = 200;

    private static final int WARM_UP = 2;
    private static final double TIMED_SECONDS = 2;

    /** A step of both weights and mixtures computes two gradients, and nine of ten steps are such. */
    private static final double GRADIENTS = 1.9;

    private static final int LEAST_STEPS = 20;
    private static final int MOST_STEPS = 1_000_000;

    private final Preparation preparation;
    private final Relaxation relaxed;
    private final Progress progress;
    private final Path state;
    private double saveSeconds = SAVE_SECONDS;

    SuperNetRun(final Preparation preparation, final Relaxation relaxed) {
        this.preparation = preparation;
        this.relaxed = relaxed;
        progress = new ControlledProgress(preparation.progress(), preparation.control());
        state = preparation.folder().resolve(STATE);
    }

    /** Every 60 seconds unless set. */
    SuperNetRun savingEvery(final double seconds) {
        saveSeconds = seconds;
        return this;
    }

    /**
     * Trains to the end, or until "finish".
     *
     * @return the parameters of the super-net
     * @throws CancellationException if cancelled; the state is then in the folder
     */
    Weights run() {
        final BilevelSettings settings =
            BilevelSettings.of(relaxed.graph(), preparation.images().patch(), preparation.seed());
        return run(Files.exists(state) ? settings : settings.withSteps(steps(settings)));
    }

    /** The same with a number of steps in place of minutes; a run that is in the folder goes on with its own. */
    Weights run(final BilevelSettings wanted) {
        final Optional<Saved> saved = Files.exists(state) ? Optional.of(Saved.read(state)) : Optional.empty();
        final BilevelSettings settings = saved.map(one -> wanted.withSteps(one.steps())).orElse(wanted);
        try (Bilevel bilevel = new Bilevel(relaxed, preparation.images(), settings)) {
            final String identity = identity(bilevel, settings);
            saved.ifPresent(one -> one.into(bilevel, identity, state));
            if (saved.isEmpty()) {
                save(bilevel, settings, identity, false);
            }
            if (saved.isEmpty() || !saved.get().finished()) {
                loop(bilevel, settings, identity, new Table(bilevel.done()));
                save(bilevel, settings, identity, true);
            }
            return bilevel.weights();
        }
    }

    /** What the file of a state says. */
    private record Saved(int step, int steps, String identity, boolean finished, Weights weights) {

        static Saved read(final Path file) {
            final Safetensors.Content content = Safetensors.readAll(file);
            final Map<String, String> said = content.metadata();
            try {
                final Saved saved = new Saved(Integer.parseInt(said.get("step")), Integer.parseInt(said.get("steps")),
                    said.get("identity"), Boolean.parseBoolean(said.get("finished")), content.weights());
                if (saved.step < 0 || saved.step > saved.steps) {
                    throw new IllegalArgumentException("step " + saved.step + " of " + saved.steps);
                }
                return saved;
            } catch (final IllegalArgumentException e) {
                throw broken(file, e);
            }
        }

        void into(final Bilevel bilevel, final String expected, final Path file) {
            if (!expected.equals(identity)) {
                throw new AcuityException(file.toString(), "was begun with other images, settings or another space",
                    "give those that it was begun with, or delete it to begin again");
            }
            try {
                bilevel.restore(weights, step);
            } catch (final IllegalArgumentException e) {
                throw broken(file, e);
            }
        }

        private static AcuityException broken(final Path file, final IllegalArgumentException e) {
            return new AcuityException(file.toString(), "is no state of a super-net (" + e.getMessage() + ")",
                "delete it to begin again", e);
        }
    }

    private String identity(final Bilevel bilevel, final BilevelSettings settings) {
        return Checksums.sha256((relaxed.mixtures() + relaxed.space().name() + relaxed.space().scale() + settings
            + bilevel.fingerprint()).getBytes(StandardCharsets.UTF_8));
    }

    private void loop(final Bilevel bilevel, final BilevelSettings settings, final String identity, final Table table) {
        long saved = System.nanoTime();
        final int every = Math.max(1, settings.steps() / LINES);
        while (bilevel.done() < settings.steps()) {
            if (preparation.control().paused()) {
                // it may be a long time
                save(bilevel, settings, identity, false);
            }
            if (progress.cancelled()) {
                if (preparation.control().finishing() && !preparation.progress().cancelled()) {
                    return;
                }
                save(bilevel, settings, identity, false);
                throw new CancellationException("cancelled at step " + bilevel.done() + " of the super-net");
            }
            bilevel.step();
            if (bilevel.done() % every == 0 || bilevel.done() == settings.steps()) {
                table.add(bilevel);
                preparation.progress().report(String.format(Locale.ROOT, "Super-net, step %d of %d, loss %.5f",
                    bilevel.done(), settings.steps(), bilevel.loss()), (double) bilevel.done() / settings.steps());
            }
            if ((System.nanoTime() - saved) / 1e9 >= saveSeconds) {
                save(bilevel, settings, identity, false);
                saved = System.nanoTime();
            }
        }
    }

    private void save(final Bilevel bilevel, final BilevelSettings settings, final String identity,
        final boolean finished) {
        Safetensors.write(state, bilevel.state(), Map.of("step", Integer.toString(bilevel.done()), "steps",
            Integer.toString(settings.steps()), "identity", identity, "finished", Boolean.toString(finished)));
    }

    /** Minutes as steps, once: from here on only steps count. */
    private int steps(final BilevelSettings settings) {
        progress.report("Timing a few steps of the super-net", 0);
        final long begun = System.nanoTime();
        final double most = preparation.minutes() * 60;
        try (Bilevel trial = new Bilevel(relaxed, preparation.images(), settings.withSteps(MOST_STEPS))) {
            long from = begun;
            int steps = 0;
            double seconds = 0;
            while (steps < WARM_UP + 1 || seconds < Math.min(TIMED_SECONDS, most / 10)) {
                progress.checkCancelled();
                from = steps == WARM_UP ? System.nanoTime() : from;
                trial.step();
                steps++;
                seconds = steps > WARM_UP ? (System.nanoTime() - from) / 1e9 : 0;
            }
            final double left = most - (System.nanoTime() - begun) / 1e9;
            return (int) Math.max(LEAST_STEPS,
                Math.min(MOST_STEPS, left / (GRADIENTS * seconds / (steps - WARM_UP))));
        }
    }

    /** A line each 200th of the run. Lines behind the state that the run goes on from are made again. */
    private final class Table {

        private final Path file = preparation.folder().resolve(TABLE);
        private final List<String> lines = new ArrayList<>();

        Table(final int step) {
            final StringBuilder header = new StringBuilder("step,loss,held-out loss,complexity");
            relaxed.mixtures().forEach(
                mixture -> mixture.options().forEach(option -> header.append(',').append(mixture.name()).append('.')
                    .append(option)));
            lines.add(header.toString());
            try {
                if (Files.exists(file)) {
                    Files.readAllLines(file).stream().skip(1)
                        .filter(line -> Integer.parseInt(line.substring(0, line.indexOf(','))) <= step)
                        .forEach(lines::add);
                }
            } catch (final IOException e) {
                throw new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                    "check its permissions", e);
            }
        }

        void add(final Bilevel bilevel) {
            final String heldOut = Double.isNaN(bilevel.heldOutLoss()) ? ""
                : String.format(Locale.ROOT, "%.6f", bilevel.heldOutLoss());
            final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%d,%.6f,%s,%.5f", bilevel.done(),
                bilevel.loss(), heldOut, relaxed.complexity(bilevel.weights())));
            for (final Relaxation.Mixture mixture : relaxed.mixtures()) {
                for (final double share : mixture.shares(bilevel.weights())) {
                    line.append(String.format(Locale.ROOT, ",%.5f", share));
                }
            }
            lines.add(line.toString());
            AtomicFiles.write(file, temporary -> Files.write(temporary, lines));
        }
    }
}
