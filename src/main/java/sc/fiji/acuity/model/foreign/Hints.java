package sc.fiji.acuity.model.foreign;

import java.util.Optional;

/**
 * What is known of a file besides its content, for networks whose tensors alone leave several possible.
 *
 * @param fileName for messages; what a file holds is never taken from what it is called alone: at most it chooses
 *        between networks that fit, and are about as good, where nothing else does
 * @param architecture what the user says it is, such as {@code eSR-TR_s3_K7_C16}; it must fit the tensors
 */
public record Hints(String fileName, Optional<String> architecture) {

    /** Without the user's help. */
    public static Hints of(final String fileName) {
        return new Hints(fileName, Optional.empty());
    }
}
