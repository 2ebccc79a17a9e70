package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.swing.JFrame;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.train.TrainImages;

/** The window of a training in plain ImageJ, and its buttons. */
@EnabledIf(value = Gui.HAS_DISPLAY, disabledReason = Gui.NO_DISPLAY)
class TrainingWindowIT {

    private static final String LABEL = "SR Fine-tune...";
    private static final Pattern STEP = Pattern.compile("Step ([0-9,]+) of");

    @TempDir
    private static Path images;

    @TempDir
    private Path models;

    private JFrame window;

    @BeforeAll
    static void start() throws Exception {
        Gui.start();
        for (int i = 0; i < 10; i++) {
            TrainImages.grey(images, "image" + i + ".png", 90, 80 + i, i);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        TestModels.use();
        Gui.closeTexts();
        Gui.closeFrames("SR Fine-tune:", "mine-x2");
    }

    /** Half a minute of training, if nobody presses a button. */
    private void train() throws Exception {
        TestModels.save(models, TestModels.NAME);
        System.setProperty("acuity.models", models.toString());
        Gui.choose(LABEL);
        final GenericDialog dialog = Gui.dialog("SR Fine-tune");
        Gui.set(dialog, "Folder of images (empty: the open image)", images.toString());
        Gui.set(dialog, "Model to begin with", TestModels.NAME);
        Gui.set(dialog, "Minutes", "0.5");
        Gui.set(dialog, "Name of the new model", "mine");
        Gui.press(dialog, "OK");
        window = Gui.window(JFrame.class, "SR Fine-tune: mine-x2");
        Gui.await("steps", () -> step() > 0);
    }

    private int step() {
        final Matcher matcher = STEP.matcher(Gui.words(window));
        return matcher.find() ? Integer.parseInt(matcher.group(1).replace(",", "")) : -1;
    }

    private void awaitWords(final String words) {
        Gui.await(words, () -> Gui.words(window).contains(words));
    }

    @Test
    void pauseGoOnFinishSaveAnyway() throws Exception {
        train();
        final String words = Gui.words(window);
        assertTrue(words.contains("Held-out PSNR") && words.contains("against bicubic")
            && words.contains("against the start"), words);
        assertTrue(words.contains("s left"), words);
        Gui.press(window, "Pause");
        awaitWords("paused at step");
        final int paused = step();
        Gui.shoot(window, "training-paused");
        assertTrue(Gui.words(window).contains("[Go on]"));
        assertEquals(paused, step());
        Gui.press(window, "Go on");
        Gui.await("going on", () -> step() > paused);
        Gui.press(window, "Finish now");
        awaitWords("[Close]");
        Gui.awaitEnd(LABEL);
        final String end = Gui.words(window);
        assertTrue(end.contains("as far as can be told") && end.contains("Not saved.") && end.contains("[Save anyway]"),
            end);
        Gui.shoot(window, "training-ended");
        final ResultsTable table = ResultsTable.getResultsTable("mine-x2 held-out images");
        assertTrue(table.size() >= 2, "an image at least, and the mean");
        assertEquals("mean", table.getStringValue("Image", table.size() - 1));
        assertTrue(Gui.text("SR Fine-tune").contains("Not saved."), Gui.text("SR Fine-tune"));
        assertFalse(Files.exists(models.resolve("mine-x2")));
        Gui.press(window, "Save anyway");
        awaitWords("Saved as mine-x2");
        assertTrue(Files.exists(models.resolve("mine-x2/card.yaml")));
        Gui.press(window, "Close");
        Gui.awaitClosed(window);
    }

    @Test
    void closingTheWindowAsks() throws Exception {
        train();
        close();
        final Dialog question = Gui.window(Dialog.class, window.getTitle());
        Gui.shoot(question, "training-question");
        Gui.press(question, "Go on");
        Gui.awaitClosed(question);
        final int before = step();
        Gui.await("going on", () -> step() > before);
        close();
        Gui.press(Gui.window(Dialog.class, window.getTitle()), "Cancel the training");
        awaitWords("To go on with it later");
        Gui.awaitEnd(LABEL);
        assertTrue(Files.exists(models.resolve("mine-x2.run/loss.png")));
        close();
        Gui.awaitClosed(window);
    }

    private void close() {
        EventQueue.invokeLater(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
    }

    @Test
    void escCancels() throws Exception {
        train();
        IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
        awaitWords("To go on with it later");
        Gui.awaitEnd(LABEL);
        assertFalse(Files.exists(models.resolve("mine-x2")));
    }
}
