package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ij.IJ;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.Examples;
import sc.fiji.acuity.TestModels;

/**
 * ImageJ 1.54p as a user has it: a program of its own with nothing but ij.jar on the class path, and Acuity and its
 * libraries in {@code plugins} as the build leaves them. It runs the macros of {@code macros/}.
 */
@EnabledIf(value = Gui.HAS_DISPLAY, disabledReason = Gui.NO_DISPLAY)
class RealImageJIT {

    private static final String LOG = "imagej.log";
    private static final int PATIENCE_SECONDS = 120;

    /** What a user copies into the folder of ImageJ. */
    private static final Path IMAGEJ = Path.of("target/imagej1").toAbsolutePath();

    private static Path ij;

    @TempDir
    private Path work;

    @BeforeAll
    static void install() throws Exception {
        TestModels.use();
        ij = Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertTrue(Files.isDirectory(IMAGEJ.resolve("plugins/Acuity")), IMAGEJ + " is made by mvn package");
    }

    /** {@code -macro} shows windows, {@code -batch} does not. */
    @ParameterizedTest
    @ValueSource(strings = {"-macro", "-batch"})
    void macrosDoAsTheCommandLine(final String mode) throws Exception {
        final Path folder = Files.createDirectory(work.resolve("folder" + mode));
        final List<Examples> examples = Examples.in(folder);
        Examples.assertComplete(examples);
        final Path macro = folder.resolve("all.ijm");
        Files.writeString(macro, script(folder, examples));
        run(mode, macro, folder.resolve("done"));
        assertEquals(OurCommands.entries().stream()
            .map(entry -> entry.plugin() + "(\"" + entry.command() + "\")").toList(),
            Files.readAllLines(folder.resolve("menu.txt")));
        for (int i = 0; i < examples.size(); i++) {
            // without a log window ImageJ prints
            examples.get(i).assertDone(Files.readString(folder.resolve(i + ".txt")) + read(folder.resolve(LOG)));
        }
    }

    /** What the macros print and return goes to files. */
    private static String script(final Path folder, final List<Examples> examples) {
        final StringBuilder script = new StringBuilder("List.setCommands;\nmenu = \"\";\n");
        for (final OurCommands.Entry entry : OurCommands.entries()) {
            script.append("menu += List.get(\"").append(entry.label()).append("\") + \"\\n\";\n");
        }
        script.append("File.saveString(menu, \"").append(folder.resolve("menu.txt")).append("\");\n");
        for (int i = 0; i < examples.size(); i++) {
            final Path macro = examples.get(i).macro().toAbsolutePath();
            script.append("print(\"\\\\Clear\");\nreturned = runMacro(\"").append(macro).append("\", \"")
                .append(examples.get(i).argument())
                .append("\");\nFile.saveString(\"\" + returned + \"\\n\" + getInfo(\"log\"), \"")
                .append(folder.resolve(i + ".txt")).append("\");\nclose(\"*\");\n");
        }
        return script.append("File.saveString(\"done\", \"").append(folder.resolve("done")).append("\");\n").toString();
    }

    private static void run(final String mode, final Path macro, final Path done) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-Dai.djl.offline=true",
            "-Dplugins.dir=" + IMAGEJ, "-Dacuity.models=" + TestModels.folder(), "-cp", ij.toString(), "ij.ImageJ", mode,
            macro.toString()));
        final Path log = macro.resolveSibling(LOG);
        final Process imagej =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            for (int i = 0; i < PATIENCE_SECONDS * 10 && !Files.exists(done) && imagej.isAlive(); i++) {
                imagej.waitFor(100, TimeUnit.MILLISECONDS);
            }
            if (!Files.exists(done)) {
                Gui.screen("real-imagej" + mode);
            }
            assertTrue(Files.exists(done), () -> "ImageJ did not come to the end; it told: " + read(log));
        } finally {
            imagej.destroyForcibly().waitFor();
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
