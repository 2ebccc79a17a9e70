package sc.fiji.acuity.base;

/**
 * An error that the user can act on: it names the input, the reason and the remedy.
 *
 * <pre>{@code
 * throw new AcuityException("cells.tif", "is not an image that ImageJ can open",
 *     "open it in Fiji and save it as TIFF");
 * }</pre>
 *
 * The message reads
 * {@code cells.tif: is not an image that ImageJ can open. Remedy: open it in Fiji and save it as TIFF.}
 * Everything else that is thrown is a fault of the program.
 */
public final class AcuityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String input;
    private final String reason;
    private final String remedy;

    /**
     * @param input what the error is about: a file, an option with its value, a tensor
     * @param reason why it cannot be used, as the rest of a sentence
     * @param remedy what the user can do now, as an imperative
     */
    public AcuityException(final String input, final String reason, final String remedy) {
        this(input, reason, remedy, null);
    }

    /** The same, keeping the exception that led here. */
    public AcuityException(final String input, final String reason, final String remedy, final Throwable cause) {
        super(input + ": " + reason + ". Remedy: " + remedy + ".", cause);
        this.input = input;
        this.reason = reason;
        this.remedy = remedy;
    }

    public String input() {
        return input;
    }

    public String reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
