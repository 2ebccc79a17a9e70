package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.process.ByteProcessor;

/** Images of rings, each with others, large enough to be scored by. */
public final class SearchSamples {

    private static final int SIDE = 72;

    private SearchSamples() {}

    public static Path folder(final Path folder, final int count) throws IOException {
        Files.createDirectory(folder);
        for (int n = 0; n < count; n++) {
            final byte[] pixels = new byte[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                final double x = i % SIDE - 20.0 * n;
                final double y = i / SIDE - 15.0;
                pixels[i] = (byte) (128 + 100 * Math.sin(Math.hypot(x, y) / (2 + n)));
            }
            Samples.save(folder.resolve("rings" + n + ".png"),
                new ImagePlus("rings", new ByteProcessor(SIDE, SIDE, pixels)));
        }
        return folder;
    }
}
