package sc.fiji.acuity.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;

/**
 * What made an image, as lines of its Info that people and programs can read.
 *
 * <pre>{@code
 * new Provenance().with("model", "balanced-x2").with("scale", 2).appendTo(result);
 * String model = Provenance.of(image).values().get("model");
 * }</pre>
 *
 * Each entry is a line {@code Acuity: key = value}. In a value, line ends and backslashes are written as {@code \n},
 * {@code \r} and {@code \\}, characters beyond Latin 1 as a backslash, {@code x} and four hexadecimal digits. Saved in
 * TIFF files with the rest of the Info ({@code Image>Show Info...}). Dates are left out on purpose: the same work gives
 * the same file.
 *
 * <p>Immutable; entries keep their order.
 */
public final class Provenance {

    private static final String PREFIX = "Acuity: ";
    private static final String SEPARATOR = " = ";
    private static final Pattern ESCAPE = Pattern.compile("\\\\([nr\\\\]|x[0-9a-f]{4})");

    private final Map<String, String> values;

    /** Without an entry yet. */
    public Provenance() {
        this(Map.of());
    }

    private Provenance(final Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * The same and one more entry; a key that is there already gets the new value in its old place.
     *
     * @param key letters, digits, spaces, {@code -}, {@code _} and {@code .}, beginning and ending with no space
     */
    public Provenance with(final String key, final Object value) {
        if (!key.matches("[\\w.-]+( [\\w.-]+)*")) {
            throw new IllegalArgumentException("\"" + key + "\" is no key");
        }
        final Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, String.valueOf(value));
        return new Provenance(more);
    }

    /** All entries in order. */
    public Map<String, String> values() {
        return values;
    }

    /** Writes the entries at the end of the Info of an image, in place of those that an earlier run left there. */
    public void appendTo(final ImagePlus image) {
        final StringBuilder text = new StringBuilder();
        final String info = image.getInfoProperty();
        if (info != null) {
            info.lines().filter(line -> entry(line) == null).forEach(line -> text.append(line).append('\n'));
        }
        values.forEach((key, value) ->
            text.append(PREFIX).append(key).append(SEPARATOR).append(escape(value)).append('\n'));
        image.setProperty("Info", text.toString());
    }

    /** The entries in the Info of an image; none if Acuity did not make it. */
    public static Provenance of(final ImagePlus image) {
        final Map<String, String> found = new LinkedHashMap<>();
        final String info = image.getInfoProperty();
        if (info != null) {
            info.lines().map(Provenance::entry).forEach(entry -> {
                if (entry != null) {
                    found.put(entry[0], unescape(entry[1]));
                }
            });
        }
        return new Provenance(found);
    }

    private static String[] entry(final String line) {
        final int separator = line.indexOf(SEPARATOR);
        if (!line.startsWith(PREFIX) || separator <= PREFIX.length()) {
            return null;
        }
        final String key = line.substring(PREFIX.length(), separator);
        return new String[] { key, line.substring(separator + SEPARATOR.length()) };
    }

    private static String escape(final String value) {
        final StringBuilder text = new StringBuilder();
        for (final char c : value.toCharArray()) {
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                // ImageJ 1.54p loses the upper byte of half of these when it reads a little-endian file
                default -> text.append(c < 0x100 ? String.valueOf(c) : String.format("\\x%04x", (int) c));
            }
        }
        return text.toString();
    }

    private static String unescape(final String value) {
        return ESCAPE.matcher(value).replaceAll(match -> Matcher.quoteReplacement(switch (match.group().charAt(1)) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 'x' -> String.valueOf((char) Integer.parseInt(match.group().substring(2), 16));
            default -> "\\";
        }));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Provenance p && values.equals(p.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Provenance" + values;
    }
}
