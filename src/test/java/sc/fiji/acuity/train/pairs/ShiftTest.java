package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

class ShiftTest {

    /** Spots, sampled at pixel centres; everything moved by dx, dy pixels. */
    static Plane spots(final int width, final int height, final double dx, final double dy, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Plane plane = new Plane(width, height);
        for (int s = 0; s < width * height / 100; s++) {
            final double x = random.nextDouble() * width + dx;
            final double y = random.nextDouble() * height + dy;
            final double sigma = 1.5 + 3 * random.nextDouble();
            final double bright = random.nextDouble();
            for (int j = Math.max(0, (int) (y - 20)); j < Math.min(height, y + 20); j++) {
                for (int i = Math.max(0, (int) (x - 20)); i < Math.min(width, x + 20); i++) {
                    plane.data()[j * width + i] += (float) (bright
                        * Math.exp(-((i - x) * (i - x) + (j - y) * (j - y)) / (2 * sigma * sigma)));
                }
            }
        }
        return plane;
    }

    private static Plane reduce(final Plane hr, final int scale) {
        return new Psf.Gaussian(1.2).reduce(hr, scale, Rounding.NONE);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0", "2, 1, -0.6", "2, -0.5, 0.25", "3, 0.9, 1.5", "4, 2, -1", "2, 7, -5.5"})
    void foundBetweenPixels(final int scale, final double dx, final double dy) {
        final Plane hr = spots(200, 152 * scale / 2, 0, 0, 3);
        final Plane crop = hr.crop(0, 0, hr.width() / scale * scale, hr.height() / scale * scale);
        final Plane moved = spots(200, 152 * scale / 2, dx, dy, 3).crop(0, 0, crop.width(), crop.height());
        final Shift shift = Shift.between(reduce(moved, scale), crop, scale);
        assertEquals(dx / scale, shift.x(), 0.05);
        assertEquals(dy / scale, shift.y(), 0.05);
        assertTrue(shift.peak() > 0.3 && shift.isClear(), shift.peak() + " " + shift.chance());
    }

    @Test
    void inNoise() {
        final Plane hr = spots(192, 192, 0, 0, 5);
        final Plane lr = reduce(spots(192, 192, 0.8, 0.4, 5), 2);
        float most = 0;
        for (final float value : lr.data()) {
            most = Math.max(most, value);
        }
        for (int i = 0; i < lr.data().length; i++) {
            lr.data()[i] *= 100 / most;
        }
        Camera.of(100, 2).expose(lr.data(), 0, lr.data().length, new SplittableRandom(1));
        final Shift shift = Shift.between(lr, hr, 2);
        assertEquals(0.4, shift.x(), 0.06);
        assertEquals(0.2, shift.y(), 0.06);
        assertTrue(shift.isClear(), shift.peak() + " " + shift.chance());
    }

    @Test
    void unrelatedImages() {
        for (int seed = 1; seed < 12; seed++) {
            final int side = 64 + 32 * seed;
            final Shift shift = Shift.between(reduce(spots(side, 200, 0, 0, seed), 2), spots(side, 200, 0, 0, 99), 2);
            assertFalse(shift.isClear(), shift.peak() + " " + shift.chance());
        }
    }

    /** Only a part of a large image is looked at, the one with something in it. */
    @Test
    void theBusiestPart() {
        final Plane hr = new Plane(2400, 1200);
        final Plane moved = new Plane(2400, 1200);
        final Plane part = spots(100, 100, 0, 0, 4);
        for (int i = 0; i < 10_000; i++) {
            hr.data()[(1080 + i / 100) * 2400 + 2200 + i % 100] = part.data()[i];
            moved.data()[(1080 + i / 100) * 2400 + 2201 + i % 100] = part.data()[i];
        }
        assertEquals(0.5, Shift.between(reduce(moved, 2), hr, 2).x(), 0.05);
    }
}
