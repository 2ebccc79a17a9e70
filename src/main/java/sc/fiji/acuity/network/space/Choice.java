package sc.fiji.acuity.network.space;

import java.util.List;

import sc.fiji.acuity.network.GraphException;

/**
 * A decision that a search makes.
 *
 * @param name unique in its space; parts are separated by dots: {@code c0.filters}
 * @param kind what is decided
 * @param options texts for people and files, in a fixed order; at least one
 */
public record Choice(String name, Kind kind, List<String> options) {

    /** What a choice decides. */
    public enum Kind {
        OPERATION(false), CHANNELS(false), KERNEL(false), REPEATS(false), SKIP(false), ACTIVATION(false),
        NETWORK(false), SOURCE(true), CONNECTION(true), POSITION(true);

        private final boolean macro;

        Kind(final boolean macro) {
            this.macro = macro;
        }
    }

    public Choice {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new GraphException("choice " + name + " has no options");
        }
    }

    /** Whether it decides how parts are connected, not what a part is. */
    public boolean isMacro() {
        return kind.macro;
    }

    /** @throws GraphException naming the options that there are */
    public int indexOf(final String option) {
        final int index = options.indexOf(option);
        if (index < 0) {
            throw new GraphException(name + " is not '" + option + "'; there are " + options);
        }
        return index;
    }
}
