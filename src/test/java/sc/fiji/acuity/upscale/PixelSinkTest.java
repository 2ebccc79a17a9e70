package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.image.Rounding;

class PixelSinkTest {

    private static final float[] CORNERS = {0, -0f, 0.5f, 1.5f, 254.5f, 255.4f, 255.5f, 65534.5f, 65535.5f, -0.5f, -0.6f,
        -7, 1e9f, 3e9f, -3e9f, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN,
        0.49999997f, Math.nextDown(2.5f)};

    @Test
    void roundsAsEverywhere() {
        final SplittableRandom random = new SplittableRandom(3);
        final float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < CORNERS.length ? CORNERS[i] : (float) (random.nextDouble(-20, 300) * (i % 2 == 0 ? 1 : 256));
        }
        same(values, new ByteProcessor(values.length, 1), Rounding.UINT8);
        same(values, new ShortProcessor(values.length, 1), Rounding.UINT16);
    }

    private static void same(final float[] values, final ImageProcessor target, final Rounding rounding) {
        final IntensityMap map = new IntensityMap(-3, 98.5);
        PixelSink.into(target, map).row(0, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            final int expected = (int) rounding.apply(map.fromNetwork(values[i]));
            assertEquals(expected, target.get(i), values[i] + " times 101.5");
        }
        PixelSink.into(target, new IntensityMap(0, 1)).row(0, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals((int) rounding.apply(values[i]), target.get(i), values[i] + "");
        }
    }
}
