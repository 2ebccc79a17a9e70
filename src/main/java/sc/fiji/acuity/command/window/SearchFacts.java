package sc.fiji.acuity.command.window;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * What a window knows of a search before it begins.
 *
 * @param bicubic quality of bicubic interpolation on the images that candidates are scored by
 * @param marks costs of published networks, for comparison
 * @param planned how many candidates there is time for, about; 0 if nobody knows
 */
public record SearchFacts(SearchSettings settings, SearchSpace space, OptionalDouble bicubic, List<Mark> marks,
    int planned) {

    /** What a published network costs. */
    public record Mark(String name, double cost) { }

    public SearchFacts {
        marks = marks.stream().sorted(Comparator.comparingDouble(Mark::cost).thenComparing(Mark::name)).toList();
    }

    Goal goal() {
        return settings.goal();
    }

    /** What quality is drawn against. */
    public Measure cost() {
        return costOf(settings.goal());
    }

    /** The first objective that is a cost; mult-adds where there is none. */
    public static Measure costOf(final Goal goal) {
        return goal.objectives().stream().filter(measure -> !measure.isQuality()).findFirst()
            .orElse(Measure.MULT_ADDS);
    }
}
