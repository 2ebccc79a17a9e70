package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Dlsr;

/**
 * What DLSR searches: three steps out of nine operations each, the same in every cell, and for each of the cells 3 to 6
 * the two earlier ones that it reads (Huang et al. 2021, section 3).
 */
final class DlsrSpace extends SearchSpace {

    private static final int STEPS = 3;
    private static final int FIRST = 3;
    private static final int LAST = 6;

    private final int width;

    /**
     * @param scale 2, 3 or 4
     * @param width channels, an even number
     */
    DlsrSpace(final int scale, final int width) {
        super("dlsr-" + width, scale, open());
        this.width = width;
    }

    private static List<Choice> open() {
        final List<Choice> choices = new ArrayList<>();
        for (int i = 1; i <= STEPS; i++) {
            choices.add(new Choice("step" + i, Choice.Kind.OPERATION,
                Options.names(Dlsr.Step.values())));
        }
        for (int cell = FIRST; cell <= LAST; cell++) {
            final List<String> pairs = new ArrayList<>();
            for (int second = 2; second < cell; second++) {
                for (int first = 1; first < second; first++) {
                    pairs.add(first + "+" + second);
                }
            }
            choices.add(new Choice("cell" + cell + ".reads", Choice.Kind.SOURCE, pairs));
        }
        return choices;
    }

    @Override
    public Dlsr decode(final Genotype genotype) {
        final Options options = new Options(describe(genotype));
        final List<Dlsr.Step> steps = new ArrayList<>();
        for (int i = 1; i <= STEPS; i++) {
            steps.add(options.value("step" + i, Dlsr.Step.class));
        }
        final List<List<Integer>> connections = new ArrayList<>();
        for (int cell = FIRST; cell <= LAST; cell++) {
            connections.add(Arrays.stream(options.text("cell" + cell + ".reads").split("\\+")).map(Integer::valueOf)
                .toList());
        }
        return new Dlsr(scale(), width, steps, connections);
    }

    /** The order in which a cell reads two others only orders channels: it is given up. */
    @Override
    public Genotype encode(final Architecture architecture) {
        if (!(architecture instanceof Dlsr dlsr) || dlsr.scale() != scale() || dlsr.width() != width) {
            throw notMine(architecture);
        }
        final Options options = new Options();
        for (int i = 1; i <= STEPS; i++) {
            options.put("step" + i, dlsr.steps().get(i - 1));
        }
        for (int cell = FIRST; cell <= LAST; cell++) {
            final List<Integer> read = dlsr.connections().get(cell - FIRST).stream().sorted().toList();
            options.put("cell" + cell + ".reads", read.get(0) + "+" + read.get(1));
        }
        return genotype(options.texts());
    }
}
