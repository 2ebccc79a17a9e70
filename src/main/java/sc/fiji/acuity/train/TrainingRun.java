package sc.fiji.acuity.train;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;

/** The loop of a {@link Trainer}: step after step, what is looked at between them, and how it ends. */
final class TrainingRun {

    /** How often the run is measured. */
    static final int REPORTS = 200;

    /** How many steps a setback costs at most. A part of the recipe: a resumed run has the same good states. */
    private static final int KEEP_EVERY = 100;

    private static final int MOST_SETBACKS = 2;
    private static final double SETBACK_RATE = 0.25;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Trainer trainer;
    private final TrainSettings settings;
    private final RunState state;
    private final Path folder;
    private final Progress progress;
    private final TrainingControl control;
    private final TrainingListener listener;
    private final Stepper stepper;
    private final int every;
    private final int stepAtStart;
    private double secondsAtStart;
    private final FinishRequest request;
    private RunJournal journal;
    private Watch watch;

    TrainingRun(final Trainer trainer, final Progress progress, final TrainingControl control,
        final TrainingListener listener) {
        this.trainer = trainer;
        settings = trainer.settings();
        state = trainer.state();
        folder = trainer.folder();
        this.progress = progress;
        this.control = control;
        this.listener = listener;
        request = new FinishRequest(folder);
        stepper = new Stepper(settings, trainer.patches());
        every = Math.max(1, settings.steps() / settings.budget().map(TrainSettings.Budget::reports).orElse(REPORTS));
        stepAtStart = state.step();
    }

    Trainer.Result run() {
        trainer.clock().start();
        try {
            journal = RunJournal.open(folder, state.step());
            watch = new Watch(trainer);
            try (GradientShards shards = stepper.open(state.adam().weights(), DeviceChoice.AUTO)) {
                loop(shards);
            }
        } catch (final InterruptedException e) {
            throw interrupted();
        } catch (final AcuityException e) {
            throw e.getCause() instanceof ClosedByInterruptException ? interrupted() : e;
        } finally {
            trainer.clock().stop();
        }
        trainer.save();
        return state.step() < settings.steps() ? best() : new Trainer.Result(state.adam().average(), state.step(),
            state.setbacks(), watch.last());
    }

    private void loop(final GradientShards shards) throws InterruptedException {
        // what came before the first step, such as a window, says nothing of the steps
        secondsAtStart = trainer.seconds();
        double saved = secondsAtStart;
        while (state.step() < settings.steps() && !finishing()) {
            if (progress.cancelled() || control.cancelled()) {
                trainer.save();
                throw new CancellationException("cancelled at step " + state.step() + "; the run is in " + folder);
            }
            if (control.paused()) {
                pause();
                saved = trainer.seconds();
                continue;
            }
            final double loss = stepper.step(shards, state);
            if (!Double.isFinite(loss)) {
                setBack();
                continue;
            }
            state.advance(loss);
            if (state.step() % KEEP_EVERY == 0 || state.step() == settings.steps()) {
                if (!state.adam().isFinite()) {
                    setBack();
                    continue;
                }
                state.keep();
            }
            if (state.step() % every == 0 || state.step() == settings.steps()) {
                report();
            }
            if (trainer.seconds() - saved >= trainer.checkpointSeconds()) {
                trainer.save();
                saved = trainer.seconds();
            }
        }
    }

    /** Whether this program or another says so. */
    private boolean finishing() {
        if (request.isMade()) {
            listener.notice("asked to finish at step " + state.step() + ": the best so far is kept");
            control.finish();
        }
        return control.finishing();
    }

    /** The run is on the disk before it waits: it may be a long time. */
    private void pause() throws InterruptedException {
        trainer.save();
        trainer.clock().stop();
        listener.notice("paused at step " + state.step());
        while (control.paused() && !progress.cancelled()) {
            control.awaitChange(PAUSE_NANOS);
            finishing();
        }
        trainer.clock().start();
    }

    private void setBack() {
        final int at = state.step();
        state.back();
        if (state.setbacks() == MOST_SETBACKS) {
            trainer.save();
            throw new AcuityException("training", "the loss is no longer a number at step " + at
                + ", after two new attempts with lower learning rates, too",
                "start again with a lower --rate; the last good state, step " + state.step() + ", is in " + folder,
                new ArithmeticException("loss"));
        }
        state.setSetbacks(state.setbacks() + 1, state.rateFactor() * SETBACK_RATE);
        trainer.save();
        listener.notice(String.format(Locale.ROOT,
            "the loss is no longer a number at step %d; back to step %d, with %s of the learning rate", at,
            state.step(), state.rateFactor()));
    }

    private void report() {
        final double loss = state.takeLoss();
        final Watch.Seen seen = watch.look(state.adam().average());
        state.judge(seen.psnr());
        final int step = state.step();
        final double seconds = trainer.seconds();
        final double left =
            (seconds - secondsAtStart) * (settings.steps() - step) / Math.max(1, step - stepAtStart);
        final TrainingListener.Report report = new TrainingListener.Report(step, settings.steps(), loss,
            stepper.rate(state), seen.scores(), seconds, Math.max(0, left), seen.patch());
        journal.add(report);
        listener.measured(report);
        progress.report(String.format(Locale.ROOT, "Step %d of %d, loss %.5f%s", step, settings.steps(), loss,
            report.scores().map(s -> String.format(Locale.ROOT, ", held-out PSNR %.3f dB", s.now())).orElse("")),
            (double) step / settings.steps());
    }

    /** What is kept when the run ends early: the best so far, or where there is nothing to judge by, the last. */
    private Trainer.Result best() {
        final OptionalDouble now =
            state.step() == 0 ? OptionalDouble.empty() : watch.look(state.adam().average()).psnr();
        state.judge(now);
        final Optional<RunState.Best> best = state.best();
        return best.map(b -> new Trainer.Result(b.weights(), b.step(), state.setbacks(), OptionalDouble.of(b.psnr())))
            .orElseGet(() -> new Trainer.Result(state.adam().average(), state.step(), state.setbacks(), now));
    }

    private CancellationException interrupted() {
        // a thread that is marked as interrupted cannot write files
        Thread.interrupted();
        trainer.save();
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted at step " + state.step() + "; the run is in " + folder);
    }
}
