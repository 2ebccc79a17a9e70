package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dialog;
import java.awt.TextField;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MessageDialog;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.train.TrainImages;
import sc.fiji.acuity.upscale.Preview;

/** Every command in plain ImageJ with its windows: found in the menu, opened, cancelled, recorded and replayed. */
@EnabledIf(value = Gui.HAS_DISPLAY, disabledReason = Gui.NO_DISPLAY)
class DialogsIT {

    private static final int SIDE = 40;

    private static Recorder recorder;

    @BeforeAll
    static void start() throws Exception {
        Gui.start();
        TestModels.use();
        recorder = new Recorder();
        Files.createDirectories(DialogSample.IN);
        for (int i = 1; i <= 2; i++) {
            IJ.saveAsTiff(image("cells", i), DialogSample.IN.resolve("cells " + i + ".tif").toString());
        }
        Files.createDirectories(DialogSample.TRAIN);
        for (int i = 1; i <= 4; i++) {
            IJ.saveAs(IJ.createImage("waves", "8-bit ramp", 80 + i, 90, 1), "png",
                DialogSample.TRAIN.resolve("waves " + i + ".png").toString());
        }
        Files.createDirectories(DialogSample.SEARCHED);
        for (int i = 1; i <= 4; i++) {
            TrainImages.grey(DialogSample.SEARCHED, "waves " + i + ".png", 90, 80 + i, i);
        }
        deleteResults();
    }

    private static void deleteResults() throws IOException {
        delete(DialogSample.OUT);
        delete(DialogSample.SEARCH);
        delete(TestModels.folder().resolve(DialogSample.TRAINED + "-x2"));
        delete(TestModels.folder().resolve(DialogSample.TRAINED + "-x2.run"));
    }

    private static void delete(final Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    @AfterAll
    static void stop() {
        recorder.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        Gui.closeImages();
        deleteResults();
        Gui.closeTexts();
        Gui.closeFrames("SR Fine-tune:", "SR Search:", "SR Train:");
    }

    static List<String> labels() {
        return OurCommands.entries().stream().map(OurCommands.Entry::label).toList();
    }

    private static String title(final String label) {
        return label.replace("...", "");
    }

    /** Two 16-bit stacks, the first current and with a selection. */
    private static void openImages() throws Exception {
        final ImagePlus truth = image("the truth.tif", 2);
        truth.show();
        Gui.neverCurrent(truth.getWindow());
        final ImagePlus cells = image("cells.tif", 1);
        cells.setRoi(new Roi(3, 4, 20, 15));
        cells.show();
        // nobody activates windows without a window manager
        WindowManager.setCurrentWindow(cells.getWindow());
    }

    private static ImagePlus image(final String title, final int seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int slice = 0; slice < 2; slice++) {
            final ShortProcessor pixels = new ShortProcessor(SIDE, SIDE);
            for (int i = 0; i < SIDE * SIDE; i++) {
                pixels.set(i, random.nextInt(4096));
            }
            stack.addSlice(pixels);
        }
        return new ImagePlus(title, stack);
    }

    /** What is recorded but which window was activated. */
    private static String recorded() {
        return recorder.getText().lines().filter(line -> line.startsWith("run(")).collect(Collectors.joining("\n"));
    }

    /** Everything that a command leaves: pixels of new images, a row of the table, files. */
    private static List<Object> shown() throws IOException {
        final List<Object> shown = new ArrayList<>();
        for (final int id : WindowManager.getIDList()) {
            final ImagePlus image = WindowManager.getImage(id);
            if (!List.of("cells.tif", "the truth.tif").contains(image.getTitle())) {
                shown.add(image.getTitle());
                for (int n = 1; n <= image.getStackSize(); n++) {
                    shown.add(image.getStack().getPixels(n));
                }
            }
        }
        final ResultsTable table = ResultsTable.getResultsTable("SR Compare");
        if (table != null) {
            shown.add(table.getRowAsString(table.size() - 1));
        }
        final Path model = TestModels.folder().resolve(DialogSample.TRAINED + "-x2").resolve("weights.safetensors");
        if (Files.exists(model)) {
            shown.add(Files.readAllBytes(model));
        }
        if (Files.isDirectory(DialogSample.OUT)) {
            try (Stream<Path> files = Files.list(DialogSample.OUT)) {
                for (final Path file : files.filter(f -> f.toString().endsWith(".tif")).sorted().toList()) {
                    shown.add(file.getFileName().toString());
                    shown.add(Files.readAllBytes(file));
                }
            }
        }
        return shown;
    }

    @Test
    void theMenuHasEveryCommand() throws Exception {
        assertEquals(labels(), Gui.menu("Plugins>Acuity"));
        Gui.shoot(IJ.getInstance(), "imagej");
    }

