package sc.fiji.acuity.command.window;

import java.util.List;
import java.util.OptionalDouble;

import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.FrontPlot;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.References;
import sc.fiji.acuity.search.SearchSettings;

/**
 * What a window knows of a search before it begins.
 *
 * @param bicubic quality of bicubic interpolation on the images that candidates are scored by
 * @param marks costs of published networks, from the cheapest, for comparison
 * @param planned how many candidates there is time for, about; 0 if nobody knows
 */
public record SearchFacts(SearchSettings settings, SearchSpace space, OptionalDouble bicubic,
    List<References.Mark> marks, int planned) {

    public SearchFacts {
        marks = List.copyOf(marks);
    }

    Goal goal() {
        return settings.goal();
    }

    /** What quality is drawn against. */
    Measure cost() {
        return FrontPlot.cost(settings.goal());
    }
}
