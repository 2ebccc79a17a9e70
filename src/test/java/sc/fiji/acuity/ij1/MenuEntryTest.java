package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;

import ij.IJ;

import org.junit.jupiter.api.Test;

class MenuEntryTest {

    private static URL origin(final Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** ImageJ with our jar alone: what a user has who forgot the libraries. */
    @Test
    void missingLibrariesAreNamed() throws Exception {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try (URLClassLoader bare = new URLClassLoader(new URL[] {origin(MenuEntry.class), origin(IJ.class)},
            ClassLoader.getPlatformClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            final Class<?> entry = bare.loadClass(MenuEntry.class.getName());
            entry.getMethod("run", String.class).invoke(entry.getConstructor().newInstance(),
                "sc.fiji.acuity.command.DoctorCommand");
        } finally {
            System.setOut(before);
        }
        final String message = printed.toString(StandardCharsets.UTF_8);
        assertTrue(message.contains("Acuity cannot start: a library is missing"), message);
        assertTrue(message.contains("scijava") && message.contains("Remedy: "), message);
    }
}
