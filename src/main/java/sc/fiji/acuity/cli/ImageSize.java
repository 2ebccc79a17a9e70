package sc.fiji.acuity.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;

/** Reads {@code 480x480}. */
final class ImageSize {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    private ImageSize() {}

    /** @return width and height, each positive */
    static int[] parse(final String option, final String text) {
        final Matcher m = SIZE.matcher(text);
        if (!m.matches() || Integer.parseInt(m.group(1)) == 0 || Integer.parseInt(m.group(2)) == 0) {
            throw new AcuityException(option + " " + text, "is no size",
                "write WIDTHxHEIGHT in pixels, such as 480x480");
        }
        return new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))};
    }
}
