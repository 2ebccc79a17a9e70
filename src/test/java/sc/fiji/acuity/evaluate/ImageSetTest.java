package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

class ImageSetTest {

    @TempDir
    private Path folder;

    @Test
    void pairsAreUsedAsStored() throws IOException {
        Pngs.rgb(folder.resolve("b_HR.png"), 8, 6, 1);
        Pngs.rgb(folder.resolve("b_LR.png"), 4, 3, 2);
        Pngs.grey(folder.resolve("a_HR.png"), 6, 4, 3);
        Pngs.grey(folder.resolve("a_LR.png"), 3, 2, 4);
        Files.writeString(folder.resolve("README.txt"), "not an image");
        Files.createDirectory(folder.resolve("more.png"));
        final ImageSet set = ImageSet.open(folder, 2);
        assertEquals(List.of("a", "b"), set.names());
        final ImagePair pair = set.load("b");
        final Random random = new Random(2);
        for (int i = 0; i < 12; i++) {
            final int rgb = random.nextInt(1 << 24);
            assertEquals(rgb >> 16, pair.lr()[0].data()[i]);
            assertEquals(rgb >> 8 & 255, pair.lr()[1].data()[i]);
            assertEquals(rgb & 255, pair.lr()[2].data()[i]);
        }
        assertEquals(8, pair.hr()[0].width());
        assertEquals(6, pair.hr()[0].height());
    }

    @Test
    void plainImagesAreCroppedAndReduced() throws IOException {
        Pngs.rgb(folder.resolve("photo.png"), 26, 31, 5);
        final ImagePair pair = ImageSet.open(folder, 3).load("photo");
        final Random random = new Random(5);
        final int[] all = IntStream.generate(() -> random.nextInt(1 << 24)).limit(26 * 31).toArray();
        final Plane green = new Plane(24, 30);
        for (int i = 0; i < green.data().length; i++) {
            green.data()[i] = all[i / 24 * 26 + i % 24] >> 8 & 255;
        }
        assertArrayEquals(green.data(), pair.hr()[1].data());
        assertArrayEquals(Resize.bicubic(green, 8, 10, Rounding.UINT8).data(), pair.lr()[1].data());
        assertNotSame(pair.lr()[0], pair.lr()[1]);
    }

    @Test
    void greyIsOnePlaneThreeTimes() throws IOException {
        Pngs.grey(folder.resolve("cells.png"), 12, 9, 6);
        final ImagePair pair = ImageSet.open(folder, 2).load("cells");
        final Random random = new Random(6);
        for (int x = 0; x < 12; x++) {
            assertEquals(random.nextInt(256), pair.hr()[0].data()[x]);
        }
        assertEquals(8, pair.hr()[0].height());
        assertSame(pair.hr()[0], pair.hr()[2]);
        assertSame(pair.lr()[0], pair.lr()[1]);
        assertEquals(6, pair.lr()[0].width());
    }

    @Test
    void foldersThatAreNoImageSetAreRefused() throws IOException {
        refused("does not exist", () -> ImageSet.open(folder.resolve("absent"), 2));
        refused("holds no image", () -> ImageSet.open(folder, 2));
        refused("does not enlarge", () -> ImageSet.open(folder, 1));
        Pngs.grey(folder.resolve("a_LR.png"), 3, 2, 1);
        refused("has no a_HR.png beside it", () -> ImageSet.open(folder, 2));
        refused("is not a folder", () -> ImageSet.open(folder.resolve("a_LR.png"), 2));
        Pngs.grey(folder.resolve("a_HR.png"), 6, 4, 1);
        Pngs.grey(folder.resolve("b_HR.png"), 6, 4, 1);
        refused("has no b_LR.png beside it", () -> ImageSet.open(folder, 2));
        Files.move(folder.resolve("b_HR.png"), folder.resolve("b.png"));
        refused("lies among pairs", () -> ImageSet.open(folder, 2));
        Files.delete(folder.resolve("a_HR.png"));
        Files.move(folder.resolve("a_LR.png"), folder.resolve("b.tif"));
        Pngs.grey(folder.resolve("img10.png"), 6, 4, 1);
        Pngs.grey(folder.resolve("img2.png"), 6, 4, 1);
        refused("but for the extension", () -> ImageSet.open(folder, 2));
        Files.delete(folder.resolve("b.tif"));
        assertEquals(List.of("b", "img2", "img10"), ImageSet.open(folder, 2).names());
    }

    @Test
    void imagesThatDoNotFitAreRefused() throws IOException {
        Pngs.grey(folder.resolve("a_HR.png"), 9, 6, 1);
        Pngs.grey(folder.resolve("a_LR.png"), 3, 2, 1);
        assertEquals(3, ImageSet.open(folder, 3).load("a").lr()[0].width());
        refused("has 9 x 6 pixels, and a_LR.png has 3 x 2: not 2 times fewer a side",
            () -> ImageSet.open(folder, 2).load("a"));
        final Path plain = Files.createDirectory(folder.resolve("plain"));
        Pngs.grey(plain.resolve("tiny.png"), 20, 2, 1);
        Pngs.grey16(plain.resolve("deep.png"), 20, 20, 1);
        Files.writeString(plain.resolve("text.png"), "no pixels here");
        refused("has fewer than 3 pixels a side", () -> ImageSet.open(plain, 3).load("tiny"));
        refused("has 16 bits a pixel", () -> ImageSet.open(plain, 3).load("deep"));
        refused("not an image", () -> ImageSet.open(plain, 3).load("text"));
    }

    private static void refused(final String reason, final Executable action) {
        final AcuityException e = assertThrows(AcuityException.class, action);
        assertTrue(e.reason().contains(reason), e.getMessage());
    }
}
