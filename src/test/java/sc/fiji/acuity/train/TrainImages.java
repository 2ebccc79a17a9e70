package sc.fiji.acuity.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** Small pictures of edges and waves on disk, and settings for runs of a second. */
public final class TrainImages {

    static final int SIZE = 48;

    private TrainImages() {}

    public static Path grey(final Path folder, final String name, final int width, final int height, final long seed)
        throws IOException {
        return write(folder.resolve(name), width, height, seed, BufferedImage.TYPE_BYTE_GRAY);
    }

    public static Path rgb(final Path folder, final String name, final int width, final int height, final long seed)
        throws IOException {
        return write(folder.resolve(name), width, height, seed, BufferedImage.TYPE_INT_RGB);
    }

    private static Path write(final Path file, final int width, final int height, final long seed, final int type)
        throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final double slope = 0.5 + random.nextDouble();
        final double wave = 0.2 + 0.5 * random.nextDouble();
        final BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            final int x = i % width;
            final int y = i / width;
            final int v = (int) (110 + 50 * Math.sin(wave * x + 0.2 * y) + (y > slope * x ? 60 : 0)
                + 10 * random.nextDouble());
            for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                image.getRaster().setSample(x, y, band, band == 1 ? 255 - v : v);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    static List<Path> files(final Path folder, final int count) throws IOException {
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(grey(folder, "image" + i + ".png", SIZE, SIZE + 3, i));
        }
        return files;
    }

    static TrainingSet set(final Path folder) throws IOException {
        return TrainingSet.load(files(folder, 3), 2, 8, Progress.NONE);
    }

    /** As many as it takes for one to be held out, and large enough to be looked at. */
    static TrainingSet watched(final Path folder) throws IOException {
        final List<Path> files = files(folder, 19);
        files.add(grey(folder, "large.png", 70, 66, 99));
        return TrainingSet.load(files, 2, 8, Progress.NONE);
    }

    static TrainSettings settings(final int steps) {
        return new TrainSettings(Espcn.narrow(2, 1, 4), steps, 4, 8, 5e-3, 1e-5, 3, 0.99, 2, 5);
    }
}
