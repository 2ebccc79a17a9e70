package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.FalsrCell;

/**
 * What FALSR searches: seven cells of 192 kinds each, and 28 connections (Chu et al. 2019, section 3.1).
 *
 * <p>A kind is five choices (operation, filters, kernel, skip, repeats) that can be narrowed and learnt one by one; a
 * connection is a bit {@code f.c1}: whether the features are read by the second cell.
 */
final class FalsrSpace extends SearchSpace {

    private static final int CELLS = 7;

    FalsrSpace() {
        super("falsr", 2, open());
    }

    private static List<Choice> open() {
        final List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            final String cell = "c" + i;
            choices.add(new Choice(cell + ".operation", Choice.Kind.OPERATION,
                Options.names(FalsrCell.Operation.values())));
            choices.add(new Choice(cell + ".filters", Choice.Kind.CHANNELS, Options.numbers(16, 32, 48, 64)));
            choices.add(new Choice(cell + ".kernel", Choice.Kind.KERNEL, Options.numbers(1, 3)));
            choices.add(Options.bit(cell + ".skip", Choice.Kind.SKIP));
            choices.add(new Choice(cell + ".repeats", Choice.Kind.REPEATS, Options.numbers(1, 2, 4)));
        }
        for (int source = 0; source < CELLS; source++) {
            for (int target = source + 1; target <= CELLS; target++) {
                choices.add(Options.bit(connection(source, target), Choice.Kind.CONNECTION));
            }
        }
        return choices;
    }

    /** Sources are F, c0…c5, targets c1…c6 and the fusion. */
    private static String connection(final int source, final int target) {
        return (source == 0 ? "f" : "c" + (source - 1)) + "." + (target == CELLS ? "fusion" : "c" + target);
    }

    @Override
    public Falsr decode(final Genotype genotype) {
        final Options options = new Options(describe(genotype));
        final List<FalsrCell> cells = new ArrayList<>();
        final List<String> connections = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            final String cell = "c" + i;
            cells.add(new FalsrCell(options.value(cell + ".operation", FalsrCell.Operation.class),
                options.number(cell + ".filters"), options.number(cell + ".kernel"), options.flag(cell + ".skip"),
                options.number(cell + ".repeats")));
            final StringBuilder word = new StringBuilder();
            for (int target = i + 1; target <= CELLS; target++) {
                word.append(options.text(connection(i, target)));
            }
            connections.add(word.toString());
        }
        return new Falsr(cells, connections);
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        if (!(architecture instanceof Falsr falsr) || falsr.blocks()) {
            throw notMine(architecture);
        }
        final Options options = new Options();
        for (int i = 0; i < CELLS; i++) {
            final FalsrCell cell = falsr.cells().get(i);
            options.put("c" + i + ".operation", cell.operation()).put("c" + i + ".filters", cell.filters())
                .put("c" + i + ".kernel", cell.kernel()).put("c" + i + ".skip", cell.skip())
                .put("c" + i + ".repeats", cell.repeats());
            for (int target = i + 1; target <= CELLS; target++) {
                options.put(connection(i, target), falsr.connections().get(i).charAt(target - i - 1));
            }
        }
        return genotype(options.texts());
    }
}
