package sc.fiji.acuity.train;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import javax.imageio.ImageIO;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Draws how a training went: the loss, and the held-out PSNR with bicubic and the starting model as level lines.
 *
 * <pre>{@code
 * RunCurve curve = new RunCurve();
 * trainer.run(progress, control, curve);
 * curve.write(runFolder);   // curve.png
 * }</pre>
 */
public final class RunCurve implements TrainingListener {

    /** The name of the file. */
    public static final String FILE = "curve.png";

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int MARGIN = 56;
    private static final Color LINE = new Color(0x00, 0x72, 0xB2);
    private static final Color BICUBIC = new Color(0x99, 0x99, 0x99);
    private static final Color START = new Color(0xD5, 0x5E, 0x00);

    private final List<Report> reports = new ArrayList<>();

    @Override
    public synchronized void measured(final Report report) {
        // patches of a whole run would fill the memory
        reports.add(new Report(report.step(), report.steps(), report.loss(), report.rate(), report.scores(),
            report.seconds(), report.secondsLeft(), Optional.empty()));
    }

    /** This one, and notices to somebody else. */
    public TrainingListener and(final Consumer<String> notices) {
        return new TrainingListener() {

            @Override
            public void measured(final Report report) {
                RunCurve.this.measured(report);
            }

            @Override
            public void notice(final String message) {
                notices.accept(message);
            }
        };
    }

    /** Writes {@code curve.png} into a folder; nothing if there was no report. */
    public synchronized void write(final Path folder) {
        if (reports.isEmpty()) {
            return;
        }
        final BufferedImage image = draw();
        AtomicFiles.write(folder.resolve(FILE), temporary -> {
            if (!ImageIO.write(image, "png", temporary.toFile())) {
                throw new AcuityException(folder.toString(), "no PNG can be written by this Java", "use another Java");
            }
        });
    }

    private BufferedImage draw() {
        final List<Report> scored = reports.stream().filter(report -> report.scores().isPresent()).toList();
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, WIDTH, HEIGHT);
            final int panel = scored.isEmpty() ? WIDTH : WIDTH / 2;
            panel(g, 0, panel, reports, List.of(new Curve("loss", LINE, Report::loss)), "%.4f");
            if (!scored.isEmpty()) {
                final List<Curve> curves = new ArrayList<>();
                curves.add(new Curve("held-out PSNR, dB", LINE, r -> r.scores().orElseThrow().now()));
                curves.add(new Curve("bicubic", BICUBIC, r -> r.scores().orElseThrow().bicubic()));
                if (scored.get(0).scores().orElseThrow().start().isPresent()) {
                    curves.add(new Curve("at the start", START, r -> r.scores().orElseThrow().start().orElseThrow()));
                }
                panel(g, panel, WIDTH - panel, scored, curves, "%.2f");
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private record Curve(String name, Color colour, ToDoubleFunction<Report> value) { }

    private static void panel(final Graphics2D g, final int left, final int width, final List<Report> reports,
        final List<Curve> curves, final String format) {
        final double low = extreme(reports, curves, true);
        final double high = extreme(reports, curves, false);
        final double range = high > low ? high - low : 1;
        final double right = width - MARGIN - 12;
        final double height = HEIGHT - 2.0 * MARGIN;
        g.setColor(Color.DARK_GRAY);
        g.setStroke(new BasicStroke(1));
        g.drawRect(left + MARGIN, MARGIN, (int) right, (int) height);
        for (int i = 0; i <= 4; i++) {
            final int y = (int) Math.round(MARGIN + height * (1 - i / 4.0));
            final String label = String.format(Locale.ROOT, format, low + range * i / 4);
            g.drawLine(left + MARGIN - 4, y, left + MARGIN, y);
            g.drawString(label, left + MARGIN - 8 - g.getFontMetrics().stringWidth(label), y + 4);
        }
        final int steps = reports.get(0).steps();
        final String last = "step " + steps;
        g.drawString("0", left + MARGIN, HEIGHT - MARGIN + 18);
        g.drawString(last, (int) (left + MARGIN + right) - g.getFontMetrics().stringWidth(last), HEIGHT - MARGIN + 18);
        int at = left + MARGIN;
        g.setStroke(new BasicStroke(1.6f));
        for (final Curve curve : curves) {
            g.setColor(curve.colour());
            g.drawString(curve.name(), at, MARGIN - 12);
            at += g.getFontMetrics().stringWidth(curve.name()) + 18;
            final Path2D line = new Path2D.Double();
            for (int i = 0; i < reports.size(); i++) {
                final Report report = reports.get(i);
                final double x = left + MARGIN + right * report.step() / steps;
                final double y = MARGIN + height * (1 - (curve.value().applyAsDouble(report) - low) / range);
                if (i == 0) {
                    line.moveTo(x, y);
                } else {
                    line.lineTo(x, y);
                }
            }
            g.draw(line);
        }
    }

    private static double extreme(final List<Report> reports, final List<Curve> curves, final boolean least) {
        return curves.stream().flatMapToDouble(curve -> reports.stream().mapToDouble(curve.value()))
            .reduce(least ? Math::min : Math::max).orElseThrow();
    }
}