    @ParameterizedTest
    @MethodSource("labels")
    void cancelDoesAndRecordsNothing(final String label) throws Exception {
        if (DialogSample.of(label).values().isEmpty()) {
            return;
        }
        openImages();
        final String before = recorded();
        Gui.choose(label);
        final GenericDialog dialog = Gui.dialog(title(label));
        Gui.shoot(dialog, title(label).replace(' ', '-'));
        Gui.press(dialog, "Cancel");
        Gui.awaitClosed(dialog);
        Gui.awaitEnd(label);
        assertEquals(List.of(), shown());
        assertEquals(before, recorded());
    }

    @ParameterizedTest
    @MethodSource("labels")
    void whatIsRecordedGivesTheSame(final String label) throws Exception {
        openImages();
        final int before = recorded().length();
        Gui.choose(label);
        final DialogSample sample = DialogSample.of(label);
        if (sample.values().isPresent()) {
            final GenericDialog dialog = Gui.dialog(title(label));
            for (final Map.Entry<String, String> value : sample.values().get().entrySet()) {
                Gui.set(dialog, value.getKey(), value.getValue());
            }
            Gui.shoot(dialog, title(label).replace(' ', '-') + "-filled");
            Gui.press(dialog, "OK");
            Gui.awaitClosed(dialog);
        }
        Gui.awaitEnd(label);
        final List<Object> first = shown();
        final String firstReport = Gui.text(title(label));
        final String recorded = recorded().substring(before);
        assertTrue(recorded.strip().startsWith("run(\"" + label + "\""), recorded);
        assertEquals(1, recorded.strip().lines().count(), recorded);
        closeAll();

        openImages();
        assertNull(IJ.runMacro(recorded));
        final List<Object> second = shown();
        assertArrayEquals(first.toArray(), second.toArray(), recorded);
        if (sample.reports()) {
            assertEquals(firstReport.trim(), IJ.getLog().trim());
        }
        final boolean told = !firstReport.isEmpty();
        assertTrue(told || !first.isEmpty(), "nothing came of " + recorded);
    }

    @Test
    void aWrongNumberIsAskedForAgain() throws Exception {
        openImages();
        Gui.choose("SR Compare...");
        final GenericDialog dialog = Gui.dialog("SR Compare");
        Gui.set(dialog, "Data range (gray values, 0 = automatic)", "wide");
        Gui.press(dialog, "OK");
        final MessageDialog message = Gui.window(MessageDialog.class, "SR Compare");
        Gui.shoot(message, "wrong-number");
        Gui.press(message, "OK");
        Gui.awaitClosed(message);
        final GenericDialog again = Gui.dialog("SR Compare");
        assertEquals("wide", ((TextField) Gui.field(again, "Data range (gray values, 0 = automatic)")).getText());
        Gui.press(again, "Cancel");
        Gui.awaitEnd("SR Compare...");
        assertEquals(List.of(), shown());
    }

    @Test
    void withoutAnImageThereIsAMessageAndNoDialog() throws Exception {
        Gui.choose("SR Upscale...");
        final MessageDialog message = Gui.window(MessageDialog.class, "SR Upscale");
        Gui.shoot(message, "no-image");
        Gui.press(message, "OK");
        Gui.awaitEnd("SR Upscale...");
    }

    @Test
    void anErrorOfTheCommandIsAMessageAndNotRecorded() throws Exception {
        openImages();
        final String before = recorded();
        Gui.choose("SR Upscale...");
        final GenericDialog dialog = Gui.dialog("SR Upscale");
        Gui.set(dialog, "Model", "tiny");
        Gui.set(dialog, "Scale (times)", "3");
        Gui.press(dialog, "OK");
        final MessageDialog message = Gui.window(MessageDialog.class, "SR Upscale");
        Gui.shoot(message, "no-such-scale");
        Gui.press(message, "OK");
        Gui.awaitEnd("SR Upscale...");
        assertEquals(before, recorded());
    }

    @Test
    void thePreviewIsBesideTheImageAndChangesNothing() throws Exception {
        openImages();
        final ImagePlus cells = WindowManager.getImage("cells.tif");
        final int before = recorded().length();
        Gui.choose("SR Upscale...");
        final GenericDialog dialog = Gui.dialog("SR Upscale");
        Gui.set(dialog, "Model", "tiny");
        Gui.press(dialog, "Preview");
        Gui.await("the preview", () -> WindowManager.getImage(Preview.TITLE) != null);
        final ImagePlus preview = WindowManager.getImage(Preview.TITLE);
        assertEquals(2 * 40 + Preview.GAP, preview.getWidth());
        assertEquals(30, preview.getHeight());
        Gui.screen("preview");
        assertSame(cells, WindowManager.getCurrentImage());
        final int left = preview.getID();
        Gui.set(dialog, "Model", "bicubic");
        Gui.press(dialog, "Preview");
        Gui.await("the next preview",
            () -> WindowManager.getImage(left) == null && WindowManager.getImage(Preview.TITLE) != null);
        Gui.set(dialog, "Selection only", "true");
        Gui.press(dialog, "OK");
        Gui.awaitClosed(dialog);
        Gui.awaitEnd("SR Upscale...");
        assertEquals(40, WindowManager.getImage("cells-x2.tif").getWidth());
        final String recorded = recorded().substring(before);
        assertTrue(recorded.contains("model=bicubic") && !recorded.contains("preview"), recorded);
    }

