package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ij.IJ;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;
import sc.fiji.acuity.MacroRun;
import sc.fiji.acuity.TestModels;

/** What macros see of the bridge, without a screen; every command is held to it. */
class CommandBridgeTest {

    private static final String TWO_IMAGES = """
        newImage("first", "16-bit ramp", 24, 18, 1);
        newImage("second", "16-bit black", 24, 18, 1);
        """;

    @BeforeAll
    static void models() {
        TestModels.use();
    }

    static List<CommandInfo> commands() {
        return OurCommands.indexed();
    }

    private static String run(final CommandInfo command, final String options) {
        return TWO_IMAGES + "run(\"" + OurCommands.label(command) + "\", \"" + options + "\");\nprint(\"went on\");";
    }

    private static String refused(final CommandInfo command, final String options) {
        final MacroRun run = MacroRun.text(run(command, options)).expect(1);
        assertFalse(run.out().contains("went on"), run.out());
        assertFalse((run.out() + run.err()).contains("Exception"), run.out() + run.err());
        assertTrue(run.err().contains("Remedy: "), run.err());
        return run.err();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aWrongKeyIsRefusedWithThoseThereAre(final CommandInfo command) {
        final String error = refused(command, "nonsense=1");
        assertTrue(error.contains("nonsense=1: is not an option of"), error);
        for (final ModuleItem<?> item : Parameters.of(command)) {
            assertTrue(error.contains(item.getName()), error);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aValueOutOfRangeIsRefused(final CommandInfo command) {
        for (final String option : outOfRange(command)) {
            final String error = refused(command, images(command) + option);
            assertTrue(error.contains(option.substring(0, option.indexOf('='))), option + ": " + error);
        }
    }

    private static String images(final CommandInfo command) {
        return Parameters.images(command).size() == 2 ? Parameters.images(command).get(0).getName() + "=first "
            + Parameters.images(command).get(1).getName() + "=second " : "";
    }

    private static List<String> outOfRange(final CommandInfo command) {
        final List<String> options = new ArrayList<>();
        for (final ModuleItem<?> item : Parameters.of(command)) {
            final boolean number = Number.class.isAssignableFrom(Types.box(item.getType()));
            if (number && item.getMaximumValue() != null) {
                options.add(item.getName() + "="
                    + Parameters.text(((Number) item.getMaximumValue()).doubleValue() + 1));
            }
            if (number && item.getMinimumValue() != null) {
                options.add(item.getName() + "="
                    + Parameters.text(((Number) item.getMinimumValue()).doubleValue() - 1));
            }
            if (number || item.getType() == boolean.class) {
                options.add(item.getName() + "=nonsense");
            }
            // what is found at run time is for the command to say
            if (item.getChoices() != null && !item.getChoices().isEmpty() && item.getInitializer().isEmpty()) {
                options.add(item.getName() + "=nonsense");
            }
        }
        return options;
    }

    @Test
    void twoResultsOfOneImageHaveTwoNames() {
        final MacroRun run = MacroRun.text("""
            newImage("first.tif", "16-bit ramp", 12, 9, 1);
            first = getImageID();
            run("SR Bicubic...", "scale=2");
            print(getTitle());
            selectImage(first);
            run("SR Bicubic...", "scale=2");
            print(getTitle());
            """);
        assertEquals(List.of("first-x2.tif", "first-x2-1.tif"), run.out().lines().limit(2).toList(), run.err());
    }

    @Test
    void theResultIsTheCurrentImage() {
        final MacroRun run = MacroRun.text("""
            newImage("first", "16-bit ramp", 12, 9, 1);
            first = getImageID();
            run("SR Upscale...", "model=balanced scale=2");
            print(getTitle() + " " + getWidth() + "x" + getHeight() + " " + (getImageID() != first));
            run("SR Bicubic...", "scale=3 input=first");
            print(getTitle() + " " + getWidth() + "x" + getHeight());
            selectImage(first);
            run("SR Bicubic...");
            print(getTitle() + ", " + nImages);
            return "" + getImageID();
            """).expect(0);
        assertEquals(List.of("first-x2 24x18 1", "first-x3 36x27", "first-x2-1, 4"),
            run.out().lines().toList().subList(0, 3));
    }

    @Test
    void imagesAreNamedByTitleOrId() {
        final MacroRun run = MacroRun.text(TWO_IMAGES + """
            run("SR Compare...", "first=first second=" + getImageID() + " range=10000");
            """).expect(0);
        assertTrue(run.out().contains("SR Compare: first, second: PSNR "), run.out());
    }

    @Test
    void anImageThatIsNotOpenIsRefusedWithThoseThatAre() {
        final MacroRun run = MacroRun.text(TWO_IMAGES + "run(\"SR Compare...\", \"first=third second=second\");")
            .expect(1);
        assertTrue(run.err().contains("first=third: no such image is open. Remedy: use one of second, first."),
            run.err());
        assertTrue(MacroRun.text("run(\"SR Upscale...\", \"input=x\");").expect(1).err()
            .contains("input=x: no such image is open. Remedy: open one first."));
        assertTrue(MacroRun.text("run(\"SR Upscale...\", \"scale=2\");").expect(1).err()
            .contains("input: there is no image. Remedy: open one first."));
    }

    @Test
    void twoImagesOfOneTitle() {
        final MacroRun run = MacroRun.text("""
            newImage("same", "8-bit ramp", 24, 18, 1);
            newImage("same", "8-bit black", 24, 18, 1);
            run("SR Compare...", "first=same second=same");
            """).expect(1);
        assertTrue(run.err().contains("first=same: 2 images have this title. Remedy: use one of -"), run.err());
    }

    @Test
    void escStopsTheMacro() throws Exception {
        final AtomicBoolean done = new AtomicBoolean();
        final Thread finger = new Thread(() -> {
            while (!done.get()) {
                IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                Thread.onSpinWait();
            }
        });
        finger.start();
        try {
            final MacroRun run = MacroRun.text("""
                newImage("large", "8-bit ramp", 600, 600, 3);
                run("SR Upscale...", "scale=2");
                print("went on");
                """).expect(1);
            assertFalse(run.out().contains("went on"), run.out());
            assertFalse((run.out() + run.err()).contains("Exception"), run.out() + run.err());
        } finally {
            done.set(true);
            finger.join();
            IJ.resetEscape();
        }
    }
}
