package sc.fiji.acuity.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checksums, version, errors and progress. */
class BaseTest {

    /** The vectors of FIPS 180-2. */
    @Test
    void sha256OfKnownTexts(@TempDir final Path folder) throws IOException {
        final String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertEquals(abc, Checksums.sha256("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Checksums.sha256(new byte[0]));
        assertEquals(abc, Checksums.sha256(Files.writeString(folder.resolve("abc"), "abc")));
        final MessageDigest digest = Checksums.digest();
        final byte[] thousand = "a".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1000; i++) {
            digest.update(thousand);
        }
        assertEquals("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Checksums.hex(digest));
    }

    @Test
    void versionIsThatOfThePom() throws IOException {
        final Matcher pom = Pattern.compile("<artifactId>acuity</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(pom.find());
        assertEquals(pom.group(1), Version.get());
    }

    @Test
    void anErrorNamesInputReasonAndRemedy() {
        final IOException cause = new IOException("x");
        final AcuityException e = new AcuityException("cells.tif", "is not an image that ImageJ can open",
            "open it in Fiji and save it as TIFF", cause);
        assertEquals("cells.tif: is not an image that ImageJ can open. Remedy: open it in Fiji and save it as TIFF.",
            e.getMessage());
        assertEquals("cells.tif", e.input());
        assertEquals("is not an image that ImageJ can open", e.reason());
        assertEquals("open it in Fiji and save it as TIFF", e.remedy());
        assertSame(cause, e.getCause());
    }

    @Test
    void cancelIsAnExceptionOnlyWhenAskedFor() {
        assertDoesNotThrow(Progress.NONE::checkCancelled);
        final Progress stopped = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                throw new AssertionError("nothing to report");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertEquals("cancelled by the user",
            assertThrows(CancellationException.class, stopped::checkCancelled).getMessage());
    }
}
