package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.WindowManager;
import ij.macro.Interpreter;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Cancelable;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.task.event.TaskEvent;
import sc.fiji.acuity.TestModels;

/** What macros, the task monitor and the Esc key see of a command. */
public class CallersTest {

    private static Commands commands;
    private static Module last;

    @BeforeAll
    static void start() {
        TestModels.use();
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    /** Batch mode keeps its images when a macro ends. */
    @AfterEach
    void closeImages() {
        final int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            Interpreter.removeBatchModeImage(WindowManager.getImage(ids[i]));
        }
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
    }

    private static boolean cancelled(final Module module) {
        return ((Cancelable) module.getDelegateObject()).isCanceled();
    }

    /** Called by the macros below; in Fiji this is what {@code run("SR Upscale...", "scale=...")} comes to. */
    public static String upscale(final String scale) throws Exception {
        assertTrue(IJ.isMacro());
        last = commands.run(UpscaleCommand.class, Map.of("input", WindowManager.getCurrentImage(), "scale", scale));
        return "" + cancelled(last);
    }

    @Test
    void theResultIsTheCurrentImageOfAMacroInBatchMode() {
        final String result = IJ.runMacro("""
            setBatchMode(true);
            newImage("first", "16-bit ramp", 12, 9, 1);
            done = call("sc.fiji.acuity.command.CallersTest.upscale", "2");
            one = getTitle() + " " + getWidth() + "x" + getHeight();
            done = call("sc.fiji.acuity.command.CallersTest.upscale", "2");
            return one + ", " + getTitle() + " " + getWidth() + "x" + getHeight() + ", " + nImages;
            """);
        assertEquals("first-x2 24x18, first-x2-x2 48x36, 3", result);
        assertTrue(last.isOutputResolved("result"), "or SciJava would show it once more");
    }

    @Test
    void anErrorIsImageJsOwnToAMacro() {
        IJ.getErrorMessage();
        final String result = IJ.runMacro("""
            setBatchMode(true);
            newImage("first", "16-bit ramp", 12, 9, 1);
            return call("sc.fiji.acuity.command.CallersTest.upscale", "7") + nImages;
            """);
        assertEquals("true1", result, "cancelled, nothing shown");
        assertTrue(IJ.getErrorMessage().startsWith("scale 7: is not one of 2, 3 and 4"));
        assertNull(last.getOutput("result"));
    }

    @Test
    void aTaskThatIsCancelledCancelsTheCommandWithoutAMessage() throws Exception {
        final Canceller canceller = new Canceller();
        final EventService events = commands.context().service(EventService.class);
        events.subscribe(canceller);
        try {
            final Module module = commands.run(UpscaleCommand.class, Map.of("input", UpscaleCommandTest.stack()));
            assertTrue(cancelled(module));
            assertNull(module.getOutput("result"));
            assertEquals(List.of(), canceller.warnings);
            assertNull(WindowManager.getIDList());
        } finally {
            canceller.active = false;
        }
        final Module again = commands.run(UpscaleCommand.class, Map.of("input", UpscaleCommandTest.stack()));
        assertNotEquals(null, again.getOutput("result"), "a cancelled run leaves nothing behind");
    }

    /** Presses the cancel button of every task at once. */
    private static final class Canceller {

        private final List<String> warnings = new ArrayList<>();
        private volatile boolean active = true;

        @EventHandler
        @SuppressWarnings("unused")
        void onTask(final TaskEvent event) {
            if (active && !event.getTask().isCanceled() && !event.getTask().isDone()) {
                event.getTask().cancel("by the test");
            }
        }

        @EventHandler
        @SuppressWarnings("unused")
        void onStatus(final StatusEvent event) {
            if (event.isWarning()) {
                warnings.add(event.getStatusMessage());
            }
        }
    }

    @Test
    void escCancels() {
        try (SciJavaProgress progress = new SciJavaProgress("test", null, null, () -> false)) {
            assertFalse(progress.cancelled());
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            assertTrue(progress.cancelled());
        } finally {
            IJ.resetEscape();
        }
    }

    @Test
    void anOldEscIsForgotten() {
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        try (SciJavaProgress progress = new SciJavaProgress("test", null, null, () -> false)) {
            assertFalse(progress.cancelled());
        }
    }

    @Test
    void tasksEndWithTheCommand() throws Exception {
        final Watcher watcher = new Watcher();
        commands.context().service(EventService.class).subscribe(watcher);
        commands.run(BicubicCommand.class, Map.of("input", UpscaleCommandTest.stack()));
        final List<Boolean> done = watcher.done;
        assertTrue(done.size() >= 4 && done.get(done.size() - 1) && !done.get(0), done::toString);
    }

    private static final class Watcher {

        private final List<Boolean> done = new ArrayList<>();

        @EventHandler
        @SuppressWarnings("unused")
        void onTask(final TaskEvent event) {
            done.add(event.getTask().isDone());
        }
    }
}
