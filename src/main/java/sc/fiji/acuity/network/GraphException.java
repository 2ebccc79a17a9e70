package sc.fiji.acuity.network;

/** A graph that is no network: the message names the node and what is wrong with it. */
public final class GraphException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public GraphException(final String message) {
        super(message);
    }

    public GraphException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
