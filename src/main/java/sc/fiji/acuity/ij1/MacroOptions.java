package sc.fiji.acuity.ij1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.acuity.base.AcuityException;

/**
 * The options of {@code run("SR Upscale...", "model=balanced scale=2")}, read strictly: ImageJ itself ignores what it
 * does not understand, and the macro would go on with a default.
 *
 * <pre>{@code
 * Map<String, String> values = MacroOptions.parse(Macro.getOptions(), module.getInfo());
 * }</pre>
 *
 * Options are {@code key=value} with spaces between them; a value with spaces stands in brackets or single quotes.
 */
public final class MacroOptions {

    private static final String REMEDY = "write key=value, and a value with spaces as key=[the value]";

    private final String text;
    private int at;

    private MacroOptions(final String text) {
        this.text = text;
    }

    /**
     * @return the text of each parameter that is named, in their order
     * @throws AcuityException if a key is unknown, which names those there are; stands twice; or has a value that is
     *     not of the parameter's type
     */
    public static Map<String, String> parse(final String options, final ModuleInfo command) {
        final Map<String, String> values = new MacroOptions(options).read();
        final Map<String, ModuleItem<?>> known = new LinkedHashMap<>();
        Parameters.of(command).forEach(item -> known.put(item.getName(), item));
        values.forEach((key, value) -> {
            if (!known.containsKey(key)) {
                throw new AcuityException(key + "=" + value, "is not an option of " + Parameters.title(command),
                    known.isEmpty() ? "leave it out; there are no options"
                        : "use " + String.join(", ", known.keySet()));
            }
            if (!Parameters.isImage(known.get(key))) {
                Parameters.parse(known.get(key), value);
            }
        });
        return values;
    }

    /** A value as it has to stand in options: brackets around what would not be read back as it is. */
    static String quote(final String value) {
        final boolean plain = !value.isEmpty() && value.chars().noneMatch(Character::isWhitespace)
            && value.charAt(0) != '[' && value.charAt(0) != '\'';
        return plain ? value : "[" + value + "]";
    }

    private Map<String, String> read() {
        final Map<String, String> values = new LinkedHashMap<>();
        final List<String> twice = new ArrayList<>();
        for (skipSpace(); at < text.length(); skipSpace()) {
            final String key = key();
            if (values.put(key, value(key)) != null) {
                twice.add(key);
            }
        }
        if (!twice.isEmpty()) {
            throw new AcuityException(String.join(", ", twice), "is given twice", "give each option once");
        }
        return values;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String key() {
        final int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        final String key = text.substring(start, at);
        if (key.isEmpty() || at == text.length() || text.charAt(at) != '=') {
            throw new AcuityException("the option '" + key + "'", key.isEmpty() ? "has no name" : "has no value",
                REMEDY);
        }
        at++;
        return key;
    }

    private String value(final String key) {
        final char first = at < text.length() ? text.charAt(at) : ' ';
        final int start = at;
        if (first == '[' || first == '\'') {
            final int end = first == '[' ? closingBracket() : text.indexOf('\'', start + 1);
            if (end < 0) {
                throw new AcuityException(text.substring(start - key.length() - 1).trim(), "is not closed", REMEDY);
            }
            at = end + 1;
            return text.substring(start + 1, end);
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private int closingBracket() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
