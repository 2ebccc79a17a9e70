package sc.fiji.acuity.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.Upscaler;

/** The names that a dialog offers as models. */
final class ModelChoices {

    private ModelChoices() {}

    /** What the store has of any scale, the default first where it is installed, and bicubic at the end. */
    static List<String> names() {
        final List<String> stored = ModelStore.standard().list().stream().map(entry -> entry.id().name()).toList();
        final Set<String> names = new LinkedHashSet<>();
        if (stored.contains(Upscaler.DEFAULT_MODEL)) {
            names.add(Upscaler.DEFAULT_MODEL);
        }
        names.addAll(stored);
        names.add(Upscaler.BICUBIC);
        return List.copyOf(names);
    }
}
