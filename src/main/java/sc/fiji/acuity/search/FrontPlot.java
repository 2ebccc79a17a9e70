package sc.fiji.acuity.search;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import ij.gui.Plot;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Quality against cost: all candidates small and grey, the front joined, and at their cost the networks of the papers.
 * Needs no screen.
 *
 * <pre>{@code
 * FrontPlot.write(search.finished(), search.settings(), Path.of("front.png"));
 * Plot plot = FrontPlot.plot(search.finished(), search.settings(), size);   // scaleXtoPxl tells where a point is
 * }</pre>
 */
public final class FrontPlot {

    private static final Dimension FILE_SIZE = new Dimension(760, 480);
    private static final Dimension LEAST = new Dimension(160, 120);
    private static final Color FRONT = new Color(0x00, 0x72, 0xB2);
    private static final Color OTHERS = new Color(0xAA, 0xAA, 0xAA);
    private static final Color MARKS = new Color(0xD5, 0x5E, 0x00);
    private static final double LOG_FROM = 10;
    private static final double MARGIN = 0.06;
    private static final int NAME_ROWS = 5;
    private static final double ROW = 0.045;

    private FrontPlot() {}

    /** What the horizontal axis shows: the first objective that is a cost, or mult-adds. */
    public static Measure cost(final Goal goal) {
        return goal.objectives().stream().filter(one -> !one.isQuality()).findFirst().orElse(Measure.MULT_ADDS);
    }

    /** @param file ends with {@code .png}; replaced if it exists */
    public static void write(final List<Finished> all, final SearchSettings settings, final Path file) {
        final BufferedImage image = image(all, settings, FILE_SIZE);
        AtomicFiles.write(file, temporary -> {
            if (!ImageIO.write(image, "png", temporary.toFile())) {
                throw new AcuityException(file.toString(), "no PNG can be written by this Java", "use another Java");
            }
        });
    }

    public static BufferedImage image(final List<Finished> all, final SearchSettings settings, final Dimension size) {
        return plot(all, settings, size).getProcessor().getBufferedImage();
    }

    /** @param size of the area between the axes, in pixels */
    public static Plot plot(final List<Finished> all, final SearchSettings settings, final Dimension size) {
        final Goal goal = settings.goal();
        final Measure cost = cost(goal);
        final List<Finished> shown =
            all.stream().filter(one -> one.scores().has(goal.quality()) && one.scores().has(cost)).toList();
        final Plot plot = new Plot("Search in " + settings.space(), Figures.title(cost), Figures.title(goal.quality()));
        plot.setSize(Math.max(size.width, LEAST.width), Math.max(size.height, LEAST.height));
        plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        plot.setAntialiasedText(true);
        if (shown.isEmpty()) {
            // of an empty plot ImageJ knows no limits
            plot.setLimits(0, 1, 0, 1);
            plot.setFormatFlags(Plot.X_TICKS | Plot.Y_TICKS);
            return plot;
        }
        final Axes axes = Axes.of(values(shown, cost), values(shown, goal.quality()));
        if (axes.log()) {
            plot.setAxisXLog(true);
        }
        marks(plot, axes, References.of(settings.scale(), cost));
        plot.setColor(OTHERS);
        plot.setLineWidth(1);
        plot.addPoints(values(shown, cost), values(shown, goal.quality()), Plot.CIRCLE);
        final List<Finished> front = Front.of(shown, goal).stream()
            .sorted((a, b) -> Double.compare(a.scores().get(cost), b.scores().get(cost))).toList();
        plot.setColor(FRONT);
        plot.setLineWidth(2);
        if (front.size() > 1) {
            plot.addPoints(values(front, cost), values(front, goal.quality()), Plot.LINE);
        }
        plot.addPoints(values(front, cost), values(front, goal.quality()), Plot.CIRCLE);
        plot.setLineWidth(1);
        plot.setColor(Color.BLACK);
        plot.setLimits(axes.left(), axes.right(), axes.bottom(), axes.top());
        return plot;
    }

    private static double[] values(final List<Finished> all, final Measure measure) {
        return all.stream().mapToDouble(one -> one.scores().get(measure)).toArray();
    }

    /** A line down from the top at each cost, as far as its name; names in rows, for many are close together. */
    private static void marks(final Plot plot, final Axes axes, final List<References.Mark> marks) {
        plot.setColor(MARKS);
        plot.setLineWidth(1);
        int row = 0;
        for (final References.Mark mark : marks) {
            if (mark.cost() >= axes.left() && mark.cost() <= axes.right()) {
                final double y = axes.top() - (row % NAME_ROWS + 1) * ROW * (axes.top() - axes.bottom());
                plot.drawLine(mark.cost(), axes.top(), mark.cost(), y);
                plot.setJustification(axes.share(mark.cost()) > 0.5 ? Plot.RIGHT : Plot.LEFT);
                plot.addText(axes.share(mark.cost()) > 0.5 ? mark.name() + " " : " " + mark.name(), mark.cost(), y);
                row++;
            }
        }
    }

    /** What the axes show: all candidates and some room, above them for names. */
    private record Axes(double left, double right, double bottom, double top, boolean log) {

        static Axes of(final double[] costs, final double[] qualities) {
            final double least = Arrays.stream(costs).min().orElseThrow();
            final double most = Arrays.stream(costs).max().orElseThrow();
            final boolean log = least > 0 && most > LOG_FROM * least;
            final double worst = Arrays.stream(qualities).min().orElseThrow();
            final double best = Arrays.stream(qualities).max().orElseThrow();
            final double height = best > worst ? best - worst : Math.max(Math.abs(best) * 0.01, 1e-6);
            final double width = most > least ? most - least : Math.max(most * 0.1, 1e-6);
            final double factor = Math.pow(log ? most / least : 1, MARGIN);
            return new Axes(log ? least / factor : least - MARGIN * width, log ? most * factor : most + MARGIN * width,
                worst - MARGIN * height, best + (NAME_ROWS + 1) * ROW * 1.4 * height, log);
        }

        /** Where a cost lies, 0 left to 1 right. */
        double share(final double cost) {
            return log ? Math.log(cost / left) / Math.log(right / left) : (cost - left) / (right - left);
        }
    }
}
