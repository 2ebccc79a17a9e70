package sc.fiji.acuity.upscale;

import sc.fiji.acuity.image.Plane;

/**
 * A plane on its way through a network.
 *
 * @param lr a plane for each channel of the network, in pixel units; null if there is nothing to compute
 * @param map to the network's units and back
 * @param sinks take the pixels of the region, one a channel
 * @param finish called once, when the sinks have them all
 */
record PlaneTask(Plane[] lr, IntensityMap map, PixelSink[] sinks, Runnable finish) {

    /** For a network of a single channel. */
    PlaneTask(final Plane lr, final IntensityMap map, final PixelSink sink, final Runnable finish) {
        this(new Plane[] {lr}, map, new PixelSink[] {sink}, finish);
    }

    /** Nothing to compute. */
    static PlaneTask done(final Runnable finish) {
        return new PlaneTask((Plane[]) null, null, null, finish);
    }
}
