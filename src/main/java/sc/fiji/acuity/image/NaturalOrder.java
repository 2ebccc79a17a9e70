package sc.fiji.acuity.image;

import java.util.Comparator;

/**
 * Orders file names as people do: {@code img2} before {@code img10}, capitals beside small letters. Ties by plain
 * order.
 */
public final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(final String a, final String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            final int order;
            if (digit(a, i) && digit(b, j)) {
                final int endA = endOfNumber(a, i);
                final int endB = endOfNumber(b, j);
                order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
                i = endA;
                j = endB;
            } else {
                order = Character.compare(fold(a.charAt(i++)), fold(b.charAt(j++)));
            }
            if (order != 0) {
                return order;
            }
        }
        final int rest = (a.length() - i) - (b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int compareNumbers(final String a, final String b) {
        final String x = a.replaceFirst("^0+", "");
        final String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
    }

    private static int endOfNumber(final String text, final int from) {
        int end = from;
        while (end < text.length() && digit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean digit(final String text, final int i) {
        return text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static char fold(final char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
