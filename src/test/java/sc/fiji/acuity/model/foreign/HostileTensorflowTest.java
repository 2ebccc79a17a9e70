package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.FalsrGraphDef;
import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.AcuityException;

/** Broken files are refused with a message, or they are the network that they say; nothing else happens. */
class HostileTensorflowTest {

    private static final Duration QUICK = Duration.ofSeconds(60);

    /** @return whether it was recognised */
    private static boolean survives(final byte[] file) {
        try {
            final Imported found = FalsrRecogniserTest.recognise(file);
            assertTrue(found.weights().count() > 0);
            return true;
        } catch (final AcuityException e) {
            assertTrue(e.getMessage().startsWith("some.pb: ") && e.getMessage().length() < 20_000, e.getMessage());
            return false;
        }
    }

    private static void truncated(final byte[] file) {
        for (int percent = 0; percent < 100; percent++) {
            final byte[] part = Arrays.copyOf(file, (int) ((long) file.length * percent / 100));
            // what is left out at the very end is the version only, or the arithmetic of colours
            assertTrue(!survives(part) || percent == 99, percent + " %");
        }
    }

    /** Bits, bytes, runs of bytes, and parts that are left out or there twice. */
    private static int mutated(final byte[] file, final int times) {
        final SplittableRandom random = new SplittableRandom(20);
        int recognised = 0;
        for (int n = 0; n < times; n++) {
            byte[] bytes = file.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                final int at = random.nextInt(bytes.length);
                final int length = Math.min(1 + random.nextInt(40), bytes.length - at);
                switch (random.nextInt(5)) {
                    case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bytes[at] = (byte) random.nextInt();
                    case 2 -> Arrays.fill(bytes, at, at + length, (byte) 0xFF);
                    case 3 -> {
                        System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
                        bytes = Arrays.copyOf(bytes, bytes.length - length);
                    }
                    default -> {
                        final byte[] longer = new byte[bytes.length + length];
                        System.arraycopy(bytes, 0, longer, 0, at + length);
                        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                        bytes = longer;
                    }
                }
            }
            recognised += survives(bytes) ? 1 : 0;
        }
        return recognised;
    }

    @Test
    void aSmallGraph() {
        final byte[] file = FalsrGraphDef.smallFile();
        assertTrue(survives(file));
        assertTimeout(QUICK, () -> {
            truncated(file);
            final int recognised = mutated(file, 10_000);
            // in a small file most bytes matter, but values are values
            assertTrue(recognised > 100 && recognised < 9_900, recognised + " of 10000 are recognised");
        });
    }

    @Test
    void thePublishedGraph() throws IOException {
        final Path folder = SharedData.folder("weights/falsr");
        final byte[] file = Files.readAllBytes(folder.resolve("FALSR-B.pb"));
        assertTrue(survives(file));
        assertTimeout(QUICK, () -> {
            truncated(file);
            mutated(file, 1_000);
        });
    }
}
