package sc.fiji.acuity.train.pairs;

import java.util.Arrays;
import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

/** Makes a kernel of the image of a point. */
final class PsfImage {

    private PsfImage() {}

    static Plane kernel(final String name, final Plane image) {
        if (Math.max(image.width(), image.height()) > Psf.LARGEST || Math.min(image.width(), image.height()) < 3) {
            throw new AcuityException(name, "has " + image.width() + " x " + image.height() + " pixels, not 3 to "
                + Psf.LARGEST + " a side", "crop it to a square around the point");
        }
        final Plane light = withoutBackground(name, image);
        double sum = 0;
        double atX = 0;
        double atY = 0;
        for (int i = 0; i < light.data().length; i++) {
            sum += light.data()[i];
            atX += light.data()[i] * (double) (i % light.width());
            atY += light.data()[i] * (double) (i / light.width());
        }
        if (!(sum > 0)) {
            throw new AcuityException(name, "shows no point that is brighter than its border",
                "crop it to a bright point with dark surroundings");
        }
        final double x = atX / sum;
        final double y = atY / sum;
        if (Math.abs(x - (light.width() - 1) / 2.0) > light.width() / 4.0
            || Math.abs(y - (light.height() - 1) / 2.0) > light.height() / 4.0) {
            throw new AcuityException(name, String.format(Locale.ROOT,
                "has its light around %.1f, %.1f, far from its middle", x, y), "crop it to a square around the point");
        }
        return centred(light, x, y);
    }

    private static Plane withoutBackground(final String name, final Plane image) {
        final float[] border = new float[2 * (image.width() + image.height()) - 4];
        int n = 0;
        for (int i = 0; i < image.data().length; i++) {
            if (!Float.isFinite(image.data()[i])) {
                throw new AcuityException(name, "has pixels that are not numbers", "crop them away");
            }
            final int x = i % image.width();
            final int y = i / image.width();
            if (x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1) {
                border[n++] = image.data()[i];
            }
        }
        Arrays.sort(border);
        final float background = (border[(n - 1) / 2] + border[n / 2]) / 2;
        final Plane light = new Plane(image.width(), image.height());
        for (int i = 0; i < light.data().length; i++) {
            light.data()[i] = Math.max(0, image.data()[i] - background);
        }
        return light;
    }

    /** Moved by cubic interpolation, which does not widen it: bilinear would add up to a quarter pixel². */
    private static Plane centred(final Plane light, final double atX, final double atY) {
        final int reach = Math.max(light.width(), light.height()) / 2;
        final Plane kernel = new Plane(2 * reach + 1, 2 * reach + 1);
        double sum = 0;
        for (int j = -reach; j <= reach; j++) {
            for (int i = -reach; i <= reach; i++) {
                final float value = (float) cubic(light, atX + i, atY + j);
                kernel.data()[(j + reach) * kernel.width() + i + reach] = value;
                sum += value;
            }
        }
        for (int i = 0; i < kernel.data().length; i++) {
            kernel.data()[i] /= (float) sum;
        }
        return kernel;
    }

    private static double cubic(final Plane light, final double x, final double y) {
        final int left = (int) Math.floor(x) - 1;
        final int top = (int) Math.floor(y) - 1;
        double sum = 0;
        for (int j = top; j < top + 4; j++) {
            for (int i = left; i < left + 4; i++) {
                if (i >= 0 && j >= 0 && i < light.width() && j < light.height()) {
                    sum += keys(x - i) * keys(y - j) * light.get(i, j);
                }
            }
        }
        return sum;
    }

    /** Keys' kernel, a = -0.5. */
    private static double keys(final double distance) {
        final double d = Math.abs(distance);
        return d <= 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
