package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/** A space without a use: its networks differ by names, and what they are worth is said by a formula. */
final class ToySpace extends SearchSpace {

    private final Map<Genotype, Architecture> decoded = new ConcurrentHashMap<>();

    ToySpace(final int micro, final int macro, final int options) {
        super("toy", 2, choices(micro, macro, options));
    }

    private static List<Choice> choices(final int micro, final int macro, final int options) {
        final List<Choice> choices = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < options; i++) {
            names.add("o" + i);
        }
        for (int i = 0; i < micro; i++) {
            choices.add(new Choice("part" + i, Choice.Kind.OPERATION, names));
        }
        for (int i = 0; i < macro; i++) {
            choices.add(new Choice("bit" + i, Choice.Kind.CONNECTION, List.of("0", "1")));
        }
        return choices;
    }

    private record Toy(Graph graph) implements Architecture {

        @Override
        public int scale() {
            return 2;
        }
    }

    @Override
    public Architecture decode(final Genotype genotype) {
        return decoded.computeIfAbsent(genotype, one -> {
            check(one);
            final GraphBuilder b = new GraphBuilder(1);
            final String x = b.add("conv" + one, Op.Conv.same(1, 4, 1), b.input());
            return new Toy(b.build(b.add("output", new Op.PixelShuffle(2), x)));
        });
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        return decoded.entrySet().stream().filter(entry -> entry.getValue().equals(architecture)).findFirst()
            .orElseThrow().getKey();
    }
}
