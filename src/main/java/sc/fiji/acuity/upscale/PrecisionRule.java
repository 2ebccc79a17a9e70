package sc.fiji.acuity.upscale;

import java.util.function.Supplier;

import sc.fiji.acuity.engine.Precision;

/**
 * Which precision {@code auto} is: a function of the processor, the model and the pixel type, so that machines of one
 * kind give the same pixels.
 */
final class PrecisionRule {

    /** In dB against fp32: half a level of 8 bits is 54. */
    private static final double ENOUGH_FOR_8_BITS = 50;
    private static final double ENOUGH_FOR_MORE = 65;
    private static final double WITHIN_A_LEVEL = 0.999;
    private static final int LEVELS = 255;

    private PrecisionRule() {}

    /**
     * How far bf16 is from fp32 on the model's test input.
     *
     * @param psnr in dB, of the signal's range
     * @param withinALevel the share of pixels that differ by at most one level of 8 bits once both are rounded
     */
    record Agreement(double psnr, double withinALevel) {

        /** @param black the value of 0, and {@code white} that of 255 */
        static Agreement of(final float[] exact, final float[] rough, final double black, final double white) {
            double square = 0;
            long within = 0;
            for (int i = 0; i < exact.length; i++) {
                final double difference = ((double) rough[i] - exact[i]) / (white - black);
                square += difference * difference;
                within += Math.abs(level(rough[i], black, white) - level(exact[i], black, white)) <= 1 ? 1 : 0;
            }
            return new Agreement(-10 * Math.log10(square / exact.length), (double) within / exact.length);
        }

        private static long level(final float value, final double black, final double white) {
            return Math.max(0, Math.min(LEVELS, Math.round((value - black) / (white - black) * LEVELS)));
        }
    }

    /**
     * @param matrices whether the processor multiplies bf16 matrices and runs the network
     * @param bits of a pixel; 24 is colour
     */
    static Precision decide(final Precision asked, final boolean matrices, final Supplier<Agreement> agreement,
        final int bits) {
        if (asked != Precision.AUTO) {
            return asked;
        }
        if (!matrices) {
            return Precision.FP32;
        }
        final Agreement found = agreement.get();
        final boolean borne = bits == 8 || bits == 24
            ? found.psnr() >= ENOUGH_FOR_8_BITS && found.withinALevel() >= WITHIN_A_LEVEL
            : found.psnr() >= ENOUGH_FOR_MORE;
        return borne ? Precision.BF16 : Precision.FP32;
    }
}
