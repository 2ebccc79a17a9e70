package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.Trainer;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;
import sc.fiji.acuity.train.pairs.TrainingSet;

@Command(name = "pick", description = {
    "Train a network that a search has found in full; the result is a model package.",
    "By default the best one, from random weights, on the images of the search. What was held out there is held out "
        + "here, and measured in the end.",
    "The run is saved every two minutes (--checkpoint) and at Ctrl-C; --resume goes on as if it had never stopped."},
    footer = {"", "Example: acuity search pick found --candidate 12 --minutes 60 --output mine-x2"})
final class SearchPickAction extends Action {

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the search.")
    private Path search;

    @Option(names = "--candidate", paramLabel = "N", description = "Its number in the table of acuity search front.")
    private Integer candidate;

    @Option(names = "--best", description = "The one with the highest quality within the limits (default).")
    private boolean best;

    @Option(names = "--output", paramLabel = "PACKAGE", required = true,
        description = "The model package to write: a folder called NAME-xS.")
    private Path output;

    @Option(names = "--images", paramLabel = "PATH", arity = "1..*",
        description = "Images to train on (default: those of the search).")
    private List<Path> images = List.of();

    @Option(names = "--start", description = "Go on from the weights of the short training instead of random ones.")
    private boolean start;

    @Mixin
    private PickOptions options;

    @Override
    Outcome perform(final Progress progress) {
        final Search from = Search.open(search);
        final TrainSettings begun = options.kept().resumed().map(Trainer::settings).orElse(null);
        final Found found = option(() -> begun == null ? chosen(from) : resumed(from, begun.architecture()));
        final Architecture architecture = found.architecture();
        final TrainSettings settings =
            begun != null ? begun : option(() -> options.settings(found));
        option(options.kept()::checkpoint);
        TrainFiles.checkOutput(this, output, architecture.scale());
        options.evaluations().forEach(path -> ImageSet.open(path, architecture.scale()));
        final List<String> credits = options.credits();
        final Card.Search note = found.note();
        TrainedModel.checkTexts(settings, options.about("images", command(settings, found), credits, 0, ""),
            Optional.of(note));
        final Optional<Weights> weights = start && begun == null ? Optional.of(found.weights()) : Optional.empty();
        try (TrainingSet set = TrainingSet.load(files(from.settings()), options.pairs(found, settings.patch()),
            progress)) {
            TrainFiles.tell(this, set);
            final Path folder = options.kept().folder(output);
            final FreshTraining training = (begun != null ? FreshTraining.resume(set, folder)
                : FreshTraining.begin(settings, weights.orElseGet(() -> architecture.initialWeights(settings.seed())),
                    set, options.minutes(), folder, progress)).checkpointEvery(options.kept().checkpoint());
            note(String.format(Locale.ROOT,
                "candidate %d, %s: %d images, %d to watch by, %d held out; %d steps, run in %s", found.candidate().id(),
                architecture, set.size(), set.heldOut().size(), set.test().size(),
                training.settings().steps(), folder));
            final FreshTraining.Outcome outcome;
            try {
                outcome = training.run(progress, new TrainingControl(), TrainingListener.notices(this::note));
            } finally {
                TrainFiles.plot(this, folder);
            }
            final ModelPackage model = outcome.save(output, options.about(set.size() + " images",
                command(training.settings(), found), credits, outcome.seconds(), set.limits()), Optional.of(note),
                progress);
            return outcome(model, outcome, found, set);
        }
    }

    private Found chosen(final Search from) {
        if (best && candidate != null) {
            throw new AcuityException("--best", "contradicts --candidate " + candidate, "give one of them");
        }
        return candidate == null ? Found.best(from) : Found.numbered(from, candidate);
    }

    /** The candidate that a run trains: what is best may have changed since. */
    private Found resumed(final Search from, final Architecture architecture) {
        for (final Finished one : from.finished()) {
            final Found found = new Found(from, one);
            if ((candidate == null || candidate == one.id()) && found.architecture().equals(architecture)) {
                return found;
            }
        }
        throw new AcuityException("--resume " + options.kept().folder(output), "trains " + architecture + ", which is "
            + (candidate == null ? "not in " + search : "not candidate " + candidate),
            "give the search that it is from");
    }

    private List<Path> files(final SearchSettings settings) {
        return TrainFiles.images(images.isEmpty() ? settings.images().stream().map(Path::of).toList() : images);
    }

    private String command(final TrainSettings settings, final Found found) {
        return String.format(Locale.ROOT, "acuity search pick --candidate %d --steps %d --seed %d%s%s; %s",
            found.candidate().id(), settings.steps(), settings.seed(), start ? " --start" : "", options.words(),
            settings.architecture());
    }

    private static Outcome outcome(final ModelPackage model, final FreshTraining.Outcome outcome, final Found found,
        final TrainingSet set) {
        final JsonObject json = new JsonObject();
        json.addProperty("output", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("candidate", found.candidate().id());
        json.addProperty("network", model.architecture().toString());
        json.addProperty("steps", outcome.result().step());
        json.addProperty("seconds", outcome.seconds());
        json.addProperty("verdict", outcome.verdict());
        final StringBuilder text = new StringBuilder(outcome.verdict());
        model.card().trust().evaluations().forEach(e -> text.append(String.format(Locale.ROOT,
            "%n%s: %.3f dB, SSIM %.4f (bicubic %.3f dB)", e.dataset(), e.score().psnr(), e.score().ssim(),
            e.bicubic().orElseThrow().psnr())));
        text.append(String.format("%nwritten: %s", model.path()));
        return new Outcome(json, text.toString(), set.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
    }
}
