package sc.fiji.acuity.upscale;

import ij.process.ImageProcessor;

/**
 * The planes of an image, in order, read one by one: from memory, or from disk for a virtual stack. Calls come from one
 * thread at a time.
 */
public interface PlaneSource {

    /** What messages call the image. */
    String name();

    int width();

    int height();

    /** 8, 16, 24 (RGB) or 32. */
    int bitDepth();

    /** The number of planes. */
    int size();

    /** How many channels the planes belong to; each has an intensity map of its own. */
    int channels();

    /** How many slices there are: frames × slices × channels is the number of planes. */
    default int slices() {
        return size() / channels() / frames();
    }

    default int frames() {
        return 1;
    }

    /** The channel of a plane, from 0. */
    int channel(int plane);

    /** The pixels of a plane, from 0; they are only read. */
    ImageProcessor plane(int plane);
}
