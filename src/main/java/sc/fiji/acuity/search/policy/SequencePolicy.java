package sc.fiji.acuity.search.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * Draws genotypes, choice by choice, and learns which are worth drawing.
 *
 * <pre>{@code
 * SequencePolicy policy = new SequencePolicy(space, 1);
 * Genotype genotype = policy.sample(random);
 * policy.update(genotype, reward(genotype) - baseline);
 * }</pre>
 *
 * The option of the choice before is embedded and given to an LSTM, whose output a linear layer and a soft-max turn
 * into probabilities of the next choice's options.
 */
public final class SequencePolicy implements Policy {

    private final SearchSpace space;
    private final double entropyWeight;
    private final Parameters parameters;
    private final Lstm lstm;
    private final Parameter start;
    private final List<Parameter> embeddings = new ArrayList<>();
    private final List<Parameter> heads = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();

    /**
     * @param hidden values of the LSTM and of an embedding
     * @param entropyWeight how much it is worth to stay undecided, per nat
     */
    public record Settings(int hidden, double entropyWeight, AdamSettings adam) {

        /** 64 hidden values, an entropy weight of 0.003 and a learning rate of 0.003. */
        public static final Settings DEFAULT = new Settings(64, 0.003, new AdamSettings(0.003));

        public Settings {
            if (hidden < 1 || !(entropyWeight >= 0)) {
                throw new IllegalArgumentException("no policy of " + hidden + " hidden values and entropy weight "
                    + entropyWeight);
            }
        }
    }

    /** @param seed of the first values */
    public SequencePolicy(final SearchSpace space, final long seed) {
        this(space, Settings.DEFAULT, seed);
    }

    /** @param seed of the first values */
    public SequencePolicy(final SearchSpace space, final Settings settings, final long seed) {
        this.space = space;
        entropyWeight = settings.entropyWeight();
        parameters = new Parameters(seed, settings.adam());
        final int hidden = settings.hidden();
        lstm = new Lstm(parameters, "lstm", hidden, hidden);
        start = parameters.uniform("start", 1, hidden);
        for (final Choice choice : space.choices()) {
            final int options = choice.options().size();
            embeddings.add(parameters.uniform(choice.name() + ".embedding", options, hidden));
            heads.add(parameters.uniform(choice.name() + ".weight", options, hidden));
            biases.add(parameters.uniform(choice.name() + ".bias", options, 1));
        }
    }

    @Override
    public Genotype sample(final SplittableRandom random) {
        return walk(new Tape(), (choice, logs) -> Sampling.draw(logs, random)).genotype();
    }

    /**
     * A genotype of which some choices are drawn anew, by their probabilities after the choices before them.
     *
     * @param open which, by the number of the choice; the others stay
     */
    public Genotype resample(final Genotype genotype, final IntPredicate open, final SplittableRandom random) {
        space.check(genotype);
        return walk(new Tape(), (choice, logs) -> open.test(choice) ? Sampling.draw(logs, random)
            : genotype.picks().get(choice)).genotype();
    }

    @Override
    public double logProbability(final Genotype genotype) {
        return follow(new Tape(), genotype).logProbability().scalar();
    }

    @Override
    public double entropy(final Genotype genotype) {
        return follow(new Tape(), genotype).entropy().scalar();
    }

    /** Of the options of a choice, after a genotype's options before it. */
    public double[] probabilities(final Genotype genotype, final int choice) {
        space.check(genotype);
        final double[][] found = new double[1][];
        walk(new Tape(), (c, logs) -> {
            if (c == choice) {
                found[0] = Sampling.probabilities(logs);
            }
            return genotype.picks().get(c);
        });
        return found[0];
    }

    /** A step of Adam on -advantage · log p(genotype) - w · entropy. */
    @Override
    public void update(final Genotype genotype, final double advantage) {
        if (!Double.isFinite(advantage)) {
            throw new IllegalArgumentException("advantage is " + advantage);
        }
        accumulate(genotype, advantage);
        parameters.step();
    }

    /** Adds the gradient of an update, without a step. */
    void accumulate(final Genotype genotype, final double advantage) {
        final Tape tape = new Tape();
        final Decisions walk = follow(tape, genotype);
        tape.backward(tape.add(tape.scale(walk.logProbability(), -advantage),
            tape.scale(walk.entropy(), -entropyWeight)), 1);
    }

    @Override
    public Weights state() {
        return parameters.state();
    }

    @Override
    public void restore(final Weights state) {
        parameters.restore(state);
    }

    Parameters parameters() {
        return parameters;
    }

    private Decisions follow(final Tape tape, final Genotype genotype) {
        space.check(genotype);
        return walk(tape, Decisions.given(genotype));
    }

    private Decisions walk(final Tape tape, final Decisions.Rule rule) {
        final Decisions decisions = new Decisions(tape, heads.size(), rule);
        Lstm.State state = lstm.zero(tape);
        Tape.Vector input = tape.row(start, 0);
        for (int i = 0; i < heads.size(); i++) {
            if (heads.get(i).rows() == 1) {
                // nothing is decided
                decisions.take(i, tape.constant(0));
                continue;
            }
            state = lstm.step(tape, input, state);
            final int option = decisions.take(i, tape.logSoftmax(
                tape.add(tape.times(heads.get(i), state.output()), tape.of(biases.get(i)))));
            input = tape.row(embeddings.get(i), option);
        }
        return decisions;
    }
}
