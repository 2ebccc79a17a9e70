package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * HNAS: cells found by a hierarchical search, one of which enlarges, at a place that is searched too
 * (Guo et al.: "Hierarchical neural architecture search for single image super-resolution", 2020).
 *
 * <pre>{@code
 * Graph graph = Hnas.a(2).graph();
 * Graph wide = new Hnas(2, 64, 12, 9, HnasGenotype.a()).graph();
 * }</pre>
 *
 * <p>Takes and gives red, green and blue in [0, 1]; inside, values are of the range 255 with the mean of DIV2K removed.
 * Nodes are called as the tensors of the authors' code. The paper has ×2; ×4 follows its code; ×3 is an extension of
 * ours, as its transposed convolution and its projections are not defined there (3 × 3 and 7 × 7, centred).
 *
 * <p>With {@code RCAB} a pixel depends on the mean of the whole image.
 *
 * @param scale 2, 3 or 4
 * @param width channels of a node; a cell's output has four times as many. 16 gives the cost that the paper prints for
 *        A
 * @param cells 12 in the paper
 * @param position of the cell that enlarges, counted from 0; what follows it works at the size of the result
 * @param genotype the two cells
 */
public record Hnas(int scale, int width, int cells, int position, HnasGenotype genotype) implements Architecture {

    private static final int WIDTH = 16;
    private static final int CELLS = 12;
    private static final int RANGE = 255;

    /** The stem and the cells before the first. */
    private static final int STEM = -1;

    public Hnas {
        Limits.scale(scale);
        Limits.range("width", width, 1, 1024);
        Limits.range("cells", cells, 1, 64);
        Limits.range("position", position, 0, cells - 1);
        Limits.present("genotype", genotype);
        if (width < HnasOperations.REDUCTION
            && genotype.normal().stream().anyMatch(edge -> edge.operation() == HnasGenotype.Normal.RCAB)) {
            throw new GraphException("width is " + width + ", but must be at least " + HnasOperations.REDUCTION
                + " for RCAB");
        }
    }

    /** HNAS-A: the tenth cell enlarges. */
    public static Hnas a(final int scale) {
        return new Hnas(scale, WIDTH, CELLS, 9, HnasGenotype.a());
    }

    /** HNAS-B: the last cell enlarges. */
    public static Hnas b(final int scale) {
        return new Hnas(scale, WIDTH, CELLS, CELLS - 1, HnasGenotype.b());
    }

    /** HNAS-C: the last cell enlarges. */
    public static Hnas c(final int scale) {
        return new Hnas(scale, WIDTH, CELLS, CELLS - 1, HnasGenotype.c());
    }

    /** The same network with another width. */
    public Hnas withWidth(final int channels) {
        return new Hnas(scale, channels, cells, position, genotype);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        final int wide = HnasGenotype.NODES * width;
        String x = b.add("in.scale", new Op.Scale(RANGE), b.input());
        x = b.add("in.shift", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, -RANGE)), x);
        final String stem = b.add("stem.0", Op.Conv.same(Rgb.CHANNELS, wide, 3).withoutBias(), x);
        final boolean[] needed = needed();
        final String[] outputs = new String[cells];
        for (int k = 0; k < cells; k++) {
            if (needed[k]) {
                outputs[k] = cell(b, k, name(outputs, stem, before(k)), name(outputs, stem, k - 1));
            }
        }
        x = b.add("final_conv", Op.Conv.same(wide, Rgb.CHANNELS, 3), outputs[cells - 1]);
        x = b.add("out.shift", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, RANGE)), x);
        return b.build(b.add("out.scale", new Op.Scale(1.0 / RANGE), x));
    }

    private static String name(final String[] outputs, final String stem, final int cell) {
        return cell == STEM ? stem : outputs[cell];
    }

    /** The cell whose output is node 0; behind the one that enlarges both inputs are its output. */
    private int before(final int cell) {
        return cell == position + 1 ? position : Math.max(cell - 2, STEM);
    }

    /** Cells on which the last depends; all, but for genotypes that do not read one of their inputs. */
    private boolean[] needed() {
        final boolean[] needed = new boolean[cells];
        needed[cells - 1] = true;
        for (int k = cells - 1; k >= 0; k--) {
            final boolean enlarging = k == position;
            if (needed[k] && genotype.reads(enlarging, 1) && k - 1 > STEM) {
                needed[k - 1] = true;
            }
            if (needed[k] && genotype.reads(enlarging, 0) && before(k) > STEM) {
                needed[before(k)] = true;
            }
        }
        return needed;
    }

    private String cell(final GraphBuilder b, final int index, final String... inputs) {
        final boolean enlarging = index == position;
        final String name = "cells." + index;
        final List<String> nodes = new ArrayList<>();
        for (int i = 0; i < HnasGenotype.INPUTS; i++) {
            nodes.add(genotype.reads(enlarging, i) ? entry(b, name + ".preprocess" + i + ".op", inputs[i]) : null);
        }
        final HnasOperations operations = new HnasOperations(b, width, scale);
        for (int node = 0; node < HnasGenotype.NODES; node++) {
            final List<String> sum = new ArrayList<>();
            for (int e = node * HnasGenotype.EACH; e < (node + 1) * HnasGenotype.EACH; e++) {
                final String at = name + "._ops." + e;
                if (enlarging) {
                    final HnasGenotype.UpsamplingEdge edge = genotype.upsampling().get(e);
                    sum.add(operations.enlarge(edge.operation(), at, edge.from() < HnasGenotype.INPUTS ? scale : 1,
                        nodes.get(edge.from())));
                } else {
                    final HnasGenotype.NormalEdge edge = genotype.normal().get(e);
                    sum.add(operations.keep(edge.operation(), at, nodes.get(edge.from())));
                }
            }
            nodes.add(b.add(name + ".node" + nodes.size(), new Op.Add(), sum));
        }
        return b.add(name + ".out", new Op.Concat(), nodes.subList(HnasGenotype.INPUTS, nodes.size()));
    }

    private String entry(final GraphBuilder b, final String name, final String from) {
        final String relu = b.add(name + ".0", Op.Activation.of(Function.RELU), from);
        return b.add(name + ".1", Op.Conv.same(HnasGenotype.NODES * width, width, 1).withoutBias(), relu);
    }

    /** Of a rough enlargement, with a little at random: the network has no skip that would make it one. */
    @Override
    public Weights initialWeights(final long seed) {
        return HnasStart.of(this, seed);
    }

    /** {@code hnas-a}, {@code hnas-a-c64} with another width, or the configuration. */
    @Override
    public String toString() {
        for (final Hnas known : List.of(a(scale), b(scale), c(scale))) {
            if (known.cells == cells && known.position == position && known.genotype.equals(genotype)) {
                return "hnas-" + (known.equals(a(scale)) ? "a" : known.equals(b(scale)) ? "b" : "c")
                    + (width == WIDTH ? "" : "-c" + width);
            }
        }
        return "hnas-" + width + "-" + cells + "p" + position + "-" + genotype;
    }
}
