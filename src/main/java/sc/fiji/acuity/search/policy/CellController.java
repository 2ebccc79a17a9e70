package sc.fiji.acuity.search.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * Chooses the edges of one of the two cells of HNAS. For each of the cell's nodes, first the sources of its two edges, by
 * attention over embeddings of the earlier nodes, then their operations, by a linear layer; each option is embedded and
 * given to the next step. The first step is given zeros.
 */
final class CellController {

    private static final int NODES = 4;
    private static final int EACH = 2;
    /** All but the last may be a source: two inputs and three nodes. */
    private static final int SOURCES = NODES + 1;

    private final List<Choice> choices;
    private final String cell;
    private final int hidden;
    private final List<String> operations;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Lstm lstm;
    private final Parameter embedding;
    private final Attention attention;
    private final Parameter weight;
    private final Parameter bias;

    /** @param cell what names of its choices begin with */
    CellController(final Parameters parameters, final SearchSpace space, final String cell, final int hidden) {
        this.cell = cell;
        this.hidden = hidden;
        choices = space.choices();
        for (int i = 0; i < choices.size(); i++) {
            numbers.put(choices.get(i).name(), i);
        }
        final Set<String> all = new LinkedHashSet<>();
        for (int e = 0; e < NODES * EACH; e++) {
            all.addAll(choices.get(number(e, "operation")).options());
        }
        operations = List.copyOf(all);
        lstm = new Lstm(parameters, cell + ".lstm", hidden, hidden);
        embedding = parameters.uniform(cell + ".embedding", SOURCES + operations.size(), hidden);
        attention = new Attention(parameters, cell + ".attention", hidden);
        weight = parameters.uniform(cell + ".operation.weight", operations.size(), hidden);
        bias = parameters.uniform(cell + ".operation.bias", operations.size(), 1);
    }

    private int number(final int edge, final String what) {
        return numbers.get(cell + edge + "." + what);
    }

    /** @return the output of the last step */
    Tape.Vector choose(final Tape tape, final Decisions decisions) {
        Lstm.State state = lstm.zero(tape);
        Tape.Vector input = tape.constant(new double[hidden]);
        for (int node = 0; node < NODES; node++) {
            for (int e = EACH * node; e < EACH * (node + 1); e++) {
                state = lstm.step(tape, input, state);
                final int choice = number(e, "source");
                final List<Tape.Vector> sources = new ArrayList<>();
                choices.get(choice).options()
                    .forEach(source -> sources.add(tape.row(embedding, Integer.parseInt(source))));
                input = sources.get(decisions.take(choice, attention.logs(tape, sources, state.output())));
            }
            for (int e = EACH * node; e < EACH * (node + 1); e++) {
                state = lstm.step(tape, input, state);
                final int choice = number(e, "operation");
                final int[] allowed = choices.get(choice).options().stream().mapToInt(operations::indexOf).toArray();
                final Tape.Vector scores = tape.add(tape.times(weight, state.output()), tape.of(bias));
                final int option = decisions.take(choice, tape.logSoftmax(tape.gather(scores, allowed)));
                input = tape.row(embedding, SOURCES + allowed[option]);
            }
        }
        return state.output();
    }
}
