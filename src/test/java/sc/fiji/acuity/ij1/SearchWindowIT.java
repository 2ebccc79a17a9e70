package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.MouseEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.swing.JComponent;
import javax.swing.JFrame;

import ij.gui.GenericDialog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.train.TrainImages;

/** The window of a search in plain ImageJ: its points and its buttons. */
@EnabledIf(value = Gui.HAS_DISPLAY, disabledReason = Gui.NO_DISPLAY)
class SearchWindowIT {

    private static final String LABEL = "SR Search...";

    @TempDir
    private static Path images;

    @TempDir
    private Path temporary;

    private JFrame window;

    @BeforeAll
    static void start() throws Exception {
        Gui.start();
        for (int i = 0; i < 8; i++) {
            TrainImages.grey(images, "image" + i + ".png", 90, 80 + i, i);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        TestModels.use();
        Gui.closeTexts();
        Gui.closeFrames("SR Search", "picked-x2");
    }

    private Path folder() {
        return temporary.resolve("search");
    }

    /** A minute of candidates that take a part of a second, if nobody presses a button. */
    private void search() throws Exception {
        System.setProperty("acuity.models", temporary.resolve("models").toString());
        Gui.choose(LABEL);
        final GenericDialog dialog = Gui.dialog("SR Search");
        Gui.set(dialog, "Folder of images (empty: the open images)", images.toString());
        Gui.set(dialog, "Strategy", "random");
        Gui.set(dialog, "Time", "1m");
        Gui.set(dialog, "Cost: no more than that of", "espcn-10x16");
        Gui.set(dialog, "Only networks with", "width=8;branches=0");
        Gui.set(dialog, "Steps for each (0 = by time)", "3");
        Gui.set(dialog, "Folder of the search", folder().toString());
        Gui.press(dialog, "OK");
        window = Gui.window(JFrame.class, "SR Search: search");
        Gui.await("candidates", () -> Files.exists(folder().resolve("journal.jsonl"))
            && Search.open(folder()).finished().size() > 1 && Gui.words(window).contains("Best so far"));
    }

    private void awaitWords(final String words) {
        Gui.await(words, () -> Gui.words(window).contains(words));
    }

    private static void collect(final Container container, final List<JComponent> found) {
        for (final Component part : container.getComponents()) {
            if (part instanceof JComponent component && part.getClass().getSimpleName().equals("ScatterPanel")) {
                found.add(component);
            } else if (part instanceof Container inner) {
                collect(inner, found);
            }
        }
    }

    /** Where the plot says by a tool tip that it has a point. */
    private static Optional<Point> point(final JComponent plot) {
        for (int y = 2; y < plot.getHeight(); y += 4) {
            for (int x = 2; x < plot.getWidth(); x += 4) {
                if (plot.getToolTipText(mouse(plot, MouseEvent.MOUSE_MOVED, x, y)) != null) {
                    return Optional.of(new Point(x, y));
                }
            }
        }
        return Optional.empty();
    }

    private static MouseEvent mouse(final JComponent plot, final int id, final int x, final int y) {
        return new MouseEvent(plot, id, System.currentTimeMillis(), 0, x, y, 1, false, MouseEvent.BUTTON1);
    }

    private void click() throws Exception {
        final List<JComponent> plots = new ArrayList<>();
        collect(window, plots);
        assertEquals(1, plots.size());
        EventQueue.invokeAndWait(() -> {
            final Point at = point(plots.get(0)).orElseThrow();
            plots.get(0).dispatchEvent(mouse(plots.get(0), MouseEvent.MOUSE_PRESSED, at.x, at.y));
        });
    }

    @Test
    void lookPauseFinishTrain() throws Exception {
        search();
        assertTrue(Gui.words(window).contains("against bicubic"), Gui.words(window));
        assertTrue(Gui.words(window).contains(" left"), Gui.words(window));
        Gui.press(window, "Pause");
        awaitWords("Paused. Candidate");
        click();
        awaitWords("mult-adds per LR pixel");
        Gui.shoot(window, "search-paused");
        assertTrue(Gui.words(window).contains("width=8"), Gui.words(window));
        assertFalse(Gui.words(window).contains("[Train this one...]"), "not while the search is on");
        final int before = Search.open(folder()).finished().size();
        Gui.press(window, "Go on");
        Gui.await("going on", () -> Search.open(folder()).finished().size() > before);
        Gui.press(window, "Finish now");
        awaitWords("[Close]");
        Gui.awaitEnd(LABEL);
        assertTrue(Gui.words(window).contains("[Train this one...]"), Gui.words(window));
        assertTrue(Gui.text("SR Search").contains("those that no other beats"), Gui.text("SR Search"));
        Gui.shoot(window, "search-ended");

        Gui.press(window, "Train this one...");
        final GenericDialog dialog = Gui.dialog("SR Search, training");
        Gui.set(dialog, "Name of the new model", "picked");
        Gui.set(dialog, "Minutes", "0.001");
        Gui.shoot(dialog, "search-training");
        Gui.press(dialog, "OK");
        final JFrame training = Gui.window(JFrame.class, "SR Search: picked-x2");
        Gui.await("the end of the training", () -> Gui.words(training).contains("[Close]"));
        awaitWords("was trained; see its window");
        assertTrue(Files.exists(temporary.resolve("models/picked-x2.run/held-out.csv")));
        Gui.press(training, "Close");
        Gui.awaitClosed(training);
        Gui.press(window, "Close");
        Gui.awaitClosed(window);
    }

    @Test
    void closingTheWindowAsks() throws Exception {
        search();
        EventQueue.invokeLater(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
        Gui.press(Gui.window(java.awt.Dialog.class, window.getTitle()), "Cancel the search");
        awaitWords("To go on with it");
        Gui.awaitEnd(LABEL);
        final int found = Search.open(folder()).finished().size();
        assertTrue(found > 0);
        Gui.press(window, "Close");
        Gui.awaitClosed(window);
    }
}
