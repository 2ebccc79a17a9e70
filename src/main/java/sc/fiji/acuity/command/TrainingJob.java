package sc.fiji.acuity.command;

import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.FineTune;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.HeldOutReport;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;

/** A run that is about to begin: what fine-tuning and training have in common for a command. */
interface TrainingJob {

    TrainSettings settings();

    Done run(Progress progress, TrainingControl control, TrainingListener listener);

    /** Writes the model package. */
    @FunctionalInterface
    interface Writer {

        ModelPackage save(Path folder, TrainedModel.About texts, Progress progress);
    }

    /**
     * What came of it.
     *
     * @param start what the result is compared with; null for bicubic alone
     */
    record Done(TrainSettings settings, int step, double seconds, HeldOutReport report, String verdict, String start,
        Writer writer) {

        /** Whether it is worth having, as far as can be told: better, or nothing there to tell by. */
        boolean wanted() {
            return report.better() || report.images().isEmpty();
        }
    }

    static TrainingJob of(final FineTune tune) {
        return new TrainingJob() {

            @Override
            public TrainSettings settings() {
                return tune.settings();
            }

            @Override
            public Done run(final Progress progress, final TrainingControl control, final TrainingListener listener) {
                final FineTune.Outcome done = tune.run(progress, control, listener);
                return new Done(done.settings(), done.result().step(), done.seconds(), done.report(),
                    done.report().verdict(), done.start().card().id().toString(), done::save);
            }
        };
    }

    static TrainingJob of(final FreshTraining training) {
        return of(training, Optional.empty());
    }

    /** @param search that has found the network */
    static TrainingJob of(final FreshTraining training, final Optional<Card.Search> search) {
        return new TrainingJob() {

            @Override
            public TrainSettings settings() {
                return training.settings();
            }

            @Override
            public Done run(final Progress progress, final TrainingControl control, final TrainingListener listener) {
                final FreshTraining.Outcome done = training.run(progress, control, listener);
                return new Done(done.settings(), done.result().step(), done.seconds(), done.report(), done.verdict(),
                    null, (folder, texts, saving) -> done.save(folder, texts, search, saving));
            }
        };
    }
}
