package sc.fiji.acuity.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/**
 * What is known of a candidate.
 */
public enum Measure {

    /** Mean over held-out images after the short training, in dB; more is better. */
    PSNR("dB", true, false),

    /** Mean over held-out images after the short training; more is better. */
    SSIM("", true, false),

    /** Multiplications with an addition for one LR pixel, of the network as it is run. */
    MULT_ADDS("per LR pixel", false, true),

    /** Trainable values of the network as it is run. */
    PARAMETERS("", false, true),

    /** Seconds for one LR megapixel on this machine, by the runner that enlarges images. */
    LATENCY("s / LR megapixel", false, false),

    /** Bytes of intermediate results for one LR pixel. */
    MEMORY("bytes / LR pixel", false, true);

    private final String unit;
    private final boolean quality;
    private final boolean counted;

    Measure(final String unit, final boolean quality, final boolean counted) {
        this.unit = unit;
        this.quality = quality;
        this.counted = counted;
    }

    /** Of a figure, for tables; may be empty. */
    public String unit() {
        return unit;
    }

    /** Whether more is better; else less. */
    public boolean isQuality() {
        return quality;
    }

    /** Whether it is known from the network alone, without training or timing. */
    public boolean isCounted() {
        return counted;
    }

    /** As the command line and files call it: {@code mult-adds}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The figure turned so that less is better. */
    public double cost(final double value) {
        return quality ? -value : value;
    }

    /** @throws AcuityException naming those that there are */
    public static Measure parse(final String text) {
        return Arrays.stream(values()).filter(one -> one.key().equals(text.strip().toLowerCase(Locale.ROOT))).findFirst()
            .orElseThrow(() -> new AcuityException("objective " + text, "there is no such",
                "use some of " + Arrays.stream(values()).map(Measure::key).collect(Collectors.joining(", "))));
    }
}
