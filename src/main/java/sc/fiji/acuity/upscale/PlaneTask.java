package sc.fiji.acuity.upscale;

import sc.fiji.acuity.image.Plane;

/**
 * A plane on its way through a network.
 *
 * @param lr in pixel units; null if there is nothing to compute
 * @param map to the network's units and back
 * @param sink takes the pixels of the region
 * @param finish called once, when the sink has them all
 */
record PlaneTask(Plane lr, IntensityMap map, PixelSink sink, Runnable finish) {}
