package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Laptop;
import sc.fiji.acuity.network.family.LaptopBlock;

/**
 * {@link Laptop} with everything open: width, activation, training with branches, and for each of 12 places the kind of
 * block, if any, and whether the fusion reads it.
 */
final class LaptopSpace extends SearchSpace {

    private static final int PLACES = 12;
    private static final String NONE = "none";

    /** @param scale 2, 3 or 4 */
    LaptopSpace(final int scale) {
        super("laptop", scale, open());
    }

    private static List<Choice> open() {
        final List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("width", Choice.Kind.CHANNELS, Options.numbers(8, 12, 16, 20, 24, 32)));
        choices.add(new Choice("activation", Choice.Kind.ACTIVATION, Options.names(Espcn.Nonlinearity.RELU,
            Espcn.Nonlinearity.LEAKY, Espcn.Nonlinearity.PRELU)));
        choices.add(Options.bit("branches", Choice.Kind.SKIP));
        final List<String> blocks = new ArrayList<>();
        // a place that may be left empty only behind one that need not: every genotype has a block
        Arrays.stream(LaptopBlock.values()).forEach(block -> blocks.add(block.name().toLowerCase(Locale.ROOT)));
        choices.add(new Choice("block1", Choice.Kind.OPERATION, List.copyOf(blocks)));
        blocks.add(NONE);
        for (int i = 2; i <= PLACES; i++) {
            choices.add(new Choice("block" + i, Choice.Kind.OPERATION, List.copyOf(blocks)));
        }
        for (int i = 1; i <= PLACES; i++) {
            choices.add(Options.bit("fuse" + i, Choice.Kind.CONNECTION));
        }
        return choices;
    }

    @Override
    public Laptop decode(final Genotype genotype) {
        final Options options = new Options(describe(genotype));
        final List<LaptopBlock> blocks = new ArrayList<>();
        final List<Boolean> fused = new ArrayList<>();
        for (int i = 1; i <= PLACES; i++) {
            if (!options.text("block" + i).equals(NONE)) {
                blocks.add(options.value("block" + i, LaptopBlock.class));
                fused.add(options.flag("fuse" + i));
            }
        }
        return new Laptop(scale(), options.number("width"), options.value("activation", Espcn.Nonlinearity.class),
            blocks, fused, options.flag("branches"));
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        if (!(architecture instanceof Laptop laptop) || laptop.scale() != scale() || laptop.blocks().size() > PLACES) {
            throw notMine(architecture);
        }
        final Options options = new Options().put("width", laptop.width()).put("activation", laptop.activation())
            .put("branches", laptop.branches());
        for (int i = 1; i <= PLACES; i++) {
            final boolean there = i <= laptop.blocks().size();
            options.put("block" + i, there ? laptop.blocks().get(i - 1) : NONE)
                .put("fuse" + i, there && laptop.fused().get(i - 1));
        }
        return genotype(options.texts());
    }
}
