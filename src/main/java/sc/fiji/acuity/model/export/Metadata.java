package sc.fiji.acuity.model.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;
import sc.fiji.acuity.network.family.Architectures;

/** What whoever has the exported file alone must know, as texts by name. What the card does not know is left out. */
final class Metadata {

    private Metadata() {}

    static Map<String, String> of(final ModelPackage model) {
        final Card card = model.card();
        final Card.Signal signal = card.signal();
        final ReceptiveField field = ReceptiveField.of(model.graph());
        final Map<String, String> map = new LinkedHashMap<>();
        map.put("name", model.name());
        map.put("scale", Integer.toString(model.scale()));
        map.put("description", card.about().description());
        map.put("authors", card.about().authors().stream().map(Card.Author::name).collect(Collectors.joining("; ")));
        map.put("cite", card.about().cite().stream()
            .map(c -> c.doi().isEmpty() ? c.text() : c.text() + " https://doi.org/" + c.doi())
            .collect(Collectors.joining("\n")));
        map.put("license", card.about().license());
        map.put("documentation", card.about().documentation());
        map.put("luma", signal.luma().map(luma -> luma.name().toLowerCase(Locale.ROOT)).orElse(""));
        map.put("intensity", signal.low() + " " + signal.high());
        map.put("bounded", Boolean.toString(signal.bounded()));
        map.put("receptive_field", Integer.toString(field.size()));
        map.put("halo", Integer.toString(field.halo()));
        map.put("halo_is_exact", Boolean.toString(field.exact()));
        map.put("size_multiple_of", Integer.toString(field.lattice()));
        map.put("limits", card.trust().limits());
        map.put("architecture", Architectures.toJson(model.architecture()));
        map.put("acuity_weights_sha256", model.checksum());
        map.put("acuity_version", Version.get());
        map.values().removeIf(String::isEmpty);
        return map;
    }
}
