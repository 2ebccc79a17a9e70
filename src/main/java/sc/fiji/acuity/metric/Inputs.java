package sc.fiji.acuity.metric;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

/** What two images must fulfil to be compared. */
final class Inputs {

    private Inputs() {}

    static void checkRange(final double range) {
        if (!(range > 0) || Double.isInfinite(range)) {
            throw new AcuityException("data range " + range, "is not a positive number",
                "state the difference between the largest and the smallest possible value, for example 255");
        }
    }

    static void checkSizes(final Plane a, final Plane b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw sizesDiffer(a.width() + " x " + a.height(), b.width() + " x " + b.height());
        }
    }

    static AcuityException sizesDiffer(final String a, final String b) {
        return new AcuityException("images of " + a + " and " + b + " pixels", "have different sizes",
            "crop or resize one of them so that they show the same pixels");
    }

    /** Throws an error that names the first value that is NaN or infinite. */
    static void checkFinite(final Plane a, final Plane b) {
        checkFinite("first image", a);
        checkFinite("second image", b);
    }

    static AcuityException notFinite(final String image, final double value, final String position) {
        return new AcuityException(image, "has the value " + value + " at " + position,
            "replace values that are not numbers, or crop them away");
    }

    private static void checkFinite(final String image, final Plane plane) {
        final float[] data = plane.data();
        for (int i = 0; i < data.length; i++) {
            if (!Float.isFinite(data[i])) {
                throw notFinite(image, data[i], "x=" + i % plane.width() + ", y=" + i / plane.width());
            }
        }
    }
}
