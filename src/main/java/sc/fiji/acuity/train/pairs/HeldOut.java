package sc.fiji.acuity.train.pairs;

import sc.fiji.acuity.image.Plane;

/**
 * An image that is not trained on, to score a network by. Its pixels may be read when they are asked for: keep them
 * only as long as they are needed.
 */
public interface HeldOut {

    /** The file, and the plane if there are several. */
    String name();

    /** Of LR, in pixels; HR is as many times larger as the scale says. */
    int width();

    int height();

    /**
     * What a PSNR is measured against, in the units of {@link #hr()}: 1, unless the degradation says where the image's
     * full intensity lies.
     */
    double dataRange();

    /** What the network takes: one plane, or red, green and blue, in the intensities of networks. Noise is fixed. */
    Plane[] lr();

    /** What it should give, in the same intensities. */
    Plane[] hr();
}
