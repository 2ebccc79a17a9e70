package sc.fiji.acuity.evaluate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small images on disk. */
final class Pngs {

    private Pngs() {}

    static void rgb(final Path file, final int width, final int height, final long seed) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        final Random random = new Random(seed);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "png", file.toFile());
    }

    static void grey(final Path file, final int width, final int height, final long seed) throws IOException {
        write(file, width, height, seed, BufferedImage.TYPE_BYTE_GRAY, 256);
    }

    static void grey16(final Path file, final int width, final int height, final long seed) throws IOException {
        write(file, width, height, seed, BufferedImage.TYPE_USHORT_GRAY, 65536);
    }

    private static void write(final Path file, final int width, final int height, final long seed, final int type,
        final int levels) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, type);
        final Random random = new Random(seed);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, random.nextInt(levels));
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
