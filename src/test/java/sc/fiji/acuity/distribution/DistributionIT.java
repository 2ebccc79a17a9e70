package sc.fiji.acuity.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.IJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.JarCheck;
import sc.fiji.acuity.base.Version;

/** The folders that the build leaves, each run as its host runs it, in a JVM of its own. */
class DistributionIT {

    private static final Path ACUITY = Path.of("target/acuity").toAbsolutePath();
    private static final Path FIJI = Path.of("target/fiji").toAbsolutePath();
    private static final Path IMAGEJ1 = Path.of("target/imagej1").toAbsolutePath();

    @TempDir
    Path folder;

    private static Set<String> names(final Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Fiji's name of the platform that this was built on; others are there too if the build was told so. */
    private static String platform() {
        final String system = System.getProperty("os.name").toLowerCase();
        final boolean arm = System.getProperty("os.arch").equals("aarch64");
        final String name = system.startsWith("mac") ? "macos" : system.startsWith("win") ? "win" : "linux";
        return name + (arm ? "-arm64" : "64");
    }

    private String run(final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.awt.headless=true", "-Xmx1g"));
        command.addAll(List.of(arguments));
        final Path output = folder.resolve("output");
        final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "does not end: " + command);
        final String text = Files.readString(output);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private static void assertHealthy(final String text) {
        assertTrue(text.contains("no library is there twice"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("device cpu") && line.contains("GFLOP/s")), text);
    }

    @Test
    void fijiGetsOnlyWhatItLacks() throws IOException {
        final String version = Version.get();
        assertEquals(Set.of("acuity-" + version + ".jar"), names(FIJI.resolve("plugins")));
        final Set<String> jars = names(FIJI.resolve("jars"));
        assertTrue(jars.remove(platform()), jars.toString());
        jars.removeAll(Set.of("linux64", "linux-arm64", "macos-arm64", "win64"));
        assertEquals(Set.of("acuity-imagej-ops-" + version + ".jar", "JLargeArrays-1.7.jar", "JTransforms-3.2.jar",
            "api-" + Version.djl() + ".jar", "jenetics-7.2.0.jar", "jenetics.ext-7.2.0.jar",
            "pytorch-engine-" + Version.djl() + ".jar",
            "pytorch-jni-" + Version.libtorch() + "-" + Version.djl() + ".jar"), jars);
        final Set<String> natives = names(FIJI.resolve("jars").resolve(platform()));
        assertEquals(1, natives.size(), natives.toString());
    }

    /** As {@code config/fiji.toml} starts it: the folder of the platform is on the module path too. */
    @Test
    void runsInFiji() throws Exception {
        final Path jars = FIJI.resolve("jars");
        final List<String> classPath = new ArrayList<>(List.of(jars + File.separator + "*",
            jars.resolve(platform()) + File.separator + "*", FIJI.resolve("plugins") + File.separator + "*"));
        // what Fiji ships is what we leave out, but for the binding of SLF4J, of which it has another
        for (final String jar : names(ACUITY.resolve("jars"))) {
            final boolean ours = jar.startsWith("acuity") || jar.startsWith("pytorch") || jar.startsWith("slf4j-nop");
            if (!ours && !Files.exists(jars.resolve(jar))) {
                classPath.add(ACUITY.resolve("jars").resolve(jar).toString());
            }
        }
        assertHealthy(run("--module-path=" + jars.resolve(platform()), "-Dij.dir=" + FIJI, "-cp",
            String.join(File.pathSeparator, classPath), "sc.fiji.acuity.cli.Main", "doctor"));
    }

    @Test
    void opsForFijiAreInNoOtherDistribution() throws IOException {
        assertFalse(names(ACUITY.resolve("jars")).stream().anyMatch(name -> name.contains("imagej-ops")));
        assertFalse(names(IMAGEJ1.resolve("plugins/Acuity")).stream().anyMatch(name -> name.contains("imagej-ops")));
    }

    @Test
    void runsInPlainImageJ() throws Exception {
        final Path plugin = IMAGEJ1.resolve("plugins/Acuity");
        assertTrue(names(plugin).contains("Acuity_-" + Version.get() + ".jar"), names(plugin).toString());
        assertFalse(names(plugin).stream().anyMatch(name -> name.startsWith("ij-")), "ImageJ has itself");
        final String probe = PlainImageJ.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(probe).getParent());
        Files.copy(JarCheck.place(PlainImageJ.class).orElseThrow().resolve(probe), folder.resolve(probe));
        final String text = run("-Dplugins.dir=" + IMAGEJ1, "-cp",
            JarCheck.place(IJ.class).orElseThrow() + File.pathSeparator + folder, PlainImageJ.class.getName());
        assertTrue(text.contains("loader ij.io.PluginClassLoader"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("models ")
            && line.contains(plugin.resolve("models").toString())), text);
        assertHealthy(text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("plugins ")
            && line.contains("sc.fiji.acuity.command.UpscaleCommand")), text);
    }
}
