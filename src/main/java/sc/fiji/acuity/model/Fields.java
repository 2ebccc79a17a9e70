package sc.fiji.acuity.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;

/**
 * One mapping of a card, which knows where it stands: what is missing, of the wrong kind or out of range is an
 * {@link AcuityException} such as {@code card.yaml: config.acuity.scale is '7', not a whole number from 2 to 4}.
 * All scalars are text until they are asked for as something else, so a name may be {@code 2024} or {@code no}.
 */
final class Fields {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");
    private static final int LONGEST_NUMBER = 40;

    private final String file;
    private final String path;
    private final Map<String, Object> map = new LinkedHashMap<>();

    /** @param path dotted, with a dot at its end; empty for the whole file */
    Fields(final String file, final String path, final Map<?, ?> map) {
        this.file = file;
        this.path = path;
        for (final Map.Entry<?, ?> e : map.entrySet()) {
            if (!(e.getKey() instanceof String key)) {
                throw fault("", "has a key that is not text");
            }
            this.map.put(key, e.getValue());
        }
    }

    /** Refuses keys that are not among these: a misspelt one would silently count for nothing. */
    Fields only(final String... known) {
        final Set<String> others = new TreeSet<>(map.keySet());
        others.removeAll(Set.of(known));
        if (!others.isEmpty()) {
            throw new AcuityException(file, path + others.iterator().next() + " is not a field that this version knows",
                "correct or remove it, or update Acuity");
        }
        return this;
    }

    Set<String> keys() {
        return map.keySet();
    }

    boolean has(final String key) {
        return map.get(key) != null && !"".equals(map.get(key));
    }

    Fields mapping(final String key) {
        return optionalMapping(key).orElseThrow(() -> fault(key, "is missing"));
    }

    Optional<Fields> optionalMapping(final String key) {
        return has(key) ? Optional.of(mapping(key, map.get(key))) : Optional.empty();
    }

    private Fields mapping(final String key, final Object value) {
        if (!(value instanceof Map<?, ?> child)) {
            throw fault(key, "is not a mapping");
        }
        return new Fields(file, path + key + ".", child);
    }

    /** A list of mappings; empty if it is missing. */
    List<Fields> mappings(final String key, final int most) {
        final List<Fields> mappings = new ArrayList<>();
        for (final Object item : list(key, most)) {
            mappings.add(mapping(key + "[" + mappings.size() + "]", item));
        }
        return mappings;
    }

    /** A list of texts; empty if it is missing. */
    List<String> texts(final String key, final int most, final int longest) {
        final List<String> texts = new ArrayList<>();
        for (final Object item : list(key, most)) {
            texts.add(text(key + "[" + texts.size() + "]", item, longest));
        }
        return texts;
    }

    private List<?> list(final String key, final int most) {
        if (!has(key)) {
            return List.of();
        }
        if (!(map.get(key) instanceof List<?> list)) {
            throw fault(key, "is not a list");
        }
        if (list.size() > most) {
            throw fault(key, "has " + list.size() + " items; " + most + " is the most");
        }
        return list;
    }

    String text(final String key, final int longest) {
        if (!has(key)) {
            throw fault(key, "is missing");
        }
        return text(key, map.get(key), longest);
    }

    /** Empty if it is missing. */
    String optionalText(final String key, final int longest) {
        return has(key) ? text(key, longest) : "";
    }

    private String text(final String key, final Object value, final int longest) {
        if (!(value instanceof String text)) {
            throw fault(key, "is not text");
        }
        if (text.length() > longest) {
            throw fault(key, "has " + text.length() + " characters; " + longest + " is the most");
        }
        // cards are shown in terminals, which obey control characters
        final boolean unprintable = text.codePoints().anyMatch(
            c -> Character.isISOControl(c) && c != '\n' && c != '\t' || Character.getType(c) == Character.SURROGATE);
        if (unprintable || text.isBlank()) {
            throw fault(key, unprintable ? "has characters that cannot be printed" : "is blank");
        }
        return text;
    }

    String matching(final String key, final Pattern pattern, final String what) {
        final String text = text(key, 1000);
        if (!pattern.matcher(text).matches()) {
            throw fault(key, "is '" + text + "', not " + what);
        }
        return text;
    }

    boolean flag(final String key, final boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return Boolean.parseBoolean(matching(key, Pattern.compile("true|false"), "true or false"));
    }

    long whole(final String key, final long least, final long most) {
        final String text = text(key, LONGEST_NUMBER);
        final BigInteger number = WHOLE.matcher(text).matches() ? new BigInteger(text) : null;
        if (number == null || number.compareTo(BigInteger.valueOf(least)) < 0
            || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw fault(key, "is '" + text + "', not a whole number from " + least + " to " + most);
        }
        return number.longValueExact();
    }

    double number(final String key, final double least, final double most) {
        return number(key, text(key, LONGEST_NUMBER), least, most);
    }

    private double number(final String key, final String text, final double least, final double most) {
        final double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw fault(key, "is '" + text + "', not a number from " + least + " to " + most);
        }
        return number;
    }

    /** A list of exactly {@code count} numbers. */
    double[] numbers(final String key, final int count, final double least, final double most) {
        final List<String> texts = texts(key, count, LONGEST_NUMBER);
        if (texts.size() != count) {
            throw fault(key, has(key) ? "has " + texts.size() + " numbers, not " + count : "is missing");
        }
        return texts.stream().mapToDouble(text -> number(key, text, least, most)).toArray();
    }

    AcuityException fault(final String key, final String reason) {
        final String place = (path + key).replaceFirst("\\.$", "");
        return new AcuityException(file, (place.isEmpty() ? "the card" : place) + " " + reason,
            "correct the model card");
    }
}
