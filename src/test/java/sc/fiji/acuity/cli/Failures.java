package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.acuity.base.Checksums;

/** What is expected of every failure. */
final class Failures {

    private Failures() {}

    /** A message names input, reason and one remedy, in words that are not Java's, and contains all these parts. */
    static void assertExplains(final String message, final List<String> says) {
        for (final String part : says) {
            assertTrue(message.contains(part), message + "\n lacks " + part);
        }
        assertTrue(message.matches("(?s).*: .*[.] Remedy: .*"), message);
        assertEquals(2, message.split("Remedy: ").length, message);
        assertFalse(message.contains("Exception") || message.contains("java.") || message.contains("\tat "), message);
        assertFalse(message.contains("has a fault"), message);
    }

    /** Every file below a folder with its checksum; hidden ones too. */
    static Map<String, String> snapshot(final Path folder) throws IOException {
        final Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path file : all.toList()) {
                files.put(file.toString(), Files.isRegularFile(file) ? Checksums.sha256(file) : "");
            }
        }
        return files;
    }
}
