package sc.fiji.acuity.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.evaluate.BicubicEnlarger;
import sc.fiji.acuity.evaluate.Evaluation;
import sc.fiji.acuity.evaluate.Evaluator;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.evaluate.ModelEnlarger;
import sc.fiji.acuity.evaluate.Protocol;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.CardYaml;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.TileDifference;

/**
 * Makes a model package of trained weights: card, self-test tensors, and the score on image sets.
 *
 * <pre>{@code
 * ModelPackage model = new TrainedModel(settings, weights, about).save(Path.of("mine-x2"), progress);
 * }</pre>
 *
 * A network that has branches for training only is written as it is {@linkplain Architecture#deployed run}.
 *
 * @param settings what the weights were trained with
 * @param result of {@link Trainer#run}
 * @param about the texts of the card
 * @param tuned for weights that began as those of another model
 * @param search for a network that a search has found
 */
public record TrainedModel(TrainSettings settings, Trainer.Result result, About about, Optional<Tuned> tuned,
    Optional<Card.Search> search) {

    /** Of weights that began as random ones, or as those of a model for another purpose. */
    public TrainedModel(final TrainSettings settings, final Trainer.Result result, final About about) {
        this(settings, result, about, Optional.empty(), Optional.empty());
    }

    /** Of weights that began as those of a model for the same purpose. */
    TrainedModel(final TrainSettings settings, final Trainer.Result result, final About about, final Tuned tuned) {
        this(settings, result, about, Optional.of(tuned), Optional.empty());
    }

    /**
     * What is different in the card of a fine-tuned model.
     *
     * @param start whose intensities it takes
     * @param tuning what was gained
     */
    public record Tuned(ModelPackage start, Card.Tuning tuning) { }

    /** a·x + b in gives the same network input up to its rounding to 24 bits, and so the same output. */
    private static final double AFFINE_TOLERANCE = 5e-6;

    /**
     * The texts of the card.
     *
     * @param description one line
     * @param data the training images in a few words
     * @param credits a line for each image that wants one
     * @param command what repeats the training
     * @param seconds how long it took
     * @param evaluations folders of images to score it on; their names stand in the card
     * @param limits what it was trained on, and what follows for its use: {@link TrainingSet#limits()}
     */
    public record About(String description, String license, String data, List<String> credits, String command,
        double seconds, List<Path> evaluations, String limits) {

        public About {
            credits = List.copyOf(credits);
            evaluations = List.copyOf(evaluations);
        }

        /** The same texts with other limits. */
        About with(final String other) {
            return new About(description, license, data, credits, command, seconds, evaluations, other);
        }
    }

    /**
     * Checks, before hours of training, that a package can be written there in the end.
     *
     * @throws AcuityException if the folder's name is no NAME-xS of that scale, or it exists
     */
    public static ModelName checkTarget(final Path folder, final int scale) {
        final Path absolute = folder.toAbsolutePath().normalize();
        final String name = absolute.getFileName() == null ? "" : absolute.getFileName().toString();
        final ModelName id = ModelName.parse(name)
            .orElseThrow(() -> new AcuityException(folder.toString(), "is no name of a model",
                "call it NAME-x" + scale + ", such as mine-x" + scale));
        if (id.scale() != scale) {
            throw new AcuityException(folder.toString(), "is a name for x" + id.scale() + ", but the network is for x"
                + scale, "call it " + id.name() + "-x" + scale);
        }
        if (Files.exists(folder)) {
            throw new AcuityException(folder.toString(), "exists already and is not overwritten",
                "choose another name, or remove it");
        }
        return id;
    }

    /**
     * Checks, before hours of training, that a card can hold these texts.
     *
     * @throws AcuityException naming the one that it cannot
     */
    public static void checkTexts(final TrainSettings settings, final About about) {
        checkTexts(settings, about, Optional.empty());
    }

    /** The same for a network that a search has found. */
    public static void checkTexts(final TrainSettings settings, final About about,
        final Optional<Card.Search> search) {
        final Graph graph = settings.architecture().graph();
        final Trainer.Result any = new Trainer.Result(settings.architecture().initialWeights(0), settings.steps(), 0,
            OptionalDouble.empty());
        final Card card = new TrainedModel(settings, any, about, Optional.empty(), search)
            .card(new ModelName("model", graph.scale()), Map.of(ModelTest.PRECISION, 0.0), OptionalDouble.empty(),
                List.of());
        CardYaml.write(card.with(Card.Facts.of(graph, "0".repeat(64))));
    }

    /** Writes the package, whole or not at all. */
    public ModelPackage save(final Path folder, final Progress progress) {
        return save(folder, List.of(), progress);
    }

    /** @param measured scores that are known already, for the card */
    ModelPackage save(final Path folder, final List<Card.Evaluation> measured, final Progress progress) {
        final ModelName id = checkTarget(folder, settings.architecture().graph().scale());
        final ModelPackage unscored = unscored(folder, id);
        final List<Card.Evaluation> evaluations = new ArrayList<>(measured);
        for (final Path images : about.evaluations()) {
            evaluations.add(evaluate(unscored, tuned.map(Tuned::start), images, progress));
        }
        final Card.Trust trust = unscored.card().trust();
        return ModelPackage.save(folder, card(id, trust.selfTest(), trust.tileDifference(), evaluations),
            unscored.architecture(), unscored.weights(), unscored.testInput(), unscored.testOutput());
    }

    /**
     * The package as it would be written, without scores.
     *
     * @param folder what messages call it
     */
    ModelPackage unscored(final Path folder, final ModelName id) {
        final Architecture architecture = settings.architecture().deployed();
        final Weights run = ShortTraining.deployed(settings.architecture(), result.weights());
        final Graph graph = architecture.graph();
        final Tensor input = SelfTest.image(settings.channels(), settings.seed());
        final Tensor output = ModelTest.infer(graph, run, input, DeviceChoice.CPU);
        final OptionalDouble tiles = TileDifference.measure(graph, run, signal(), DeviceChoice.CPU);
        final Map<String, Double> tolerances = ModelTest.tolerances(graph, run, input, output);
        return new ModelPackage(folder, card(id, tolerances, tiles, List.of()), architecture, graph, run, input, output);
    }

    private Card card(final ModelName id, final Map<String, Double> tolerances, final OptionalDouble tiles,
        final List<Card.Evaluation> evaluations) {
        return new Card(id, Card.About.of(about.description(), about.license()), signal(), Card.Facts.UNKNOWN,
            new Card.Trust(tolerances, OptionalDouble.of(AFFINE_TOLERANCE), tiles,
                evaluations, about.limits()),
            Optional.of(new Card.Training(about.data(), about.credits(), about.command() + "; " + settings.recipe()
                + early(), settings.seed(), result.step(), about.seconds())),
            Optional.empty(), tuned.map(Tuned::tuning), search);
    }

    private String early() {
        return result.step() == settings.steps() ? "" : "; finished early, with the weights of step " + result.step()
            + " of " + settings.steps();
    }

    /** A last operation that cannot leave its range is stated: such a network gets the full range of an image. */
    private Card.Signal signal() {
        if (tuned.isPresent()) {
            return tuned.get().start().card().signal();
        }
        final boolean bounded = settings.architecture().graph().output().op() instanceof Op.Activation activation
            && activation.function().bounded();
        return (settings.channels() == 1 ? Card.Signal.LUMA : Card.Signal.RGB).withBounded(bounded);
    }

    private static Card.Evaluation evaluate(final ModelPackage model, final Optional<ModelPackage> start,
        final Path folder, final Progress progress) {
        final ImageSet images = ImageSet.open(folder, model.scale());
        final Protocol rules = Protocol.STANDARD;
        final Evaluation bicubic = Evaluator.evaluate(
            new BicubicEnlarger(model.scale(), model.graph().inputChannels()), images, rules, progress);
        final Path path = folder.toAbsolutePath().normalize();
        // the last two names: Set5/x2
        final String name = path.getNameCount() == 0 ? "" : path
            .subpath(Math.max(0, path.getNameCount() - 2), path.getNameCount()).toString().replace('\\', '/');
        return new Card.Evaluation(name, rules.toString(), score(model, images, rules, progress),
            Optional.of(score(bicubic)), start.map(before -> score(before, images, rules, progress)));
    }

    private static Card.Score score(final ModelPackage model, final ImageSet images, final Protocol rules,
        final Progress progress) {
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            return score(Evaluator.evaluate(enlarger, images, rules, progress));
        }
    }

    private static Card.Score score(final Evaluation evaluation) {
        return new Card.Score(Math.round(evaluation.psnr() * 1000) / 1000.0,
            Math.round(evaluation.ssim() * 10000) / 10000.0);
    }
}
