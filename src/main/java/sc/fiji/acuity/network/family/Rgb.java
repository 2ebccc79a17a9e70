package sc.fiji.acuity.network.family;

import java.util.List;

/** What colour networks agree on. */
final class Rgb {

    static final int CHANNELS = 3;

    /** Mean red, green and blue of the DIV2K training images, of a range of 1. */
    static final List<Double> DIV2K_MEAN = List.of(0.4488, 0.4371, 0.4040);

    private Rgb() {}

    static List<Double> times(final List<Double> values, final double factor) {
        return values.stream().map(v -> v * factor).toList();
    }
}
