package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;

/**
 * What the networks of the papers cost, to see a search beside them. Their quality after a search's short training is
 * not known, so there is none.
 */
public final class References {

    /** Of edge-SR's 1185: those that its paper names. */
    private static final Map<Integer, List<String>> EDGE_SR = Map.of(
        2, List.of("eSR-MAX_s2_K3_C1", "eSR-MAX_s2_K7_C3", "eSR-TM_s2_K7_C3", "eSR-TM_s2_K7_C16",
            "eSR-CNN_s2_C8_D3_S9"),
        3, List.of("eSR-MAX_s3_K7_C4", "eSR-CNN_s3_C2_D3_S9", "eSR-TR_s3_K7_C16"),
        4, List.of("eSR-MAX_s4_K7_C4", "eSR-TR_s4_K7_C16"));

    private References() {}

    /** A network and what it costs. */
    public record Mark(String name, double cost) { }

    /**
     * The networks for a scale, from the cheapest.
     *
     * @param measure of cost; empty for one that has to be timed
     */
    public static List<Mark> of(final int scale, final Measure measure) {
        if (!measure.isCounted()) {
            return List.of();
        }
        final List<String> names = new ArrayList<>(Architectures.names());
        names.addAll(EDGE_SR.getOrDefault(scale, List.of()));
        final List<Mark> marks = new ArrayList<>();
        for (final String name : names) {
            final Architecture network;
            try {
                network = Architectures.named(name, scale);
            } catch (final GraphException e) {
                // a network for other scales only
                continue;
            }
            marks.add(new Mark(name, Counts.of(network).get(measure)));
        }
        marks.sort(Comparator.comparingDouble(Mark::cost).thenComparing(Mark::name));
        return List.copyOf(marks);
    }
}
