package sc.fiji.acuity.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

import ij.IJ;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * A training from the images to the report, with a window where there is a screen.
 *
 * @param title of the command
 * @param target where it goes
 * @param keep whether the model is written even if it is not shown to be better
 * @param texts of the card, for a run on so many images
 * @param again how to go on with it after a cancel
 */
record TrainingSession(String title, TrainingTarget target, boolean keep, Texts texts,
    String again) {

    /** One that is gone on with by the command that began it. */
    TrainingSession(final String title, final TrainingTarget target, final boolean keep, final Texts texts) {
        this(title, target, keep, texts, "run " + title + "... again with the same images and settings, the name "
            + target.model().name() + " and 'Go on with a run' checked (resume=true).");
    }

    /** Makes the texts of the card. */
    @FunctionalInterface
    interface Texts {

        /**
         * @param steps of the run
         * @param limits of a network that learned from nothing but these images
         */
        TrainedModel.About of(String data, int steps, double seconds, String limits);
    }

    /**
     * Trains.
     *
     * @param load reads the images
     * @param begin begins or resumes the run
     * @return the report, as a text
     */
    String run(final Supplier<TrainingSet> load, final Function<TrainingSet, TrainingJob> begin,
        final Progress progress) {
        try (TrainingSet set = load.get()) {
            final List<String> beside = new ArrayList<>();
            set.problems().forEach(problem -> beside.add("left out: " + problem));
            set.notes().forEach(note -> beside.add("note: " + note));
            final TrainingJob job = begin.apply(set);
            final TrainingControl control = new TrainingControl();
            final TrainingView view = TrainingView.open(title + ": " + target.model(), control,
                RunPlots.read(target.run()), !set.heldOut().isEmpty());
            try {
                return run(set, job, control, view, beside, progress);
            } catch (final CancellationException e) {
                plot();
                view.ended("Cancelled", "To go on with it later, " + again);
                throw e;
            } catch (final AcuityException e) {
                plot();
                view.ended("Stopped", e.getMessage());
                throw e;
            } catch (final RuntimeException | OutOfMemoryError e) {
                view.ended("Stopped", "by a fault: " + e);
                throw e;
            }
        }
    }

    private String run(final TrainingSet set, final TrainingJob job, final TrainingControl control,
        final TrainingView view, final List<String> beside, final Progress progress) {
        final Progress watched = view.watched(progress, control);
        final TrainingJob.Done done = job.run(watched, control, view);
        plot();
        final String data = (set.size() == 1 ? "1 image" : set.size() + " images, " + set.test().size()
            + " of them held out") + "; small images: " + set.degradation();
        final TrainedModel.About about = texts.of(data, done.settings().steps(), done.seconds(), set.limits());
        final TrainingReport report = new TrainingReport(done, target);
        final boolean saved = keep || done.wanted();
        if (saved) {
            final ModelPackage model = done.writer().save(target.folder(), about, progress);
            view.ended("Finished", done.verdict() + "\n" + TrainingReport.saved(model));
        } else {
            view.ended("Finished", done.verdict() + "\nNot saved.", () -> saveAnyway(done, about));
        }
        report.showTable();
        return report.text(saved, beside);
    }

    /** Later, by the window's button. */
    private String saveAnyway(final TrainingJob.Done done, final TrainedModel.About about) {
        try {
            return done.verdict() + "\n"
                + TrainingReport.saved(done.writer().save(target.folder(), about, Progress.NONE));
        } catch (final AcuityException e) {
            return e.getMessage();
        }
    }

    /** Plots are a help: a full disk shall not cost the result. */
    private void plot() {
        try {
            RunPlots.write(target.run());
        } catch (final AcuityException e) {
            IJ.log(e.getMessage());
        }
    }
}
