package sc.fiji.acuity.model.foreign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;

/**
 * A network of another program in our terms.
 *
 * @param name what the model is called unless the user says otherwise, without the scale: {@code falsr-b}
 * @param weights by the names and in the shapes of the architecture's graph
 * @param studioLuma for one channel: whether it takes 16/255..235/255, as edge-SR does, and not 0..1
 * @param paper whom to cite
 * @param facts by a word each, for {@code acuity models import --json} and the card: what was derived from the file
 *        ({@code prefix}, {@code skipped}, …); may be empty
 */
public record Imported(String name, Architecture architecture, Weights weights, boolean studioLuma, Paper paper,
    Map<String, String> facts) {

    public Imported {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
