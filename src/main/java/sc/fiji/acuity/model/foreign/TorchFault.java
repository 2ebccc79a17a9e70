package sc.fiji.acuity.model.foreign;

/** Why a PyTorch file is refused, before it is known what the file is called; {@link TorchFile} says that. */
final class TorchFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_SHOWN = 100;
    private static final String AGAIN = "get the file again, or save the weights again with "
        + "torch.save(model.state_dict(), ...)";

    private final String remedy;

    /** @param reason as the rest of a sentence that begins with the file's name */
    TorchFault(final String reason) {
        this(reason, AGAIN);
    }

    TorchFault(final String reason, final String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    TorchFault(final String reason, final Throwable cause) {
        super(reason, cause);
        this.remedy = AGAIN;
    }

    String remedy() {
        return remedy;
    }

    /** A name from the file as a message can show it: on one line, not too long, nothing that a terminal obeys. */
    static String shown(final String name) {
        return name.length() <= LONGEST_SHOWN ? plain(name) : plain(name.substring(0, LONGEST_SHOWN)) + "...";
    }

    static String plain(final String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
