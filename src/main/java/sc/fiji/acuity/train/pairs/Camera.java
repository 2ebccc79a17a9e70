package sc.fiji.acuity.train.pairs;

import java.util.Locale;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.AcuityException;

/**
 * A camera: a pixel that expects n photons counts {@code gain · (Poisson(n) + readNoise · N(0, 1)) + offset}. Counts
 * are neither rounded nor clipped: the steps of a real converter are finer than its noise.
 *
 * @param photons in an LR pixel that is as bright as the brightest HR pixel of the image (its channel, for a stack); an
 *            HR value of 0 is none
 * @param gain counts per photon
 * @param offset counts in the dark
 * @param readNoise standard deviation, in photons (electrons)
 */
public record Camera(double photons, double gain, double offset, double readNoise) {

    public Camera {
        require("photons " + photons, photons > 0 && photons <= 1e9, "give more than 0 and at most 1e9");
        require("gain " + gain, gain > 0 && gain <= 1e9, "give the counts per photon, such as 1");
        require("offset " + offset, Math.abs(offset) <= 1e9, "give the counts in the dark, such as 100");
        require("read noise " + readNoise, readNoise >= 0 && readNoise <= 1e9, "give electrons, such as 2");
    }

    /** With a gain of 1 and no offset. */
    public static Camera of(final double photons, final double readNoise) {
        return new Camera(photons, 1, 0, readNoise);
    }

    private static void require(final String what, final boolean holds, final String remedy) {
        if (!holds) {
            throw new AcuityException(what, "is not possible", remedy);
        }
    }

    /**
     * Replaces expected photons by counts.
     *
     * @param values negative ones are taken for 0
     */
    void expose(final float[] values, final int from, final int to, final SplittableRandom random) {
        for (int i = from; i < to; i++) {
            final double light = Noise.poisson(Math.max(0, values[i]), random);
            values[i] = (float) (gain * (readNoise == 0 ? light : light + readNoise * Noise.gaussian(random)) + offset);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s photons at the maximum, read noise %s, gain %s, offset %s",
            number(photons), number(readNoise), number(gain), number(offset));
    }

    /** 100 rather than 100.0. */
    private static String number(final double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
