package sc.fiji.acuity.search;

import java.util.Locale;

/** Figures of candidates as people read them. */
public final class Figures {

    private Figures() {}

    /** The number alone, as tables have it; {@code -} if it was not measured. */
    public static String number(final Scores scores, final Measure measure) {
        return scores.has(measure) ? number(measure, scores.get(measure)) : "-";
    }

    /** The number alone. */
    public static String number(final Measure measure, final double value) {
        return String.format(Locale.ROOT, switch (measure) {
            case PSNR, LATENCY -> "%.3f";
            case SSIM -> "%.4f";
            default -> "%,.0f";
        }, value);
    }

    /** With what it counts: {@code 12,345 mult-adds per LR pixel}. */
    public static String words(final Measure measure, final double value) {
        final String number = number(measure, value);
        return (switch (measure) {
            case PSNR, LATENCY, MEMORY -> number;
            case SSIM -> "SSIM " + number;
            case MULT_ADDS, PARAMETERS -> number + " " + measure.key();
        } + " " + measure.unit()).strip();
    }

    /** As axes of plots are called. */
    public static String title(final Measure measure) {
        return switch (measure) {
            case PSNR -> "PSNR after the short training (dB)";
            case SSIM -> "SSIM after the short training";
            case MULT_ADDS -> "Mult-adds per LR pixel";
            case PARAMETERS -> "Parameters";
            case LATENCY -> "Seconds for an LR megapixel, this machine";
            case MEMORY -> "Bytes of intermediate results per LR pixel";
        };
    }
}
