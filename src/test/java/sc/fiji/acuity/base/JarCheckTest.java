package sc.fiji.acuity.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.JarCheck.Clash;

/** Jars that hold nothing but the marker of a library. */
class JarCheckTest {

    private static final String GSON = "com/google/gson/Gson.class";
    private static final String JNA = "com/sun/jna/Native.class";
    private static final String DJL = "ai/djl/engine/Engine.class";
    private static final String BINDING = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
    private static final String NATIVES = "native/lib/pytorch.properties";

    @TempDir
    Path folder;

    private final List<Path> jars = new ArrayList<>();

    private Path jar(final String name, final String... entries) throws IOException {
        return jar(name, Map.of(), entries);
    }

    private Path jar(final String name, final Map<String, String> manifest, final String... entries)
        throws IOException {
        final Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        final Manifest written = new Manifest();
        written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(written.getMainAttributes()::putValue);
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, written)) {
            for (final String entry : entries) {
                final String[] parts = entry.split("=", 2);
                jar.putNextEntry(new JarEntry(parts[0]));
                if (parts.length > 1) {
                    jar.write(parts[1].getBytes());
                }
            }
        }
        jars.add(file.toRealPath());
        return jars.get(jars.size() - 1);
    }

    private List<Clash> find() throws IOException {
        try (URLClassLoader loader = new URLClassLoader(jars.stream().map(JarCheckTest::url).toArray(URL[]::new), null)) {
            return JarCheck.find(loader);
        }
    }

    private static URL url(final Path path) {
        try {
            return path.toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Clash only() throws IOException {
        final List<Clash> clashes = find();
        assertEquals(1, clashes.size(), clashes.toString());
        return clashes.get(0);
    }

    @Test
    void nothingIsWrongHere() {
        assertEquals(List.of(), JarCheck.find());
    }

    @Test
    void oneOfEachIsRight() throws IOException {
        jar("gson-2.10.1.jar", GSON);
        jar("jna-5.14.0.jar", JNA);
        jar("jna-platform-5.14.0.jar", "com/sun/jna/platform/FileUtils.class");
        jar("api-" + Version.djl() + ".jar", DJL);
        jar("logback-classic-1.3.16.jar", BINDING);
        assertEquals(List.of(), find());
    }

    @Test
    void theNewestStays() throws IOException {
        final Path old = jar("jars/gson-2.9.1.jar", GSON);
        final Path good = jar("plugins/gson-2.10.1.jar", GSON);
        assertEquals("Gson is there twice: " + old + ", " + good, only().what());
        assertEquals("delete " + old + " and restart", only().remedy());
    }

    @Test
    void theFirstOfEqualsStays() throws IOException {
        jar("a/jna-5.14.0.jar", JNA);
        final Path second = jar("b/jna-5.14.0.jar", JNA);
        final Path third = jar("c/jna-4.5.2.jar", JNA);
        assertTrue(only().what().startsWith("JNA is there 3 times: "), only().what());
        assertEquals("delete " + second + ", " + third + " and restart", only().remedy());
    }

    @Test
    void theManifestTellsWhatTheNameDoesNot() throws IOException {
        jar("jna.jar", Map.of("Implementation-Version", "5.14.0 (b0)"), JNA);
        final Path old = jar("jna-4.1.0.jar", JNA);
        assertEquals("delete " + old + " and restart", only().remedy());
    }

    @Test
    void theDjlThatAcuityWasBuiltWithStays() throws IOException {
        jar("api-" + Version.djl() + ".jar", DJL);
        final Path newer = jar("api-99.0.0.jar", DJL);
        assertEquals("delete " + newer + " and restart", only().remedy());
    }

    @Test
    void anotherDjlAloneIsNamed() throws IOException {
        final Path other = jar("api-0.28.0.jar", DJL);
        assertEquals("DJL is version 0.28.0 (" + other + "), but this Acuity needs " + Version.djl(), only().what());
        assertTrue(only().remedy().startsWith("put api-" + Version.djl() + ".jar in its place"), only().remedy());
    }

    @Test
    void twoAcuitiesAreNamed() throws IOException {
        final String marker = "sc/fiji/acuity/base/Library.class";
        jar("plugins/acuity-" + Version.get() + ".jar", marker);
        final Path old = jar("plugins/Acuity/Acuity_-0.0.9.jar", marker);
        assertEquals("delete " + old + " and restart", only().remedy());
    }

    @Test
    void aPluginWithACopyInsideMattersOnlyIfItIsFirst() throws IOException {
        jar("gson-2.10.1.jar", GSON);
        jar("Big_Plugin-1.0.jar", GSON);
        assertEquals(List.of(), find());
        jars.add(0, jars.remove(1));
        assertEquals("Gson is taken from " + jars.get(0) + ", which brings a copy along", only().what());
        assertEquals("remove or update the plugin in Big_Plugin-1.0.jar", only().remedy());
    }

    @Test
    void theSilentBindingGoes() throws IOException {
        final Path silent = jar("slf4j-nop-2.0.17.jar", BINDING);
        final Path logback = jar("logback-classic-1.3.16.jar", BINDING);
        assertEquals("SLF4J has 2 bindings: " + silent + ", " + logback, only().what());
        assertEquals("delete " + silent + " and restart", only().remedy());
    }

    @Test
    void aBrokenJarIsNoReasonToFail() throws IOException {
        jar("gson.jar", GSON);
        Files.write(jar("jna.jar", JNA), new byte[100]);
        // one that is no zip is not seen at all
        assertEquals(List.of(), find());
    }

    @Test
    void nativesOfSeveralPlatformsAreRight() throws IOException {
        final String version = Version.libtorch();
        final Path linux = jar("linux64/pytorch-native-cpu-" + version + "-linux-x86_64.jar",
            NATIVES + "=flavor=cpu\nclassifier=linux-x86_64");
        jar("win64/pytorch-native-cpu-" + version + "-win-x86_64.jar", NATIVES + "=flavor=cpu\nclassifier=win-x86_64");
        assertEquals(List.of(), find());
        final Path old = jar("linux64/pytorch-native-cpu-1.13.1-linux-x86_64.jar",
            NATIVES + "=flavor=cpu\nclassifier=linux-x86_64");
        assertEquals("libtorch is there twice: " + linux + ", " + old, only().what());
        assertEquals("delete " + old + " and restart", only().remedy());
    }
}
