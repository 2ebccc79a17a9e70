package sc.fiji.acuity.upscale;

import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;

/**
 * Where the intensity map of a 16- or 32-bit channel begins and ends. It is found once for the whole stack, so that
 * time points and slices stay comparable, also when only a part is enlarged.
 *
 * @param lowPercent percentile that becomes 0; 0 is the minimum
 * @param highPercent percentile that becomes 1; 100 is the maximum
 */
public record Intensity(double lowPercent, double highPercent) {

    /** From the minimum to the maximum: the default. */
    public static final Intensity FULL = new Intensity(0, 100);

    public Intensity {
        if (!(lowPercent >= 0 && lowPercent < highPercent && highPercent <= 100)) {
            throw new AcuityException("percentiles " + lowPercent + " to " + highPercent,
                "are no range within 0..100", "0.1 to 99.9 is a usual choice");
        }
    }

    public boolean isFull() {
        return lowPercent == 0 && highPercent == 100;
    }

    /** @param text {@code full}, or two percentiles such as {@code 0.1,99.9} */
    public static Intensity parse(final String text) {
        if (text.trim().equalsIgnoreCase("full")) {
            return FULL;
        }
        final String[] parts = text.split("[,;-]");
        try {
            if (parts.length == 2) {
                return new Intensity(Double.parseDouble(parts[0].trim()), Double.parseDouble(parts[1].trim()));
            }
        } catch (final NumberFormatException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static AcuityException malformed(final String text, final Throwable cause) {
        return new AcuityException("intensity " + text, "is neither 'full' nor two percentiles",
            "write full, or for example 0.1,99.9", cause);
    }

    @Override
    public String toString() {
        return isFull() ? "full" : String.format(Locale.ROOT, "%s,%s", lowPercent, highPercent);
    }
}
