package sc.fiji.acuity.search.policy;

/**
 * A cell with long short-term memory, of one layer (Hochreiter and Schmidhuber 1997, with forget gates): gates i, f, o
 * by sigmoid and g by tanh of W [x; h] + b, then c = f·c + i·g and h = o·tanh(c).
 */
final class Lstm {

    private static final int GATES = 4;

    private final int hidden;
    private final Parameter weights;
    private final Parameter bias;

    /** What is remembered from step to step. */
    record State(Tape.Vector output, Tape.Vector cell) { }

    Lstm(final Parameters parameters, final String name, final int inputs, final int hidden) {
        this.hidden = hidden;
        weights = parameters.uniform(name + ".weight", GATES * hidden, inputs + hidden);
        bias = parameters.uniform(name + ".bias", GATES * hidden, 1);
    }

    State zero(final Tape tape) {
        return new State(tape.constant(new double[hidden]), tape.constant(new double[hidden]));
    }

    State step(final Tape tape, final Tape.Vector input, final State before) {
        final Tape.Vector all = tape.add(tape.times(weights, tape.concat(input, before.output())), tape.of(bias));
        final Tape.Vector in = tape.sigmoid(tape.slice(all, 0, hidden));
        final Tape.Vector forget = tape.sigmoid(tape.slice(all, hidden, hidden));
        final Tape.Vector out = tape.sigmoid(tape.slice(all, 2 * hidden, hidden));
        final Tape.Vector fresh = tape.tanh(tape.slice(all, 3 * hidden, hidden));
        final Tape.Vector cell = tape.add(tape.multiply(forget, before.cell()), tape.multiply(in, fresh));
        return new State(tape.multiply(out, tape.tanh(cell)), cell);
    }
}