    @Test
    void anErrorOfThePreviewIsAMessageAndTheDialogGoesOn() throws Exception {
        openImages();
        Gui.choose("SR Upscale...");
        final GenericDialog dialog = Gui.dialog("SR Upscale");
        Gui.set(dialog, "Model", "tiny");
        Gui.set(dialog, "Scale (times)", "3");
        Gui.press(dialog, "Preview");
        final MessageDialog message = Gui.window(MessageDialog.class, Preview.TITLE);
        Gui.shoot(message, "preview-error");
        Gui.press(message, "OK");
        Gui.awaitClosed(message);
        assertTrue(dialog.isShowing());
        Gui.press(dialog, "Cancel");
        Gui.awaitEnd("SR Upscale...");
        assertEquals(List.of(), shown());
    }

    @ParameterizedTest
    @MethodSource("labels")
    void everyDialogHasHelp(final String label) throws Exception {
        if (DialogSample.of(label).values().isEmpty()) {
            return;
        }
        openImages();
        Gui.choose(label);
        final GenericDialog dialog = Gui.dialog(title(label));
        Gui.press(dialog, "Help");
        final Dialog help = Gui.window(Dialog.class, title(label) + " Help");
        Gui.press(help, "OK");
        Gui.awaitClosed(help);
        Gui.press(dialog, "Cancel");
        Gui.awaitEnd(label);
    }

    @Test
    void helpSaysWhatTheParametersAre() throws Exception {
        openImages();
        Gui.choose("SR Upscale...");
        final GenericDialog dialog = Gui.dialog("SR Upscale");
        Gui.press(dialog, "Help");
        final Dialog help = Gui.window(Dialog.class, "SR Upscale Help");
        Gui.shoot(help, "help");
        Gui.press(help, "OK");
        Gui.awaitClosed(help);
        Gui.press(dialog, "Cancel");
        Gui.awaitEnd("SR Upscale...");
    }

    @Test
    void aWrongKeyStopsTheMacroWithAMessage() throws Exception {
        openImages();
        final Thread macro = new Thread(
            () -> IJ.runMacro("run('SR Bicubic...', 'scal=3');\nnewImage('went on', '8-bit', 9, 9, 1);"),
            "Run$_Macro$");
        macro.start();
        final GenericDialog message = Gui.dialog("Macro Error");
        Gui.shoot(message, "wrong-key");
        Gui.press(message, "OK");
        macro.join();
        assertNull(WindowManager.getImage("went on"));
        assertEquals(List.of(), shown());
    }

    @Test
    void aDialogOpensInAMacroWithoutOptionsAndCancelStopsIt() throws Exception {
        openImages();
        final Thread macro = new Thread(
            () -> IJ.runMacro("run('SR Bicubic...');\nnewImage('went on', '8-bit', 9, 9, 1);"), "Run$_Macro$");
        macro.start();
        final GenericDialog dialog = Gui.dialog("SR Bicubic");
        Gui.press(dialog, "Cancel");
        macro.join();
        assertNull(WindowManager.getImage("went on"));
        assertFalse(Gui.isOpen("Exception"));
    }

    @Test
    void aWrongCallStopsTheMacroWithAMessage() throws Exception {
        openImages();
        final Thread macro = new Thread(() -> IJ.runMacro("""
            x = call("sc.fiji.acuity.Macros.psnr", "cells.tif", "nobody.tif");
            newImage("went on", "8-bit", 9, 9, 1);
            """), "Run$_Macro$");
        macro.start();
        final MessageDialog message = Gui.window(MessageDialog.class, "Acuity");
        Gui.shoot(message, "wrong-call");
        Gui.press(message, "OK");
        macro.join();
        assertNull(WindowManager.getImage("went on"));
        assertFalse(Gui.isOpen("Exception"));
    }

    @Test
    void escCancelsWithinASecondAndTheBarShowsProgress() throws Exception {
        final ImagePlus large = IJ.createImage("large", "8-bit ramp", 4000, 4000, 4);
        large.show();
        Gui.choose("SR Upscale...");
        final GenericDialog dialog = Gui.dialog("SR Upscale");
        Gui.press(dialog, "OK");
        Gui.awaitClosed(dialog);
        final List<String> seen = new ArrayList<>();
        Gui.await("progress", () -> {
            seen.add(ImageJ.getStatusBarText());
            return seen.get(seen.size() - 1).startsWith("Upscaling");
        });
        Gui.screen("progress");
        final ImageJ imagej = IJ.getInstance();
        final long pressed = System.nanoTime();
        imagej.keyPressed(new KeyEvent(imagej, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE,
            KeyEvent.CHAR_UNDEFINED));
        Gui.awaitEnd("SR Upscale...");
        assertTrue((System.nanoTime() - pressed) / 1e9 < 1, "cancelled after a second");
        assertEquals(1, WindowManager.getImageCount());
    }
}
