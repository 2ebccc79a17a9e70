package sc.fiji.acuity.train;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

import javax.imageio.ImageIO;

import ij.gui.Plot;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Draws how a training goes, by ImageJ's plots: the loss, and the held-out PSNR with bicubic and the starting model as
 * level lines. Needs no screen.
 *
 * <pre>{@code
 * RunPlots.write(runFolder);   // loss.png, psnr.png
 * BufferedImage now = RunPlots.loss(points, new Dimension(400, 250));
 * }</pre>
 */
public final class RunPlots {

    /** The names of the files. */
    public static final String LOSS = "loss.png";
    public static final String PSNR = "psnr.png";

    private static final Dimension FILE_SIZE = new Dimension(640, 400);
    private static final Dimension LEAST = new Dimension(160, 120);

    private static final Color NOW = new Color(0x00, 0x72, 0xB2);
    private static final Color BICUBIC = new Color(0x77, 0x77, 0x77);
    private static final Color START = new Color(0xD5, 0x5E, 0x00);
    private static final Color NOISY = new Color(0xB0, 0xCC, 0xE0);
    private static final float LINE = 2;
    private static final int MOST_REACH = 8;

    /** A network that begins with random weights starts far above the loss that it works on, and far below bicubic. */
    private static final double MOST_MEDIANS = 3;
    private static final double MOST_BELOW = 2;

    private RunPlots() {}

    /**
     * A point of the curves.
     *
     * @param scores empty if there are no held-out images
     */
    public record Point(int step, double loss, Optional<TrainingListener.Scores> scores) {

        /** Of a report, without its patch: those of a whole run would fill the memory. */
        public static Point of(final TrainingListener.Report report) {
            return new Point(report.step(), report.loss(), report.scores());
        }
    }

    /**
     * Writes {@code loss.png} and, if there are held-out images, {@code psnr.png} of all that the journal of a run
     * tells, what came before a resume included.
     *
     * @throws AcuityException if the folder holds no journal, or cannot be written
     */
    public static void write(final Path folder) {
        final List<Point> points = read(folder);
        if (!points.isEmpty()) {
            write(loss(points, FILE_SIZE), folder.resolve(LOSS));
        }
        if (points.stream().anyMatch(point -> point.scores().isPresent())) {
            write(psnr(points, FILE_SIZE), folder.resolve(PSNR));
        }
    }

    /** The points of the journal in a run's folder; none if it has no journal yet. */
    public static List<Point> read(final Path folder) {
        return RunJournal.read(folder);
    }

    private static void write(final BufferedImage image, final Path file) {
        AtomicFiles.write(file, temporary -> {
            if (!ImageIO.write(image, "png", temporary.toFile())) {
                throw new AcuityException(file.toString(), "no PNG can be written by this Java", "use another Java");
            }
        });
    }

    /** The loss, step by step; axes only where there is no point yet. */
    public static BufferedImage loss(final List<Point> points, final Dimension size) {
        final Plot plot = new Plot("Loss", "Step", "Loss");
        final double[] losses = points.stream().mapToDouble(Point::loss).filter(Double::isFinite).sorted().toArray();
        if (losses.length > 0) {
            final double[] values = points.stream().mapToDouble(Point::loss).toArray();
            plot.setColor(NOISY);
            // a single point is no line
            plot.addPoints(steps(points), values, values.length == 1 ? Plot.CIRCLE : Plot.LINE);
            plot.setColor(NOW);
            plot.setLineWidth(LINE);
            plot.addPoints(steps(points), smooth(values), Plot.LINE);
            plot.setColor(Color.BLACK);
            plot.setLineWidth(1);
            final double high = losses[losses.length - 1];
            setLimits(plot, points, losses[0], Math.min(high, MOST_MEDIANS * losses[losses.length / 2]));
        } else {
            withoutNumbers(plot);
        }
        return image(plot, size);
    }

    /** The PSNR on held-out images, step by step; axes only where there is none. */
    public static BufferedImage psnr(final List<Point> points, final Dimension size) {
        final Plot plot = new Plot("PSNR", "Step", "Held-out PSNR (dB)");
        final List<Point> scored = points.stream().filter(point -> point.scores().isPresent()).toList();
        if (!scored.isEmpty()) {
            final TrainingListener.Scores last = scored.get(scored.size() - 1).scores().orElseThrow();
            final double[] now = DoubleStream.concat(last.start().stream(),
                scored.stream().mapToDouble(point -> point.scores().orElseThrow().now())).toArray();
            final double[] steps = DoubleStream.concat(last.start().isPresent() ? DoubleStream.of(0)
                : DoubleStream.empty(), Arrays.stream(steps(scored))).toArray();
            plot.setLineWidth(LINE);
            final List<String> legend = new ArrayList<>();
            level(plot, scored, OptionalDouble.of(last.bicubic()), BICUBIC, "bicubic", legend);
            level(plot, scored, last.start(), START, "at the start", legend);
            plot.setColor(NOW);
            plot.addPoints(steps, now, now.length == 1 ? Plot.CIRCLE : Plot.LINE);
            legend.add("now");
            plot.setColor(Color.BLACK);
            plot.setLineWidth(1);
            final double level = Math.min(last.bicubic(), last.start().orElse(last.bicubic()));
            final double high = Math.max(Math.max(last.bicubic(), last.start().orElse(last.bicubic())),
                Arrays.stream(now).max().orElseThrow());
            final double low = Math.min(level, Arrays.stream(now).min().orElseThrow());
            setLimits(plot, scored, Math.max(low, level - MOST_BELOW), high);
            plot.setLegend(String.join("\n", legend), Plot.AUTO_POSITION);
        } else {
            withoutNumbers(plot);
        }
        return image(plot, size);
    }

    /** The mean over some points before and after each: batches differ more than a network changes. */
    private static double[] smooth(final double[] values) {
        final int reach = Math.min(MOST_REACH, values.length / 10);
        final double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            // as many on both sides, so that a slope stays where it is
            final int n = Math.min(reach, Math.min(i, values.length - 1 - i));
            result[i] = Arrays.stream(values, i - n, i + n + 1).average().orElseThrow();
        }
        return result;
    }

    private static void level(final Plot plot, final List<Point> points, final OptionalDouble value, final Color colour,
        final String name, final List<String> legend) {
        if (value.isPresent()) {
            plot.setColor(colour);
            plot.addPoints(new double[] {0, points.get(points.size() - 1).step()},
                new double[] {value.getAsDouble(), value.getAsDouble()}, Plot.LINE);
            legend.add(name);
        }
    }

    private static double[] steps(final List<Point> points) {
        return points.stream().mapToDouble(Point::step).toArray();
    }

    private static void setLimits(final Plot plot, final List<Point> points, final double low, final double high) {
        final double range = high > low ? high - low : Math.max(Math.abs(high) * 0.1, 1e-6);
        plot.setLimits(0, Math.max(1, points.get(points.size() - 1).step()), low - 0.05 * range, high + 0.08 * range);
    }

    /** Of an empty plot ImageJ knows none. */
    private static void withoutNumbers(final Plot plot) {
        plot.setLimits(0, 1, 0, 1);
        plot.setFormatFlags(Plot.X_TICKS | Plot.Y_TICKS);
    }

    private static BufferedImage image(final Plot plot, final Dimension size) {
        plot.setSize(Math.max(size.width, LEAST.width), Math.max(size.height, LEAST.height));
        plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        plot.setAntialiasedText(true);
        return plot.getProcessor().getBufferedImage();
    }
}
