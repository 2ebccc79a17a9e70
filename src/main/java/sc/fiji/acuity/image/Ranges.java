package sc.fiji.acuity.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.acuity.base.AcuityException;

/**
 * Which channels, slices or frames: all of them, or some.
 *
 * <pre>{@code
 * int[] chosen = Ranges.parse("slices", "2-5,7").within("slices", image.getNSlices(), image.getTitle());
 * }</pre>
 *
 * @param parts from 1, ascending, neither touching nor overlapping; none for all
 */
public record Ranges(List<Range> parts) {

    /** Whatever there is. */
    public static final Ranges ALL = new Ranges(List.of());

    private static final Pattern PART = Pattern.compile("\\s*([0-9]{1,9})\\s*(?:-\\s*([0-9]{1,9})\\s*)?");

    /** Numbers from {@code first} to {@code last}, both included. */
    public record Range(int first, int last) {

        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(first + "-" + last + " is no range of numbers from 1");
            }
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public Ranges {
        parts = merged(parts);
    }

    /** One number, from 1. */
    public static Ranges only(final int number) {
        return new Ranges(List.of(new Range(number, number)));
    }

    /**
     * @param what for messages, such as {@code slices}
     * @param text {@code all}, or numbers from 1 and ranges such as {@code 2-5,7}; their order and repetitions do not
     *            matter
     * @throws AcuityException if it is neither
     */
    public static Ranges parse(final String what, final String text) {
        if (text.trim().equalsIgnoreCase("all")) {
            return ALL;
        }
        final List<Range> parts = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw malformed(what, text, "is neither 'all' nor numbers and ranges");
            }
            final int first = Integer.parseInt(matcher.group(1));
            final int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first < 1) {
                throw malformed(what, text, "begins below 1, and " + what + " are counted from 1");
            }
            if (last < first) {
                throw malformed(what, text, "has a range that ends before it begins");
            }
            parts.add(new Range(first, last));
        }
        return new Ranges(parts);
    }

    public boolean isAll() {
        return parts.isEmpty();
    }

    /**
     * The numbers, ascending.
     *
     * @param what for messages, such as {@code slices}
     * @param length how many there are
     * @param of for messages, what has them
     * @throws AcuityException if a number is greater than {@code length}
     */
    public int[] within(final String what, final int length, final String of) {
        if (isAll()) {
            return IntStream.rangeClosed(1, length).toArray();
        }
        if (parts.get(parts.size() - 1).last() > length) {
            throw new AcuityException(what + " " + this, "there are no such " + what + " in " + of, length == 1
                ? "it has one: use all or 1" : "use all, or numbers and ranges within 1-" + length);
        }
        return parts.stream().flatMapToInt(part -> IntStream.rangeClosed(part.first(), part.last())).toArray();
    }

    /** As it can be parsed again. */
    @Override
    public String toString() {
        return isAll() ? "all" : parts.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    private static List<Range> merged(final List<Range> parts) {
        final List<Range> merged = new ArrayList<>();
        for (final Range part : parts.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
            final Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && part.first() <= before.last() + 1) {
                merged.set(merged.size() - 1, new Range(before.first(), Math.max(before.last(), part.last())));
            } else {
                merged.add(part);
            }
        }
        return List.copyOf(merged);
    }

    private static AcuityException malformed(final String what, final String text, final String reason) {
        return new AcuityException(what + " " + text, reason, "write all, or for example 2-5,7");
    }
}
