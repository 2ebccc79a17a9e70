package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;

/**
 * Limits as people say them.
 *
 * <pre>{@code
 * Limits.latency("2s@2048x2048");    // 2 seconds for an LR image of that size
 * Limits.multAdds("5G@480x480");     // or 20k, for one LR pixel
 * Limits.size("500KB");              // of the file with the weights
 * }</pre>
 */
public final class Limits {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kKMG]?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kKMG]?)(i?)B");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)");
    private static final Pattern FRAME = Pattern.compile("(\\d{1,6})x(\\d{1,6})");
    private static final int BYTES_PER_PARAMETER = 4;

    private Limits() {}

    /** @param text such as {@code 2s@2048x2048}, the size that of the LR image */
    public static Limit latency(final String text) {
        final String[] parts = text.split("@", -1);
        final Matcher time = TIME.matcher(parts[0].strip());
        if (parts.length != 2 || !time.matches()) {
            throw wrong("latency", text, "2s@2048x2048 or 300ms@512x512: a time, and the size of the image before it "
                + "is enlarged");
        }
        final double seconds = Double.parseDouble(time.group(1)) / (time.group(2).equals("ms") ? 1000 : 1);
        return new Limit(Measure.LATENCY, seconds * 1e6 / pixels("latency", text, parts[1]));
    }

    /** @param text such as {@code 5G@480x480}, the size that of the LR image, or {@code 20k} for one LR pixel */
    public static Limit multAdds(final String text) {
        final String[] parts = text.split("@", -1);
        if (parts.length > 2) {
            throw wrong("mult-adds", text, "5G@480x480, or 20k for one LR pixel");
        }
        final double count = number("mult-adds", parts[0], "20k for one LR pixel, or 5G@480x480");
        return new Limit(Measure.MULT_ADDS, parts.length == 1 ? count : count / pixels("mult-adds", text, parts[1]));
    }

    /** @param text such as {@code 30k} */
    public static Limit parameters(final String text) {
        return new Limit(Measure.PARAMETERS, number("parameters", text, "30k"));
    }

    /** @param text of the file with the weights, 4 bytes a parameter: {@code 500KB}, {@code 1MiB} */
    public static Limit size(final String text) {
        final Matcher m = SIZE.matcher(text.strip());
        if (!m.matches()) {
            throw wrong("size", text, "500KB or 1.5MB");
        }
        final double bytes = Double.parseDouble(m.group(1)) * unit(m.group(2), m.group(3).isEmpty() ? 1000 : 1024);
        return new Limit(Measure.PARAMETERS, bytes / BYTES_PER_PARAMETER);
    }

    /** @param text in dB, such as {@code 36.5}: the least PSNR on held-out images after the short training */
    public static Limit psnr(final String text) {
        return new Limit(Measure.PSNR, number("PSNR", text.strip().replaceFirst("\\s*dB$", ""), "36.5"));
    }

    /** The tightest of each measure. */
    public static List<Limit> tightest(final List<Limit> limits) {
        final Map<Measure, Limit> all = new EnumMap<>(Measure.class);
        limits.forEach(limit -> all.merge(limit.measure(), limit,
            (a, b) -> limit.measure().cost(a.bound()) <= limit.measure().cost(b.bound()) ? a : b));
        return new ArrayList<>(all.values());
    }

    private static double number(final String what, final String text, final String example) {
        final Matcher m = NUMBER.matcher(text.strip());
        if (!m.matches()) {
            throw wrong(what, text, example);
        }
        return Double.parseDouble(m.group(1)) * unit(m.group(2), 1000);
    }

    private static double unit(final String letter, final double thousand) {
        return switch (letter) {
            case "k", "K" -> thousand;
            case "M" -> thousand * thousand;
            case "G" -> thousand * thousand * thousand;
            default -> 1;
        };
    }

    private static double pixels(final String what, final String text, final String size) {
        final Matcher m = FRAME.matcher(size.strip());
        final double pixels = m.matches() ? Double.parseDouble(m.group(1)) * Double.parseDouble(m.group(2)) : 0;
        if (pixels == 0) {
            throw wrong(what, text, "a size such as 2048x2048 behind the @");
        }
        return pixels;
    }

    private static AcuityException wrong(final String what, final String text, final String example) {
        return new AcuityException("limit of " + what + " '" + text + "'", "cannot be read", "write " + example);
    }
}
