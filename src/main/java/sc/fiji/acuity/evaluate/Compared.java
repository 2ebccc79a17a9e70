package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.metric.Psnr;
import sc.fiji.acuity.metric.Ssim;

/**
 * The planes of a result and of the original as a protocol compares them, borders included.
 *
 * @param result one plane (luma) or three (RGB)
 * @param reference as many
 */
record Compared(Plane[] result, Plane[] reference) {

    private static final double RANGE = 255;

    static Compared luma(final Plane result, final Plane reference) {
        return new Compared(new Plane[] {result}, new Plane[] {reference});
    }

    /** The score without {@code border} pixels on each side: PSNR over all planes together, SSIM their mean. */
    ImageScore score(final String name, final int border) {
        double mse = 0;
        double ssim = 0;
        for (int i = 0; i < result.length; i++) {
            final Plane a = result[i].shave(border);
            final Plane b = reference[i].shave(border);
            mse += Psnr.mse(a, b) / result.length;
            ssim += Ssim.of(a, b, RANGE) / result.length;
        }
        return new ImageScore(name, Psnr.fromMse(mse, RANGE), ssim);
    }
}
