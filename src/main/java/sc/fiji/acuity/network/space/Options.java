package sc.fiji.acuity.network.space;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Options by the names of choices, read and written as what they mean. */
final class Options {

    private final Map<String, String> texts;

    Options() {
        this(new LinkedHashMap<>());
    }

    Options(final Map<String, String> texts) {
        this.texts = texts;
    }

    String text(final String choice) {
        return texts.get(choice);
    }

    int number(final String choice) {
        return Integer.parseInt(text(choice));
    }

    boolean flag(final String choice) {
        return text(choice).equals("1");
    }

    <E extends Enum<E>> E value(final String choice, final Class<E> type) {
        return Enum.valueOf(type, text(choice).toUpperCase(Locale.ROOT));
    }

    Options put(final String choice, final Object option) {
        texts.put(choice, option instanceof Enum<?> value ? text(value)
            : option instanceof Boolean flag ? flag ? "1" : "0" : String.valueOf(option));
        return this;
    }

    Map<String, String> texts() {
        return texts;
    }

    static List<String> numbers(final int... values) {
        return IntStream.of(values).mapToObj(String::valueOf).toList();
    }

    /** 0, 1, …, one less than {@code end}. */
    static List<String> below(final int end) {
        return IntStream.range(0, end).mapToObj(String::valueOf).toList();
    }

    static List<String> names(final Enum<?>... values) {
        return Arrays.stream(values).map(Options::text).toList();
    }

    private static String text(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Choice bit(final String name, final Choice.Kind kind) {
        return new Choice(name, kind, List.of("0", "1"));
    }
}
