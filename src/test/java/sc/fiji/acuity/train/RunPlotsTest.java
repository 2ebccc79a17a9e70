package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlotsTest {

    private static final int NOW = 0x0072B2;
    private static final int BICUBIC = 0x777777;
    private static final int START = 0xD55E00;

    @TempDir
    private Path folder;

    private void journal(final String... lines) throws Exception {
        Files.writeString(folder.resolve("journal.csv"),
            "step,loss,rate,psnr,bicubic,start,seconds\n" + String.join("\n", lines) + "\n");
    }

    private static boolean has(final BufferedImage image, final int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void drawsTheJournal() throws Exception {
        journal("10,0.5,1e-3,30,31,32,1", "20,0.4,1e-3,33,31,32,2", "30,0.3,1e-3,34,31,32,3", "40,0.");
        RunPlots.write(folder);
        final BufferedImage loss = ImageIO.read(folder.resolve(RunPlots.LOSS).toFile());
        assertEquals(640, loss.getWidth());
        assertTrue(has(loss, NOW));
        assertFalse(has(loss, START));
        final BufferedImage psnr = ImageIO.read(folder.resolve(RunPlots.PSNR).toFile());
        assertTrue(has(psnr, NOW) && has(psnr, BICUBIC) && has(psnr, START));
        assertEquals(30, RunPlots.read(folder).get(2).step());
    }

    @Test
    void withoutHeldOutImagesThereIsOnlyTheLoss() throws Exception {
        journal("10,0.5,1e-3,,,,1", "20,NaN,1e-3,,,,1", "30,0.5,1e-3,,,,1");
        RunPlots.write(folder);
        assertTrue(Files.exists(folder.resolve(RunPlots.LOSS)));
        assertFalse(Files.exists(folder.resolve(RunPlots.PSNR)));
    }

    @Test
    void nothingToDrawIsNoError() throws Exception {
        RunPlots.write(folder);
        assertEquals(List.of(), RunPlots.read(folder));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
        assertEquals(300, RunPlots.loss(List.of(), new Dimension(300, 200)).getWidth());
        assertEquals(200, RunPlots.psnr(List.of(new RunPlots.Point(1, 1, Optional.empty())), new Dimension(300, 200))
            .getHeight());
    }

    /** A journal of an earlier version has neither bicubic nor start. */
    @Test
    void oldJournals() throws Exception {
        Files.writeString(folder.resolve("journal.csv"), "step,loss,rate,psnr\n10,0.5,1e-3,30\n");
        RunPlots.write(folder);
        assertTrue(Files.exists(folder.resolve(RunPlots.LOSS)));
    }
}
