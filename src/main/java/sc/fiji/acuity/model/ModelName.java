package sc.fiji.acuity.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;

/**
 * What a package is called: a name and a scale, together {@code balanced-x2}.
 *
 * @param name letters, digits, dot, underscore and hyphen, at most 64, beginning with a letter or digit
 * @param scale 2, 3 or 4
 */
public record ModelName(String name, int scale) {

    /** Built in, therefore no name for a package. */
    public static final String BICUBIC = "bicubic";

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern FULL = Pattern.compile("(" + NAME + ")-x([234])");

    /** @throws AcuityException if there can be no such package */
    public ModelName {
        if (!isName(name)) {
            throw new AcuityException("the model name '" + name + "'",
                "is not 1 to 64 letters, digits, dots, underscores and hyphens, beginning with a letter or digit",
                "choose another name");
        }
        if (name.equalsIgnoreCase(BICUBIC)) {
            throw new AcuityException("the model name '" + name + "'", "is that of the built-in interpolation",
                "choose another name");
        }
        if (scale < 2 || scale > 4) {
            throw new AcuityException("the scale " + scale, "is not 2, 3 or 4", "choose one of these");
        }
    }

    /** The name and scale in {@code balanced-x2}; empty if the text is not of that form. */
    public static Optional<ModelName> parse(final String text) {
        final Matcher matcher = FULL.matcher(text);
        return matcher.matches() && !matcher.group(1).equalsIgnoreCase(BICUBIC)
            ? Optional.of(new ModelName(matcher.group(1), Integer.parseInt(matcher.group(2))))
            : Optional.empty();
    }

    static boolean isName(final String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name + "-x" + scale;
    }
}
