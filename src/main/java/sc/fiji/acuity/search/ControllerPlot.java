package sc.fiji.acuity.search;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import javax.imageio.ImageIO;

import ij.gui.Plot;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/** Draws how controllers learn: the reward above, the entropy below. Needs no screen. */
final class ControllerPlot {

    static final String FILE = "controller.png";

    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final Color MEAN = new Color(0x00, 0x72, 0xB2);
    private static final Color SINGLE = new Color(0xB0, 0xCC, 0xE0);
    private static final float LINE = 2;
    private static final float DOTS = 3;
    private static final int PARTS = 40;
    /** Rewards of paths that are untrained yet would hide the others. */
    private static final double LOWEST = 0.02;

    private ControllerPlot() {}

    static void write(final List<ControllerLog.Line> lines, final Path folder) {
        if (lines.isEmpty()) {
            return;
        }
        final BufferedImage reward = curve("Reward", lines, ControllerLog.Line::reward, LOWEST);
        final BufferedImage entropy = curve("Entropy (nats)", lines, ControllerLog.Line::entropy, 0);
        final BufferedImage both = new BufferedImage(Math.max(reward.getWidth(), entropy.getWidth()),
            reward.getHeight() + entropy.getHeight(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = both.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, both.getWidth(), both.getHeight());
        graphics.drawImage(reward, 0, 0, null);
        graphics.drawImage(entropy, 0, reward.getHeight(), null);
        graphics.dispose();
        final Path file = folder.resolve(FILE);
        AtomicFiles.write(file, temporary -> {
            if (!ImageIO.write(both, "png", temporary.toFile())) {
                throw new AcuityException(file.toString(), "no PNG can be written by this Java", "use another Java");
            }
        });
    }

    /** @param below share of the smallest values that may lie outside */
    private static BufferedImage curve(final String name, final List<ControllerLog.Line> lines,
        final ToDoubleFunction<ControllerLog.Line> value, final double below) {
        final double[] steps = lines.stream().mapToDouble(ControllerLog.Line::step).toArray();
        final double[] values = lines.stream().mapToDouble(value).toArray();
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final double low = sorted[(int) (below * (sorted.length - 1))];
        final double high = sorted[sorted.length - 1];
        final double margin = 0.05 * Math.max(high - low, 1e-6);
        final Plot plot = new Plot(name, "Step of the controllers", name);
        plot.setColor(SINGLE);
        plot.setLineWidth(DOTS);
        plot.addPoints(steps, values, Plot.DOT);
        plot.setColor(MEAN);
        plot.setLineWidth(LINE);
        plot.addPoints(steps, smooth(values), values.length == 1 ? Plot.CIRCLE : Plot.LINE);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.setLimits(0, steps[steps.length - 1], low - margin, high + margin);
        plot.setSize(WIDTH, HEIGHT);
        plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        plot.setAntialiasedText(true);
        return plot.getProcessor().getBufferedImage();
    }

    /** The mean over as many steps before and after each. */
    private static double[] smooth(final double[] values) {
        final double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        final double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            final int reach = Math.min(values.length / PARTS, Math.min(i, values.length - 1 - i));
            means[i] = (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
        }
        return means;
    }
}
