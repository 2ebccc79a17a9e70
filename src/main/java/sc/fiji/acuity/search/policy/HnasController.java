package sc.fiji.acuity.search.policy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * The hierarchical controllers of HNAS (Guo et al. 2020): one chooses the normal cell, one the cell that enlarges, and
 * one, from the last outputs of both, by attention over embeddings of the positions, which cell it is that enlarges. An
 * update is a step on
 * -(log p_normal + log p_up + 10 log p_position) · advantage - w (H_normal + H_up + 10 H_position).
 *
 * <pre>{@code
 * Policy policy = new HnasController(Spaces.named("hnas-8x4", 2), HnasController.Settings.PAPER, 1);
 * }</pre>
 */
public final class HnasController implements Policy {

    /** What the position weighs against the edges of a cell. */
    private static final double POSITION = 10;
    private static final String NAME = "position";

    private final SearchSpace space;
    private final double entropyWeight;
    private final Parameters parameters;
    private final CellController normal;
    private final CellController upsampling;
    private final Lstm network;
    private final Attention attention;
    private final Parameter positions;
    private final int position;

    /**
     * @param hidden values of each LSTM and of embeddings
     * @param entropyWeight w
     */
    public record Settings(int hidden, double entropyWeight, AdamSettings adam) {

        /** Those of the authors' code. */
        public static final Settings PAPER = new Settings(100, 1, new AdamSettings(3e-4, 0.5, 0.999, 5e-4));

        public Settings {
            if (hidden < 1 || !(entropyWeight >= 0)) {
                throw new IllegalArgumentException("no controller of " + hidden + " hidden values and entropy weight "
                    + entropyWeight);
            }
        }

        /** The same with another weight of the entropy. */
        public Settings withEntropyWeight(final double weight) {
            return new Settings(hidden, weight, adam);
        }
    }

    /**
     * @param space of HNAS, or a part of one
     * @param seed of the first values
     */
    public HnasController(final SearchSpace space, final Settings settings, final long seed) {
        this.space = space;
        entropyWeight = settings.entropyWeight();
        parameters = new Parameters(seed, settings.adam());
        final int hidden = settings.hidden();
        normal = new CellController(parameters, space, "normal", hidden);
        upsampling = new CellController(parameters, space, "up", hidden);
        network = new Lstm(parameters, "network.lstm", 2 * hidden, hidden);
        attention = new Attention(parameters, "network.attention", hidden);
        final List<Choice> choices = space.choices();
        position = IntStream.range(0, choices.size()).filter(i -> choices.get(i).name().equals(NAME)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException(space.name() + " is no space of HNAS"));
        positions = parameters.uniform("network.positions", choices.get(position).options().size(), hidden);
    }

    /** What the three controllers chose. */
    private record Walk(Genotype genotype, List<Tape.Vector> logs, List<Tape.Vector> entropies) {

        /** With the weights of a loss, or 1. */
        static Tape.Vector sum(final Tape tape, final List<Tape.Vector> parts, final double last) {
            return tape.add(tape.add(parts.get(0), parts.get(1)), tape.scale(parts.get(2), last));
        }
    }

    private Walk walk(final Tape tape, final Decisions.Rule rule) {
        final Decisions first = new Decisions(tape, space.choices().size(), rule);
        final Decisions second = first.part();
        final Decisions third = first.part();
        final Tape.Vector input =
            tape.concat(normal.choose(tape, first), upsampling.choose(tape, second));
        final Lstm.State state = network.step(tape, input, network.zero(tape));
        third.take(position, attention.logs(tape,
            IntStream.range(0, positions.rows()).mapToObj(i -> tape.row(positions, i)).toList(), state.output()));
        return new Walk(third.genotype(),
            List.of(first.logProbability(), second.logProbability(), third.logProbability()),
            List.of(first.entropy(), second.entropy(), third.entropy()));
    }

    @Override
    public Genotype sample(final SplittableRandom random) {
        return walk(new Tape(), (choice, logs) -> Sampling.draw(logs, random)).genotype();
    }

    @Override
    public double logProbability(final Genotype genotype) {
        space.check(genotype);
        final Tape tape = new Tape();
        return Walk.sum(tape, walk(tape, Decisions.given(genotype)).logs(), 1).scalar();
    }

    @Override
    public double entropy(final Genotype genotype) {
        space.check(genotype);
        final Tape tape = new Tape();
        return Walk.sum(tape, walk(tape, Decisions.given(genotype)).entropies(), 1).scalar();
    }

    @Override
    public void update(final Genotype genotype, final double advantage) {
        if (!Double.isFinite(advantage)) {
            throw new IllegalArgumentException("advantage is " + advantage);
        }
        accumulate(genotype, advantage);
        parameters.step();
    }

    /** Adds the gradient of an update, without a step. @return the loss */
    double accumulate(final Genotype genotype, final double advantage) {
        space.check(genotype);
        final Tape tape = new Tape();
        final Walk walk = walk(tape, Decisions.given(genotype));
        final Tape.Vector loss = tape.add(tape.scale(Walk.sum(tape, walk.logs(), POSITION), -advantage),
            tape.scale(Walk.sum(tape, walk.entropies(), POSITION), -entropyWeight));
        tape.backward(loss, 1);
        return loss.scalar();
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
}
