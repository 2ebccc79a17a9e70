package sc.fiji.acuity.upscale;

import java.util.SplittableRandom;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;

/** A picture of clouds, edges and noise, for measuring what tiles do. */
final class Picture {

    private static final int COARSEST = 64;

    private Picture() {}

    /** In the network's units. */
    static Plane[] of(final int channels, final int width, final int height, final Card.Signal signal) {
        final Plane[] picture = new Plane[channels];
        for (int c = 0; c < channels; c++) {
            picture[c] = channel(c, width, height, signal);
        }
        return picture;
    }

    /** The largest difference of two pictures, in units of the range. */
    static double difference(final Plane[] a, final Plane[] b, final Card.Signal signal) {
        double most = 0;
        for (int c = 0; c < a.length; c++) {
            for (int i = 0; i < a[c].data().length; i++) {
                most = Math.max(most, Math.abs(a[c].data()[i] - b[c].data()[i]));
            }
        }
        return most / (signal.high() - signal.low());
    }

    /** Smooth noise of all sizes, half as strong at half the size, with an edge. */
    private static Plane channel(final int channel, final int width, final int height, final Card.Signal signal) {
        final Plane plane = new Plane(width, height);
        final float[] values = plane.data();
        for (int cell = COARSEST, octave = 0; cell >= 1; cell /= 2, octave++) {
            addNoise(plane, cell, new SplittableRandom(31L * channel + octave), 0.5 * cell / COARSEST);
        }
        for (int i = 0; i < values.length; i++) {
            final double edge = i % width > width / 2 + i / width / 4 ? 0.3 : 0;
            final double value = Math.min(Math.max(values[i] + edge, 0), 1);
            values[i] = (float) (signal.low() + (signal.high() - signal.low()) * value);
        }
        return plane;
    }

    /** Random values at the corners of cells, linear between them. */
    private static void addNoise(final Plane plane, final int cell, final SplittableRandom random,
        final double strength) {
        final int corners = Math.max(plane.width(), plane.height()) / cell + 2;
        final double[] noise = random.doubles((long) corners * corners).toArray();
        for (int i = 0; i < plane.data().length; i++) {
            final int x = i % plane.width() / cell;
            final int y = i / plane.width() / cell;
            final double dx = (double) (i % plane.width()) / cell - x;
            final double dy = (double) (i / plane.width()) / cell - y;
            final int at = y * corners + x;
            plane.data()[i] += (float) (strength * ((1 - dy) * ((1 - dx) * noise[at] + dx * noise[at + 1])
                + dy * ((1 - dx) * noise[at + corners] + dx * noise[at + corners + 1])));
        }
    }
}
