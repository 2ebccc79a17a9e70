package sc.fiji.acuity.command;

import java.awt.TextField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.gui.GenericDialog;

import org.scijava.app.StatusService;
import org.scijava.task.TaskService;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.ij1.ErrorMessage;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Trains a network that a search has found, in the window of a training, and makes a model of it.
 *
 * @param source the images of the search
 */
record SearchPick(SearchSource source, StatusService status, TaskService tasks) {

    private static final String TITLE = "SR Search, training";

    /** Of a training that is measured in minutes: they decide. */
    private static final int STEPS = 100_000;
    private static final int MINUTES = 60;
    private static final int COLUMNS = 14;

    /** Asks for name and time, and trains. Runs for as long as that takes, on a thread of its own. */
    void train(final Found found, final SearchView view) {
        // libtorch looks for its parts there, and the thread is none of a command's
        Thread.currentThread().setContextClassLoader(SearchPick.class.getClassLoader());
        try {
            ask(found).ifPresent(asked -> view.tell(train(found, asked)));
        } catch (final CancellationException e) {
            view.tell("The training of candidate " + found.candidate().id() + " was cancelled. To go on with it, "
                + "choose it again with the same name.");
        } catch (final AcuityException e) {
            ErrorMessage.tell(TITLE, e);
        }
    }

    /** What the user says. */
    record Asked(String name, double minutes) { }

    private static Optional<Asked> ask(final Found found) {
        final GenericDialog dialog = new GenericDialog(TITLE);
        dialog.addMessage("Trains the network of candidate " + found.candidate().id() + " from random weights, on the "
            + "images of the search,\nand measures it on those that were held out there.");
        dialog.addStringField("Name of the new model:", suggestion(found), COLUMNS);
        dialog.addStringField("Minutes:", Integer.toString(MINUTES), COLUMNS / 2);
        dialog.showDialog();
        if (!dialog.wasOKed()) {
            return Optional.empty();
        }
        // read here: what the dialog itself is asked for, it records
        final List<String> texts =
            dialog.getStringFields().stream().map(field -> ((TextField) field).getText()).toList();
        return Optional.of(asked(texts.get(0), texts.get(1)));
    }

    private static String suggestion(final Found found) {
        return found.search().settings().space() + "-" + found.candidate().id();
    }

    static Asked asked(final String name, final String minutes) {
        try {
            final double time = Double.parseDouble(minutes.strip());
            TrainingInputs.requireMinutes(time);
            return new Asked(name, time);
        } catch (final NumberFormatException e) {
            throw new AcuityException("minutes=" + minutes, "is not a number", "write a number, such as " + MINUTES, e);
        }
    }

    /** @return what came of it, in a few words */
    String train(final Found found, final Asked asked) {
        final SearchSettings search = found.search().settings();
        final TrainingTarget target = TrainingTarget.newOrBegun(asked.name(), suggestion(found), search.scale());
        final TrainSettings settings = found.training(STEPS, search.batch(), search.patch(), search.seed());
        final Card.Search note = found.note();
        final TrainingSession session = new TrainingSession("SR Search", target, false,
            (data, steps, seconds, limits) -> about(found, data, steps, seconds, limits),
            "choose candidate " + found.candidate().id() + " of the search again, with the name "
                + target.model().name() + ".");
        try (SciJavaProgress progress = new SciJavaProgress(TITLE, status, tasks, () -> false)) {
            session.run(() -> source.load(found.pairs(search.patch()), progress),
                set -> TrainingJob.of(begin(found, settings, set, target, asked, progress), Optional.of(note)),
                progress);
            return "Candidate " + found.candidate().id() + " was trained; see its window.";
        }
    }

    private static FreshTraining begin(final Found found, final TrainSettings settings, final TrainingSet set,
        final TrainingTarget target, final Asked asked, final SciJavaProgress progress) {
        if (!target.isBegun()) {
            return FreshTraining.begin(settings, set, asked.minutes(), target.run(), progress);
        }
        final FreshTraining begun = FreshTraining.resume(set, target.run());
        if (!begun.settings().architecture().equals(found.architecture())) {
            throw new AcuityException("name=" + target.model().name(), "a run of that name trains another network, in "
                + target.run(), "choose another name");
        }
        return begun;
    }

    private static TrainedModel.About about(final Found found, final String data, final int steps, final double seconds,
        final String limits) {
        return new TrainedModel.About("Found by a search in ImageJ", "unknown", data, List.of(),
            String.format(Locale.ROOT, "SR Search..., candidate %d, %d steps, seed %d", found.candidate().id(), steps,
                found.search().settings().seed()), seconds, List.of(), limits);
    }
}
