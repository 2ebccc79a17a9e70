package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.family.HnasGenotype;

/**
 * What HNAS searches: two edges to each of four nodes of a normal cell and of one that enlarges, an operation and a
 * source each, and which cell is the one that enlarges (Guo et al. 2020, section 3).
 */
final class HnasSpace extends SearchSpace {

    private static final int EDGES = 8;

    private final int width;
    private final int cells;

    /**
     * @param scale 2, 3 or 4
     * @param width channels of a node
     * @param cells how many; 12 in the paper
     */
    HnasSpace(final int scale, final int width, final int cells) {
        super("hnas-" + width + "x" + cells, scale, open(cells));
        this.width = width;
        this.cells = cells;
    }

    private static List<Choice> open(final int cells) {
        final List<Choice> choices = new ArrayList<>();
        final List<HnasGenotype.Normal> normal = new ArrayList<>(List.of(HnasGenotype.Normal.values()));
        // the paper lists it, its code does not have it
        normal.remove(HnasGenotype.Normal.UP_DOWN);
        for (int e = 0; e < EDGES; e++) {
            choices.add(source("normal", e));
            choices.add(new Choice("normal" + e + ".operation", Choice.Kind.OPERATION,
                Options.names(normal.toArray(Enum[]::new))));
        }
        for (int e = 0; e < EDGES; e++) {
            choices.add(source("up", e));
            choices.add(new Choice("up" + e + ".operation", Choice.Kind.OPERATION,
                Options.names(HnasGenotype.Upsampling.values())));
        }
        choices.add(new Choice("position", Choice.Kind.POSITION, Options.below(cells)));
        return choices;
    }

    private static Choice source(final String cell, final int edge) {
        return new Choice(cell + edge + ".source", Choice.Kind.SOURCE, Options.below(2 + edge / 2));
    }

    @Override
    public Hnas decode(final Genotype genotype) {
        final Options options = new Options(describe(genotype));
        final List<HnasGenotype.NormalEdge> normal = new ArrayList<>();
        final List<HnasGenotype.UpsamplingEdge> up = new ArrayList<>();
        for (int e = 0; e < EDGES; e++) {
            normal.add(new HnasGenotype.NormalEdge(
                options.value("normal" + e + ".operation", HnasGenotype.Normal.class),
                options.number("normal" + e + ".source")));
            up.add(new HnasGenotype.UpsamplingEdge(
                options.value("up" + e + ".operation", HnasGenotype.Upsampling.class),
                options.number("up" + e + ".source")));
        }
        return new Hnas(scale(), width, cells, options.number("position"), new HnasGenotype(normal, up));
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        if (!(architecture instanceof Hnas hnas) || hnas.scale() != scale() || hnas.width() != width
            || hnas.cells() != cells) {
            throw notMine(architecture);
        }
        final Options options = new Options().put("position", hnas.position());
        for (int e = 0; e < EDGES; e++) {
            final HnasGenotype.NormalEdge normal = hnas.genotype().normal().get(e);
            final HnasGenotype.UpsamplingEdge up = hnas.genotype().upsampling().get(e);
            options.put("normal" + e + ".source", normal.from())
                .put("normal" + e + ".operation", normal.operation())
                .put("up" + e + ".source", up.from()).put("up" + e + ".operation", up.operation());
        }
        return genotype(options.texts());
    }
}
