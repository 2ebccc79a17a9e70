package sc.fiji.acuity.batch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/**
 * How a file is called by the name of another.
 *
 * <pre>{@code
 * Path output = new Template("{folder}/{name}-x{scale}.tif").path("plate1/a3.png", Map.of("scale", "2"));
 * }</pre>
 *
 * {@code {folder}} is the folder of the input within the input folder (nothing at the top), {@code {name}} its name
 * without extension, {@code {ext}} the extension without dot.
 */
public record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** @throws AcuityException if it is empty, or leads out of the folder that it is meant for */
    public Template {
        if (text.isBlank() || text.endsWith("/")) {
            throw wrong(text, "names no file");
        }
        if (PLACEHOLDER.matcher(text).replaceAll("").matches(".*[{}].*")) {
            throw wrong(text, "has a brace without its partner");
        }
        if (text.startsWith("/") || text.startsWith("\\") || text.matches("[A-Za-z]:.*")
            || ("/" + text.replace('\\', '/') + "/").contains("/../")) {
            throw wrong(text, "leads out of the folder");
        }
    }

    /** @throws AcuityException if there is a placeholder that is not known */
    public void requireKnown(final Map<String, String> more) {
        path("name.ext", more);
    }

    /**
     * The path that it gives, relative to the folder that it is meant for.
     *
     * @param name of the input, with {@code /}
     * @param more placeholders besides those of the input
     * @throws AcuityException if there is a placeholder that is not known
     */
    Path path(final String name, final Map<String, String> more) {
        final String file = name.substring(name.lastIndexOf('/') + 1);
        final int dot = file.lastIndexOf('.');
        final Map<String, String> values = new TreeMap<>(more);
        values.put("folder", name.substring(0, name.length() - file.length()).replaceAll("/$", ""));
        values.put("name", dot > 0 ? file.substring(0, dot) : file);
        values.put("ext", dot > 0 ? file.substring(dot + 1) : "");
        final String path = PLACEHOLDER.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values))).replaceAll("^/+", "");
        try {
            return Path.of(path).normalize();
        } catch (final InvalidPathException e) {
            throw wrong(text, "gives " + path + " for " + name + ", which is no name for a file here");
        }
    }

    private String value(final String key, final Map<String, String> values) {
        final String value = values.get(key);
        if (value == null) {
            throw new AcuityException("template " + text, "has {" + key + "}, which is not known", "use "
                + values.keySet().stream().map(k -> "{" + k + "}").collect(Collectors.joining(", ")));
        }
        return value;
    }

    private static AcuityException wrong(final String text, final String reason) {
        return new AcuityException("template " + text, reason, "write for example {folder}/{name}-x{scale}.tif");
    }
}
