package sc.fiji.acuity.network.family;

import java.util.List;

import sc.fiji.acuity.network.GraphException;

/** Checks of configurations: they come from files and from searches. */
final class Limits {

    private Limits() {}

    static void scale(final int scale) {
        range("scale", scale, 2, 4);
    }

    static void range(final String name, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new GraphException(name + " is " + value + ", but must lie in " + least + ".." + most);
        }
    }

    static void odd(final String name, final int value, final int most) {
        range(name, value, 1, most);
        if (value % 2 == 0) {
            throw new GraphException(name + " is " + value + ", but must be odd");
        }
    }

    /** A list without gaps, as it may come from a file. */
    static void complete(final String name, final List<?> values) {
        present(name, values);
        values.forEach(value -> present("a member of " + name, value));
    }

    static void present(final String name, final Object value) {
        if (value == null) {
            throw new GraphException(name + " is missing or unknown");
        }
    }
}
