package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final StringWriter out = new StringWriter();
    private long nanos = 123;

    private ConsoleProgress progress(final boolean terminal) {
        return new ConsoleProgress(new PrintWriter(out), terminal, () -> nanos);
    }

    private void pass(final double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    @Test
    void aLineEveryTenSecondsOffTerminal() {
        final ConsoleProgress progress = progress(false);
        for (int i = 0; i <= 250; i++) {
            progress.report("Upscaling", i / 1000.0);
            pass(0.1);
        }
        progress.clear();
        assertEquals(List.of("Upscaling:  10 %, 2 min left", "Upscaling:  20 %, 1 min left"), lines());
    }

    @Test
    void shortWorkSaysNothing() {
        final ConsoleProgress progress = progress(false);
        progress.report("Upscaling", 0);
        pass(9);
        progress.report("Upscaling", 1);
        assertEquals("", out.toString());
    }

    @Test
    void timeLeftIsInUnitsThatFit() {
        final ConsoleProgress progress = progress(false);
        progress.report("Training", 0);
        pass(100);
        progress.report("Training", 0.001);
        pass(100);
        progress.report("Training", 0.1);
        pass(100);
        progress.report("Training", 0.9);
        pass(100);
        progress.report("Training", 1);
        assertEquals(List.of("Training:   0 %, 27.8 h left", "Training:  10 %, 30 min left",
            "Training:  90 %, 33 s left",
            "Training: 100 %"), lines());
    }

    @Test
    void aResumedRunIsJudgedByWhatIsDoneNow() {
        final ConsoleProgress progress = progress(false);
        progress.report("Training", 0.5);
        pass(20);
        progress.report("Training", 0.75);
        assertEquals(List.of("Training:  75 %, 20 s left"), lines());
    }

    /** Images are read first, and what was done before the program began is more than half. */
    @Test
    void aResumedRunIsJudgedWithoutTheStageBefore() {
        final ConsoleProgress progress = progress(false);
        progress.report("Reading images", 0);
        pass(1000);
        progress.report("Reading images", 1);
        pass(5);
        progress.report("Step 60 of 100", 0.6);
        pass(20);
        progress.report("Step 80 of 100", 0.8);
        assertEquals(List.of("Reading images: 100 %", "Step 80 of 100:  80 %, 20 s left"), lines());
    }

    @Test
    void aNewStageStartsAgain() {
        final ConsoleProgress progress = progress(false);
        progress.report("Reading images", 0.01);
        pass(1000);
        progress.report("Reading images", 1);
        progress.report("Step 1 of 100", 0.01);
        pass(10);
        progress.report("Step 2 of 100", 0.02);
        pass(10);
        progress.report("Step 3 of 100", 0.03);
        assertEquals(List.of("Reading images: 100 %", "Step 2 of 100:   2 %, 16 min left",
            "Step 3 of 100:   3 %, 16 min left"), lines());
    }

    @Test
    void aReportThatComesLateIsNoNewStage() {
        final ConsoleProgress progress = progress(false);
        progress.report("Upscaling", 0);
        pass(50);
        progress.report("Upscaling", 0.51);
        progress.report("Upscaling", 0.50);
        pass(50);
        progress.report("Upscaling", 0.99);
        assertEquals("Upscaling:  99 %, 1 s left", lines().get(1));
    }

    @Test
    void neverNegativeNorNan() {
        final ConsoleProgress progress = progress(false);
        for (final double fraction : new double[] {Double.NaN, -1, 0, 0, 7, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, 1e-300, 0.5}) {
            progress.report("Work", fraction);
            pass(11);
            progress.report("Work", fraction);
            pass(11);
        }
        assertFalse(out.toString().contains("NaN") || out.toString().contains("-") || out.toString().contains("nfin"),
            out.toString());
        assertTrue(lines().stream().allMatch(l -> l.matches("Work: +[0-9]+ %(, [0-9.]+ (s|min|h) left)?")),
            out.toString());
    }

    @Test
    void aTerminalSeesOneLineThatIsWipedInTheEnd() {
        final ConsoleProgress progress = progress(true);
        progress.report("Step 10 of 20, loss 0.01234", 0.4);
        pass(0.3);
        progress.report("Step 10 of 20, loss 0.01234", 0.5);
        pass(0.1);
        progress.report("too early", 0.6);
        pass(0.3);
        progress.report("End", 1);
        progress.clear();
        final String first = "Step 10 of 20, loss 0.01234:  50 %, 2 s left";
        final String second = "End: 100 %";
        assertEquals("\r" + first + "\r" + second + " ".repeat(first.length() - second.length()) + "\r"
            + " ".repeat(second.length()) + "\r", out.toString());
        assertEquals(0, lines().stream().filter(l -> l.length() > 79).count());
    }

    @Test
    void aLongLineIsCutAndKeepsItsNumbers() {
        final ConsoleProgress progress = progress(true);
        progress.report("x".repeat(200), 0);
        pass(1);
        progress.report("x".repeat(200), 0.5);
        assertEquals(80, out.toString().length());
        assertTrue(out.toString().endsWith("x:  50 %, 1 s left"), out.toString());
    }

    @Test
    void clearWithoutALineWritesNothing() {
        progress(true).clear();
        progress(false).clear();
        assertEquals("", out.toString());
    }
}
