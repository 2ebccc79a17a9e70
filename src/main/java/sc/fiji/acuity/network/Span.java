package sc.fiji.acuity.network;

/**
 * An inclusive range of pixel indices along one axis.
 */
record Span(long low, long high) {

    Span union(final Span other) {
        return other == null ? this : new Span(Math.min(low, other.low), Math.max(high, other.high));
    }
}
