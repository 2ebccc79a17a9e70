package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

class PatchSamplerTest {

    private static final PlaneStore STORE = new PlaneStore(Long.MAX_VALUE, Path.of("."));

    private static Plane noise(final int width, final int height, final long seed) {
        final Plane plane = new Plane(width, height);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (float) random.nextDouble();
        }
        return plane;
    }

    private static StoredImage degraded(final Plane hr, final int scale) {
        return stored(new Plane[] {new Degradation.Bicubic().reduce(hr, scale, Rounding.NONE)}, new Plane[] {hr});
    }

    private static StoredImage stored(final Plane[] lr, final Plane[] hr) {
        return Draft.of("image", 0, lr, hr, new RawImage.Range(0, 1), lr.length, STORE)
            .finish(StoredImage.Map.UNIT, StoredImage.Map.UNIT, 1, Optional.empty());
    }

    private static PatchSampler sampler(final List<StoredImage> images, final int scale, final int patch,
        final long seed) {
        return new PatchSampler(images, scale, patch, OptionalDouble.empty(), seed);
    }

    private static float[][] draw(final PatchSampler sampler, final int step, final int batch, final int patch,
        final int scale) {
        final float[][] both = {new float[batch * patch * patch], new float[batch * patch * patch * scale * scale]};
        sampler.draw(step, batch, both[0], both[1]);
        return both;
    }

    @Test
    void aStepAlwaysDrawsTheSame() {
        final List<StoredImage> images = List.of(degraded(noise(60, 52, 1), 2), degraded(noise(40, 44, 2), 2));
        final PatchSampler sampler = sampler(images, 2, 8, 3);
        final float[][] first = draw(sampler, 7, 4, 8, 2);
        final float[][] other = draw(sampler, 8, 4, 8, 2);
        assertFalse(Arrays.equals(first[0], other[0]));
        final float[][] again = draw(sampler(images, 2, 8, 3), 7, 4, 8, 2);
        assertArrayEquals(first[0], again[0]);
        assertArrayEquals(first[1], again[1]);
        assertFalse(Arrays.equals(first[0], draw(sampler(images, 2, 8, 4), 7, 4, 8, 2)[0]));
    }

    /** All channels of a patch come from one place, turned alike, one after the other. */
    @Test
    void channels() {
        final StoredImage one = degraded(noise(60, 52, 1), 2);
        final Plane lr0 = one.lr()[0];
        final Plane hr0 = one.hr()[0];
        final Plane[] lr = {lr0, scaled(lr0, 2), scaled(lr0, 3)};
        final Plane[] hr = {hr0, scaled(hr0, 2), scaled(hr0, 3)};
        final PatchSampler sampler = sampler(List.of(stored(lr, hr)), 2, 8, 3);
        final float[][] drawn = {new float[5 * 3 * 64], new float[5 * 3 * 256]};
        sampler.draw(4, 5, drawn[0], drawn[1]);
        for (int size = 64, k = 0; k < 2; size = 256, k++) {
            for (int i = 0; i < 5 * size; i++) {
                final int at = i / size * 3 * size + i % size;
                assertEquals(2 * drawn[k][at], drawn[k][at + size]);
                assertEquals(3 * drawn[k][at], drawn[k][at + 2 * size]);
            }
        }
    }

    private static Plane scaled(final Plane plane, final float factor) {
        final Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = factor * plane.data()[i];
        }
        return result;
    }

    /** Also turned: bicubic reduction knows no direction. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void theSmallPatchIsTheLargeOneReduced(final int scale) {
        final int patch = 16;
        final PatchSampler sampler =
            sampler(List.of(degraded(noise(40 * scale, 31 * scale, 5), scale)), scale, patch, 9);
        final int batch = 30;
        final float[][] drawn = draw(sampler, 0, batch, patch, scale);
        final int large = patch * scale;
        for (int i = 0; i < batch; i++) {
            final Plane hr = new Plane(large, large,
                Arrays.copyOfRange(drawn[1], i * large * large, (i + 1) * large * large));
            final Plane lr = Resize.bicubic(hr, patch, patch, Rounding.NONE);
            for (int y = 3; y < patch - 3; y++) {
                for (int x = 3; x < patch - 3; x++) {
                    assertEquals(lr.get(x, y), drawn[0][(i * patch + y) * patch + x], 1e-5);
                }
            }
        }
    }

    /** Every pixel tells where it is from. */
    @ParameterizedTest
    @CsvSource({"8, 8, 8", "9, 33, 8", "16, 17, 16", "70, 50, 12"})
    void patchesLieInside(final int width, final int height, final int patch) {
        final Plane lr = new Plane(width, height);
        for (int i = 0; i < lr.data().length; i++) {
            lr.data()[i] = i;
        }
        final PatchSampler sampler =
            sampler(List.of(stored(new Plane[] {lr},
                new Plane[] {noise(2 * width, 2 * height, 1)})), 2, patch, 1);
        final Set<Integer> corners = new HashSet<>();
        final int batch = 200;
        final float[] drawn = draw(sampler, 0, batch, patch, 2)[0];
        for (int i = 0; i < batch; i++) {
            final float[] one = Arrays.copyOfRange(drawn, i * patch * patch, (i + 1) * patch * patch);
            Arrays.sort(one);
            final int first = (int) one[0];
            corners.add(first);
            for (int j = 0; j < one.length; j++) {
                assertEquals(first + j / patch * width + j % patch, one[j]);
            }
        }
        assertTrue(corners.size() > Math.min(80, (width - patch + 1) * (height - patch + 1) / 2),
            corners.size() + " places");
    }

    @Test
    void structureIsDrawnMoreOften() {
        final Plane hr = noise(256, 256, 3);
        for (int i = 0; i < hr.data().length; i++) {
            // noise in one of sixteen parts
            if (i % 256 >= 64 || i / 256 >= 64) {
                hr.data()[i] = 0.5f;
            }
        }
        final PatchSampler sampler = sampler(List.of(degraded(hr, 2)), 2, 8, 1);
        final int batch = 500;
        final float[] drawn = draw(sampler, 0, batch, 8, 2)[0];
        int structured = 0;
        for (int i = 0; i < batch; i++) {
            boolean flat = true;
            for (int j = 1; j < 64; j++) {
                flat &= Math.abs(drawn[i * 64 + j] - drawn[i * 64]) < 1e-4;
            }
            structured += flat ? 0 : 1;
        }
        assertTrue(structured > 0.95 * batch, structured + " of " + batch);
    }

    /** Nothing but background is possible, too. */
    @Test
    void flatImages() {
        final Plane hr = new Plane(40, 40);
        final float[] drawn = draw(sampler(List.of(degraded(hr, 2)), 2, 8, 1), 0, 4, 8, 2)[0];
        assertArrayEquals(new float[4 * 64], drawn);
    }
}
