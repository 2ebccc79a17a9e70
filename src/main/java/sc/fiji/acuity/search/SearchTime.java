package sc.fiji.acuity.search;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;

/** Times as people say them: {@code 90s}, {@code 30m}, {@code 2h}, {@code 1h30m}. */
public final class SearchTime {

    private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,6})?)";
    private static final Pattern FORM =
        Pattern.compile("(?:" + NUMBER + "h)?(?:" + NUMBER + "m(?:in)?)?(?:" + NUMBER + "s)?");

    private SearchTime() {}

    /** @return minutes, more than 0 */
    public static double minutes(final String text) {
        final Matcher m = FORM.matcher(text.strip());
        final double minutes = m.matches() ? part(m.group(1)) * 60 + part(m.group(2)) + part(m.group(3)) / 60 : 0;
        if (minutes <= 0) {
            throw new AcuityException("budget '" + text + "'", "is no time", "write 90s, 30m, 2h or 1h30m");
        }
        return minutes;
    }

    private static double part(final String number) {
        return number == null ? 0 : Double.parseDouble(number);
    }

    /** In the unit that is easiest to read: {@code 29 s}, {@code 12 min}, {@code 1.5 h}. */
    public static String words(final double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 5400 ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
