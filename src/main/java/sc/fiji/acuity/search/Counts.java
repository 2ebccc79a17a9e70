package sc.fiji.acuity.search;

import java.util.Map;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;

/** What is known of a network without training it. */
public final class Counts {

    /** A size that strides divide; figures are for one pixel of it. */
    private static final int SIDE = 240;

    private Counts() {}

    /** All {@linkplain Measure#isCounted counted} measures, of the network as it is run. */
    public static Scores of(final Architecture architecture) {
        final Graph graph = architecture.deployed().graph();
        final double pixels = (double) SIDE * SIDE;
        return new Scores(Map.of(
            Measure.MULT_ADDS, Count.multAdds(graph, SIDE, SIDE) / pixels,
            Measure.PARAMETERS, (double) Count.parameters(graph),
            Measure.MEMORY, Count.activationBytes(graph, SIDE, SIDE) / pixels));
    }
}
