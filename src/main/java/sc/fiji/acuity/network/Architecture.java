package sc.fiji.acuity.network;

/**
 * A network family with its configuration: what is needed to build the graph again, and the genotype of a search.
 *
 * <p>Implementations are records in {@code network.family}, one file a family; their components are what
 * {@code architecture.json} holds. A constructor refuses a configuration that has no graph.
 */
public interface Architecture {

    /** How many times wider and higher the output is than the input: 2, 3 or 4. */
    int scale();

    /** The network. Pure: the same configuration gives equal graphs. */
    Graph graph();

    /**
     * How many parameters the published network has that the graph for this scale does not need. Of a network trained for
     * several scales at once, with layers of its own for each, tables count them all.
     */
    default long parametersForOtherScales() {
        return 0;
    }

    /**
     * The network as it is run, if it has branches for training only: {@link Fold#branches} makes its weights out of
     * those that were trained.
     */
    default Architecture deployed() {
        return this;
    }

    /**
     * Weights to start training from, the same for the same seed.
     * Kernels are drawn with the gain that the family trains well with; biases are 0.
     */
    default Weights initialWeights(final long seed) {
        return Initializer.he(graph(), seed);
    }
}
