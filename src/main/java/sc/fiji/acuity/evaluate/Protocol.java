package sc.fiji.acuity.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

/**
 * What exactly is compared, after which rounding and without how many border pixels. Scores of different protocols
 * cannot be compared: rounding alone is worth up to 0.08 dB.
 *
 * <pre>{@code
 * Protocol protocol = Protocol.parse("standard");
 * }</pre>
 *
 * Luma is ITU-R BT.601 in studio range (16..235) with 255 as data range in all of them but {@link #RGB}.
 */
public enum Protocol {

    /**
     * The usual tables of Set5, Set14, B100 and Urban100. Luma networks and bicubic run on the unrounded luma of the
     * small image; their output is clipped to 16..235 and rounded, the luma of the original is rounded too. RGB
     * networks: the output is clipped and rounded to 8-bit RGB, and neither luma is rounded. Border: the scale.
     */
    STANDARD {

        @Override
        public int border(final int scale) {
            return scale;
        }

        @Override
        Compared compared(final Enlarger enlarger, final Plane[] lr, final Plane[] hr) {
            if (enlarger.channels() == 1) {
                return Compared.luma(Steps.rounded(Steps.luma(enlarger, lr)), Steps.rounded(Steps.studio(hr)));
            }
            return Compared.luma(Steps.studio(Steps.rounded8(enlarger.enlarge(lr))), Steps.studio(hr));
        }
    },

    /**
     * As the edge-SR authors measure: luma networks only, nothing is rounded or clipped, border 4 at every scale. Their
     * networks take studio luma; one that takes full-range luma is given what it expects.
     */
    ESR {

        @Override
        public int border(final int scale) {
            return 4;
        }

        @Override
        Compared compared(final Enlarger enlarger, final Plane[] lr, final Plane[] hr) {
            lumaOnly(enlarger);
            return Compared.luma(Steps.luma(enlarger, lr), Steps.studio(hr));
        }
    },

    /**
     * As the FALSR authors measure, for a check against their table only: the network's luma and a bicubic
     * enlargement's colour become 8-bit RGB by <em>truncation</em>; its luma and that of the original are rounded.
     * Border 2. Luma networks only.
     */
    FALSR {

        @Override
        public int border(final int scale) {
            return 2;
        }

        @Override
        Compared compared(final Enlarger enlarger, final Plane[] lr, final Plane[] hr) {
            lumaOnly(enlarger);
            return Compared.luma(Steps.rounded(Steps.studio(FalsrColour.result(enlarger, lr))),
                Steps.rounded(Steps.studio(hr)));
        }
    },

    /**
     * As tables of DIV2K are made: on 8-bit RGB, all channels pooled, SSIM their mean. Luma networks get their colour
     * from a bicubic enlargement. Border: the scale and 6 more.
     */
    RGB {

        @Override
        public int border(final int scale) {
            return scale + 6;
        }

        @Override
        Compared compared(final Enlarger enlarger, final Plane[] lr, final Plane[] hr) {
            final Plane[] rgb = enlarger.channels() == 3 ? enlarger.enlarge(lr) : Steps.coloured(enlarger, lr);
            return new Compared(Steps.rounded8(rgb), hr);
        }
    };

    /** How many pixels on each side are not measured. */
    public abstract int border(int scale);

    /**
     * Enlarges an image and brings both to what is compared.
     *
     * @param lr red, green and blue of the small image, 0..255
     * @param hr red, green and blue of the original, 0..255
     */
    abstract Compared compared(Enlarger enlarger, Plane[] lr, Plane[] hr);

    /** The name in lower case, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param name in lower case, for example {@code standard}
     * @throws AcuityException naming the protocols that there are
     */
    public static Protocol parse(final String name) {
        return Arrays.stream(values()).filter(p -> p.toString().equals(name)).findFirst()
            .orElseThrow(() -> new AcuityException("protocol " + name, "is unknown", "use one of "
                + Arrays.stream(values()).map(Protocol::toString).collect(Collectors.joining(", "))));
    }

    void lumaOnly(final Enlarger enlarger) {
        if (enlarger.channels() != 1) {
            throw new AcuityException("protocol " + this, "measures networks on luma, and this one takes RGB",
                "use protocol " + STANDARD + " or " + RGB);
        }
    }
}
