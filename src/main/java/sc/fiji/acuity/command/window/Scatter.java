package sc.fiji.acuity.command.window;

import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.References;

/** Candidates as points, quality against cost, and where they are on a screen. */
final class Scatter {

    /** A network that has learned nothing lies far below bicubic, and would press all others together: 2 dB of 33. */
    private static final double BELOW = 0.06;

    /** Above the best, of the height: for names. */
    private static final double HEAD = 0.12;

    /** Marks of published networks that are that much dearer or cheaper than all candidates widen the plot. */
    private static final double NEAR = 1.5;

    private final List<Dot> dots;
    private final OptionalDouble bicubic;
    private final List<References.Mark> marks;
    private final Axis costs;
    private final Axis qualities;

    /** A candidate as a point. */
    record Dot(Finished candidate, double cost, double quality, boolean front) { }

    /** @param front numbers of the candidates that no other beats */
    Scatter(final List<Finished> all, final Set<Integer> front, final SearchFacts facts) {
        final Goal goal = facts.goal();
        final Measure cost = facts.cost();
        dots = all.stream().filter(one -> one.scores().has(goal.quality()) && one.scores().has(cost))
            .map(one -> new Dot(one, one.scores().get(cost), one.scores().get(goal.quality()),
                front.contains(one.id())))
            .sorted(Comparator.comparingDouble(Dot::cost).thenComparing(Dot::quality)
                .thenComparingInt(dot -> dot.candidate().id()))
            .toList();
        bicubic = facts.bicubic();
        marks = facts.marks();
        final double least = dots.stream().mapToDouble(Dot::cost).min().orElse(1);
        final double most = dots.stream().mapToDouble(Dot::cost).max().orElse(1);
        final double[] near = dots.isEmpty() ? new double[0] : marks.stream().mapToDouble(References.Mark::cost)
            .filter(mark -> mark >= least / NEAR && mark <= most * NEAR).toArray();
        costs = Axis.ofCosts(DoubleStream.concat(DoubleStream.of(near), DoubleStream.of(least)).min().orElseThrow(),
            DoubleStream.concat(DoubleStream.of(near), DoubleStream.of(most)).max().orElseThrow());
        qualities = scale(dots, bicubic);
    }

    private static Axis scale(final List<Dot> dots, final OptionalDouble bicubic) {
        final double level = bicubic.orElse(Double.NaN);
        final double[] all = DoubleStream.concat(dots.stream().mapToDouble(Dot::quality), bicubic.stream()).toArray();
        final double high = DoubleStream.of(all).max().orElse(1);
        final double low = DoubleStream.of(all).min().orElse(0);
        final double shown =
            high > level ? Math.max(low, level - Math.max(high - level, BELOW * Math.abs(level))) : low;
        return Axis.linear(shown, high + HEAD * (high - shown));
    }

    /** From the cheapest. */
    List<Dot> dots() {
        return dots;
    }

    Axis costs() {
        return costs;
    }

    Axis qualities() {
        return qualities;
    }

    OptionalDouble bicubic() {
        return bicubic;
    }

    /** Published networks at costs that are shown, from the cheapest. */
    List<References.Mark> marks() {
        return marks.stream()
            .filter(mark -> !dots.isEmpty() && costs.at(mark.cost()) >= 0 && costs.at(mark.cost()) <= 1).toList();
    }

    /** Published networks that cost more than all that is shown, from the cheapest. */
    List<References.Mark> dearer() {
        return marks.stream().filter(mark -> !dots.isEmpty() && costs.at(mark.cost()) > 1).toList();
    }

    /** Whether a point lies below what is shown; it is drawn at the edge. */
    boolean isBelow(final Dot dot) {
        return qualities.at(dot.quality()) < 0;
    }

    double x(final double cost, final Rectangle area) {
        return area.x + costs.at(cost) * area.width;
    }

    double y(final double quality, final Rectangle area) {
        return area.y + (1 - Math.max(0, qualities.at(quality))) * area.height;
    }

    /** Where a point is in the area of a plot. */
    Point2D place(final Dot dot, final Rectangle area) {
        return new Point2D.Double(x(dot.cost(), area), y(dot.quality(), area));
    }

    /** The nearest point, if one is within reach; of equally near ones the one on the front. */
    Optional<Dot> hit(final Point2D at, final Rectangle area, final double reach) {
        return dots.stream().filter(dot -> place(dot, area).distance(at) <= reach)
            .min(Comparator.<Dot>comparingDouble(dot -> place(dot, area).distance(at))
                .thenComparing(dot -> dot.front() ? 0 : 1));
    }

    /** The next dearer point, or the next cheaper one; the first where none is chosen. */
    Optional<Dot> beside(final int id, final int step) {
        for (int i = 0; i < dots.size(); i++) {
            if (dots.get(i).candidate().id() == id) {
                return Optional.of(dots.get(Math.max(0, Math.min(dots.size() - 1, i + step))));
            }
        }
        return dots.stream().findFirst();
    }
}
