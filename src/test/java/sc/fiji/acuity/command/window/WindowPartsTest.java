package sc.fiji.acuity.command.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainingListener;

/** What the window shows, without one. */
class WindowPartsTest {

    private static TrainingListener.Report report(final int step, final Optional<TrainingListener.Scores> scores) {
        return new TrainingListener.Report(step, 2000, 0.01, 1e-3, scores, 10, 200, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "-3, 0 s", "59.4, 59 s", "60, 1 min", "200, 3 min 20 s", "660, 11 min", "7320, 2 h 2 min"})
    void time(final double seconds, final String text) {
        assertEquals(text, RunText.time(seconds));
    }

    @Test
    void words() {
        assertEquals("Step 340 of 2,000, 3 min 20 s left", RunText.step(report(340, Optional.empty()), 200));
        assertEquals("Step 2,000 of 2,000", RunText.step(report(2000, Optional.empty()), 3));
        assertEquals("Held-out PSNR 33.41 dB: +1.50 dB against bicubic, -0.08 dB against the start", RunText.scores(
            report(1, Optional.of(new TrainingListener.Scores(33.41, 31.91, OptionalDouble.of(33.49))))));
        assertEquals("Held-out PSNR 33.41 dB: +1.50 dB against bicubic",
            RunText.scores(report(1, Optional.of(new TrainingListener.Scores(33.41, 31.91, OptionalDouble.empty())))));
        assertEquals(" at step 9 of 2,000, after 10 s", RunText.end(report(9, Optional.empty())));
        assertEquals("No image is held out: loss only", RunText.scores(report(1, Optional.empty())));
    }

    @Test
    void whatIsNewIsLookedAtOnce() {
        final RunView view = new RunView();
        view.add(List.of(new RunPlots.Point(5, 0.5, Optional.empty())));
        view.notice("paused");
        view.measured(report(10, Optional.empty()));
        final RunView.Shown first = view.look();
        assertTrue(first.isNew());
        assertEquals(List.of(5, 10), first.points().stream().map(RunPlots.Point::step).toList());
        assertEquals("", first.notice(), "what was said before a report is over");
        assertFalse(view.look().isNew());
        assertEquals(10, view.look().report().orElseThrow().step());
        view.stage("Measuring", 0.5);
        assertEquals("Measuring", view.look().stage());
    }

    @Test
    void theLiveliestPartIsShownInOneRangeOfIntensities() {
        final Plane truth = new Plane(40, 32);
        truth.data()[20 * 40 + 30] = 0.5f;
        truth.data()[21 * 40 + 30] = 0.25f;
        final Rectangle part = PatchView.liveliest(new Plane[] {truth}, 16, 16);
        assertTrue(part.contains(30, 20) && part.contains(30, 21), part.toString());
        assertEquals(16, part.width);
        assertEquals(new Rectangle(40, 32), PatchView.liveliest(new Plane[] {truth}, 99, 99));
        final PatchView view = new PatchView(new Plane[] {truth}, part);
        final BufferedImage picture = view.picture(new Plane[] {truth});
        assertEquals(0xffffffff, picture.getRGB(30 - part.x, 20 - part.y));
        assertEquals(0xff808080, picture.getRGB(30 - part.x, 21 - part.y));
        final Plane brighter = new Plane(40, 32);
        brighter.data()[20 * 40 + 30] = 3;
        brighter.data()[21 * 40 + 30] = -1;
        final BufferedImage other = view.picture(new Plane[] {brighter, new Plane(40, 32), new Plane(40, 32)});
        assertEquals(0xffff0000, other.getRGB(30 - part.x, 20 - part.y));
        assertEquals(0xff000000, other.getRGB(30 - part.x, 21 - part.y));
    }

    @Test
    void aConstantPatchIsNoDivisionByZero() {
        final PatchView view = new PatchView(new Plane[] {new Plane(8, 8)}, new Rectangle(8, 8));
        assertEquals(0xff000000, view.picture(new Plane[] {new Plane(8, 8)}).getRGB(3, 3));
    }
}
