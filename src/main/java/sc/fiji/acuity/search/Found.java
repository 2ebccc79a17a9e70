package sc.fiji.acuity.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.StartWeights;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.pairs.PairSettings;

/**
 * A candidate that was chosen, to be trained in full.
 *
 * <pre>{@code
 * Found found = Found.best(search);
 * Card.Search note = found.note();
 * }</pre>
 */
public record Found(Search search, Finished candidate) {

    /** The share of images that a full training is watched by. */
    private static final double WATCHED = 0.05;

    /** The one with the highest quality within the limits. */
    public static Found best(final Search search) {
        final Goal goal = search.settings().goal();
        return Front.of(search.finished(), goal).stream()
            .max((a, b) -> Double.compare(a.scores().get(goal.quality()), b.scores().get(goal.quality())))
            .map(one -> new Found(search, one))
            .orElseThrow(() -> new AcuityException(search.folder().toString(), "has no candidate within the limits yet",
                "go on with it by acuity search resume " + search.folder()));
    }

    /** @param id as tables show it */
    public static Found numbered(final Search search, final int id) {
        final List<Finished> all = search.finished();
        return all.stream().filter(one -> one.id() == id).findFirst().map(one -> new Found(search, one))
            .orElseThrow(() -> new AcuityException("candidate " + id, "is not in " + search.folder() + ", which has "
                + all.size() + " candidates", "choose one of acuity search front " + search.folder() + " --all"));
    }

    /** With the branches that it is trained with. */
    public Architecture architecture() {
        return search.space().decode(candidate.genotype());
    }

    /**
     * The weights that its short training ended with.
     *
     * @throws AcuityException if it was not trained, or has branches, which those weights have no more
     */
    public Weights weights() {
        final Architecture architecture = architecture();
        if (!architecture.deployed().equals(architecture)) {
            throw new AcuityException("candidate " + candidate.id(), "was trained with branches that its weights have "
                + "no more", "train it from random weights, without --start");
        }
        if (!candidate.scores().has(Measure.PSNR)) {
            throw new AcuityException("candidate " + candidate.id(),
                "has no weights: it breaks a limit, or its loss was no number",
                "train it from random weights, without --start");
        }
        final Path file = TrainedScorer.weights(search.folder(), candidate.id());
        return StartWeights.of(architecture, candidate.candidate().seed(), Safetensors.read(file), file.toString());
    }

    /**
     * How its full training splits the images of the search: what is held out there is held out here, and measured in
     * the end.
     *
     * @param patch side in LR pixels
     */
    public PairSettings pairs(final int patch) {
        return PairSettings.of(search.settings().scale(), patch).channels(SearchImages.channels(search.space()))
            .holdingOut(WATCHED, SearchImages.HELD_OUT, search.settings().seed());
    }

    /**
     * The same for a model to be given away: what the search held out is trained on too, but for those to watch by, and
     * nothing is measured in the end.
     *
     * @param patch side in LR pixels
     */
    public PairSettings allPairs(final int patch) {
        return pairs(patch).holdingOut(WATCHED, 0, search.settings().seed());
    }

    /** How it is trained in full; with the quickest gradients on this machine. */
    public TrainSettings training(final int steps, final int batch, final int patch, final long seed) {
        final TrainSettings usual = FreshTraining.defaults(architecture(), steps);
        return TrainSettings.of(architecture(), steps, batch, patch, usual.schedule())
            .withGradients(usual.gradients()).withShards(batch % 2 == 0 ? usual.shards() : 1).withSeed(seed);
    }

    /** Where it comes from, for the card of a model. */
    public Card.Search note() {
        final SearchSettings settings = search.settings();
        final String space = settings.space() + " x" + settings.scale()
            + (settings.only().isBlank() ? "" : " with " + settings.only());
        final String limits = settings.goal().limits().stream().map(Limit::toString).collect(Collectors.joining(", "));
        final String how = String.format(Locale.ROOT, "strategy %s, seed %d, objectives %s, limits %s; each candidate "
            + "%d steps of %d patches of %d x %d LR pixels", settings.strategy(), settings.seed(),
            settings.goal().objectives().stream().map(Measure::key).collect(Collectors.joining(", ")),
            limits.isEmpty() ? "none" : limits, settings.steps(), settings.batch(), settings.patch(), settings.patch());
        return new Card.Search(space, candidate.id(), candidate.genotype().toString(), how, search.finished().size(),
            search.journalChecksum());
    }
}
