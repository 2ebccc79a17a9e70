package sc.fiji.acuity.search.policy;

import java.util.List;

/** Additive attention (Bahdanau et al. 2015): an item e scores v · tanh(W e + U h). */
final class Attention {

    private final Parameter items;
    private final Parameter state;
    private final Parameter scores;

    Attention(final Parameters parameters, final String name, final int hidden) {
        items = parameters.uniform(name + ".items", hidden, hidden);
        state = parameters.uniform(name + ".state", hidden, hidden);
        scores = parameters.uniform(name + ".scores", 1, hidden);
    }

    /** Logarithms of probabilities, one for each item. */
    Tape.Vector logs(final Tape tape, final List<Tape.Vector> embedded, final Tape.Vector output) {
        final Tape.Vector from = tape.times(state, output);
        return tape.logSoftmax(tape.concat(embedded.stream()
            .map(item -> tape.times(scores, tape.tanh(tape.add(tape.times(items, item), from))))
            .toArray(Tape.Vector[]::new)));
    }
}
