package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.Map;

import ij.process.ImageProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Precision;

/** A way to enlarge planes. */
sealed interface Method extends AutoCloseable permits BicubicMethod, NetworkMethod {

    int scale();

    /** Takes the enlarged planes, in any order, from any thread. */
    interface Result {
        void plane(int index, ImageProcessor pixels);

        /** A plane will never come, for an error or a cancel: whoever waits in {@link #plane} must go on. */
        default void abandoned() {
            // mostly nobody waits
        }
    }

    /**
     * Enlarges planes.
     *
     * @param planes which planes of the source
     * @param region what to enlarge of each, in LR pixels
     * @param maps the intensity map of each channel
     * @return what else made the result, beyond {@link #describe}: mostly nothing
     */
    Map<String, String> enlarge(PlaneSource source, int[] planes, Rectangle region, IntensityMap[] maps, Precision precision,
        Result result, Progress progress);

    /**
     * What makes the result of images of a pixel type, for its provenance, in order.
     *
     * @param bits of a pixel; 24 is colour
     */
    Map<String, String> describe(Precision precision, int bits);

    /** The same for the images of one source, with what depends on their size and type. */
    default Map<String, String> describe(final PlaneSource source, final Precision precision) {
        return describe(precision, source.bitDepth());
    }

    /** How many planes of a source are open at the same time, at most. */
    int open(PlaneSource source);

    /** Bytes outside Java's heap for the intermediate results of a run. */
    long outside(PlaneSource source);

    /**
     * Times a small piece of the work.
     *
     * @return seconds for all of it
     */
    double probe(Job job, Progress progress);

    /** Whether the range of the output is bounded: it must then be given the full range of the input. */
    boolean bounded();

    @Override
    void close();
}
