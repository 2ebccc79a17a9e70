package sc.fiji.acuity.engine;

/**
 * Runs a network on tiles of one size. For one thread at a time; what it does not return is released when it returns.
 */
public interface Runner extends AutoCloseable {

    /**
     * @param input channel by channel, row by row: channels × height × width values
     * @param output takes channels × (height · scale) × (width · scale) values
     */
    void run(float[] input, float[] output);

    @Override
    void close();
}
