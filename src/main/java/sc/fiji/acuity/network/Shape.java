package sc.fiji.acuity.network;

/**
 * The shape of one image inside a network.
 *
 * @param channels at least 1
 * @param height in pixels; below 1 where an image is too small for the network
 * @param width in pixels; below 1 where an image is too small for the network
 */
public record Shape(int channels, int height, int width) {

    /** The number of values. */
    public long size() {
        return Math.multiplyExact((long) channels, pixels());
    }

    /** The number of positions in one channel. */
    public long pixels() {
        return (long) height * width;
    }

    @Override
    public String toString() {
        return channels + " x " + height + " x " + width;
    }
}
