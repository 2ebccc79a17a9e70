package sc.fiji.acuity.engine;

import sc.fiji.acuity.network.Graph;

/**
 * A network whose weights lie on a device, ready to make runners: one a worker thread. Safe for use by several threads.
 */
public interface LoadedNetwork extends AutoCloseable {

    /** The network as it was given, before any folding. */
    Graph graph();

    /**
     * A runner for tiles of exactly this size.
     *
     * @param height LR pixels
     * @param width LR pixels
     * @throws sc.fiji.acuity.network.GraphException if the network cannot enlarge that size: too small, or not
     *         a multiple of its lattice
     */
    Runner runner(int height, int width);

    /**
     * A runner that may use several cores for each operation, where few tiles are computed at a time; the results are
     * the same to the last bit.
     *
     * @param threads at most
     */
    default Runner runner(final int height, final int width, final int threads) {
        return runner(height, width);
    }

    /** Where it runs: {@code cpu}, {@code cuda:0} or {@code mps}. */
    String device();

    /** How it is computed, for a result's provenance: {@code reference fp32}. */
    String numerics();

    /** Releases the weights; runners must be closed before. */
    @Override
    void close();
}
