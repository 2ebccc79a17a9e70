package sc.fiji.acuity.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import sc.fiji.acuity.base.AcuityException;

/** The strategies that there are. */
public final class Strategies {

    private record Known(String what, Supplier<Strategy> strategy) { }

    private static final Map<String, Known> ALL = new LinkedHashMap<>();

    static {
        put("random", "every option with the same probability", RandomStrategy::new);
        put("evolution", "the best are crossed, and changed by roulette and by a policy that learns, as in FALSR",
            EvolutionStrategy::new);
        put("controller", "a recurrent network that learns what is worth trying, in HNAS with shared weights",
            ControllerStrategy::new);
        put("differentiable", "one network that mixes all options; those with the largest shares (DLSR's; spaces dlsr)",
            DifferentiableStrategy::new);
        put("exhaustive", "every network of a small space, one by one", ExhaustiveStrategy::new);
    }

    private Strategies() {}

    private static void put(final String name, final String what, final Supplier<Strategy> strategy) {
        ALL.put(name, new Known(what, strategy));
    }

    /** Names with what they stand for, in a line each. */
    public static Map<String, String> names() {
        final Map<String, String> names = new LinkedHashMap<>();
        ALL.forEach((name, known) -> names.put(name, known.what()));
        return names;
    }

    /** @throws AcuityException naming those that there are */
    public static Strategy named(final String name) {
        final Known known = ALL.get(name);
        if (known == null) {
            throw new AcuityException("strategy " + name, "there is no such", "use one of " + ALL.keySet());
        }
        return known.strategy().get();
    }
}
