package sc.fiji.acuity.engine;

import java.util.List;
import java.util.Locale;

/**
 * Tells whether what a {@link Runner} threw means that there was not enough memory: Java's, the system's or a graphics
 * card's. A smaller tile may still work then.
 */
public final class OutOfMemory {

    /** What libtorch says, for the processor, CUDA, MPS and oneDNN's scratchpads. */
    private static final List<String> WORDS = List.of("can't allocate memory", "not enough memory", "out of memory",
        "bad_alloc", "cannot allocate memory", "out_of_memory");

    private OutOfMemory() {}

    public static boolean is(final Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            final String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
