package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/acuity} with a Java that only says how it was called. */
class StartScriptTest {

    private static final Path SCRIPT = Path.of("src/main/dist/bin/acuity");

    @TempDir
    Path folder;

    private Path home;
    private Path script;
    private Path tools;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        folder = folder.toRealPath();
        home = folder.resolve("a folder/acuity 1");
        Files.createDirectories(home.resolve("bin"));
        script = Files.copy(SCRIPT, home.resolve("bin/acuity"));
        script.toFile().setExecutable(true);
        tools = Files.createDirectory(folder.resolve("tools"));
        for (final String tool : List.of("dirname", "readlink", "sed", "head")) {
            final Path found = Stream.of("/usr/bin", "/bin").map(bin -> Path.of(bin, tool)).filter(Files::exists)
                .findFirst()
                .orElseThrow();
            Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            tools.resolve(tool).toFile().setExecutable(true);
        }
    }

    private void java(final Path bin, final String version) throws IOException {
        Files.createDirectories(bin);
        final Path java = bin.resolve("java");
        Files.writeString(java, """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'Picked up JAVA_TOOL_OPTIONS: -Dx="version 8"' >&2
                echo 'openjdk version "%s" 2025-01-01' >&2
                exit 0
            fi
            printf '%%s\\n' "$@"
            exit 7
            """.formatted(version));
        java.toFile().setExecutable(true);
    }

    private Run run(final Path program, final Map<String, String> environment,
        final String... arguments) throws Exception {
        final ProcessBuilder builder = new ProcessBuilder(Stream
            .concat(Stream.of(program.toString()), Stream.of(arguments)).toList()).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        final Path err = folder.resolve("err.txt");
        final Process process = builder.redirectError(err.toFile()).start();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private void assertStarts(final Run run, final String... arguments) {
        assertEquals("", run.err());
        assertEquals(7, run.code(), "the exit code of the program");
        final List<String> lines = run.out().lines().toList();
        assertTrue(lines.contains("-Dacuity.home=" + home), run.out());
        assertTrue(lines.contains("-Dacuity.terminal=false"), run.out());
        final int at = lines.indexOf("sc.fiji.acuity.cli.Main");
        assertEquals(List.of("-cp", home + "/jars/*"), lines.subList(at - 2, at));
        assertEquals(List.of(arguments), lines.subList(at + 1, lines.size()));
    }

    @Test
    void startsFromAFolderWithASpaceAndKeepsArguments() throws Exception {
        java(tools, "17.0.1");
        assertStarts(run(script, Map.of(), "upscale", "my cells.tif", "*", "$HOME", "it's"), "upscale", "my cells.tif",
            "*",
            "$HOME", "it's");
        assertStarts(run(script, Map.of()));
    }

    @Test
    void startsThroughLinks() throws Exception {
        java(tools, "21");
        final Path bin = Files.createDirectories(folder.resolve("usr/local bin"));
        final Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), script);
        final Path relative = Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(script));
        final Path chain = Files.createSymbolicLink(bin.resolve("chain"), Path.of("relative"));
        final Path folderLink = Files.createSymbolicLink(folder.resolve("link"), home);
        for (final Path link : List.of(absolute, relative, chain, folderLink.resolve("bin/acuity"))) {
            assertStarts(run(link, Map.of(), "--version"), "--version");
        }
    }

    @Test
    void startsByARelativePathWhateverCdpathSays() throws Exception {
        java(tools, "17");
        assertStarts(run(Path.of("/bin/sh"), Map.of("CDPATH", folder + ":" + folder.resolve("a folder")),
            "a folder/acuity 1/bin/acuity", "doctor"), "doctor");
    }

    /** Java takes the encoding of file names from the locale, and from nowhere else. */
    @ParameterizedTest
    @CsvSource({"'', '', C.UTF-8", "LANG, C, C.UTF-8", "LC_ALL, POSIX, C.UTF-8", "LANG, de_DE.UTF-8, ''",
        "LC_CTYPE, en_US.ISO-8859-1, ''"})
    void withoutALocaleFileNamesAreUtf8(final String name, final String value, final String expected) throws Exception {
        java(tools, "17");
        Files.writeString(tools.resolve("java"), Files.readString(tools.resolve("java"))
            .replace("printf '%s\\n' \"$@\"", "printf '%s\\n' \"$LC_ALL\""));
        final Run run = run(script, name.isEmpty() ? Map.of() : Map.of(name, value));
        assertEquals(expected + "\n", run.out());
    }

    @Test
    void javaHomeAndOptionsAreUsed() throws Exception {
        java(tools, "11.0.2");
        java(folder.resolve("jdk 25/bin"), "25-ea");
        final Run run = run(script,
            Map.of("JAVA_HOME", folder.resolve("jdk 25").toString(), "ACUITY_JAVA_OPTS", "-Xmx3g -Da=b"), "doctor");
        assertStarts(run, "doctor");
        assertTrue(run.out().lines().toList().containsAll(List.of("-Xmx3g", "-Da=b")), run.out());
    }

    /** Where the version stands in a file, Java starts once. */
    @Test
    void theVersionIsReadFromAFile() throws Exception {
        final Path jdk = folder.resolve("jdk 21");
        java(jdk.resolve("bin"), "should not be asked");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.2\"\n");
        assertStarts(run(script, Map.of("JAVA_HOME", jdk.toString()), "doctor"), "doctor");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_292\"\n");
        assertTrue(run(script, Map.of("JAVA_HOME", jdk.toString())).err().contains("is Java 8, too old"));
    }

    @Test
    void anArchiveOfClassesIsUsed() throws Exception {
        java(tools, "17");
        Files.createFile(home.resolve("acuity.jsa"));
        final Run run = run(script, Map.of(), "doctor");
        assertStarts(run, "doctor");
        assertTrue(run.out().lines().toList().contains("-XX:SharedArchiveFile=" + home + "/acuity.jsa"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_292, 8", "11.0.2, 11", "16, 16", "nonsense, ?"})
    void anOldJavaIsTold(final String version, final String major) throws Exception {
        java(tools, version);
        final Run run = run(script, Map.of(), "upscale");
        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertEquals("acuity: java is Java " + major
            + ", too old. Remedy: install Java 17 or later, or set JAVA_HOME to it.\n", run.err());
    }

    @Test
    void aMissingJavaIsTold() throws Exception {
        final Run none = run(script, Map.of(), "upscale");
        assertEquals(2, none.code());
        assertEquals("acuity: java does not run. Remedy: install Java 17 or later, or set JAVA_HOME to it.\n",
            none.err());
        java(tools, "17");
        final Run wrong = run(script, Map.of("JAVA_HOME", "/no/where"), "upscale");
        assertEquals(2, wrong.code());
        assertEquals("acuity: /no/where/bin/java does not run. Remedy: install Java 17 or later, or set JAVA_HOME to "
            + "it.\n", wrong.err());
    }

    @Test
    void theScriptForWindowsHasItsLineEnds() throws IOException {
        final String text = Files.readString(SCRIPT.resolveSibling("acuity.bat"));
        assertFalse(text.replace("\r\n", "").contains("\n"), "cmd.exe loses labels and lines with bare line feeds");
        assertFalse(Files.readString(SCRIPT).contains("\r"));
    }
}
