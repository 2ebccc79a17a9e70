package sc.fiji.acuity.cli;

import com.google.gson.JsonObject;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.ReceptiveField;
import sc.fiji.acuity.network.family.Architectures;

/**
 * What a named network costs.
 *
 * @param multAdds for a result of as many pixels as 1280 × 720
 */
record NetworkCost(String name, String family, int scale, long parameters, long multAdds, ReceptiveField field) {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    /** A side that 2, 3 and 4 divide; its square is 1280 × 720. */
    private static final int SIDE = 960;

    static NetworkCost of(final String name, final Architecture architecture) {
        final Graph graph = architecture.graph();
        final int scale = architecture.scale();
        final boolean fits = WIDTH % scale == 0;
        return new NetworkCost(name, Architectures.familyOf(architecture), scale, Count.parameters(architecture),
            Count.multAdds(graph, (fits ? HEIGHT : SIDE) / scale, (fits ? WIDTH : SIDE) / scale),
            ReceptiveField.of(graph));
    }

    JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("family", family);
        json.addProperty("scale", scale);
        json.addProperty("parameters", parameters);
        json.addProperty("multAdds", multAdds);
        json.addProperty("receptiveField", field.size());
        json.addProperty("wholeImage", !field.exact());
        return json;
    }
}
