package sc.fiji.acuity.ij1;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the dialog of a command is filled with by {@link DialogsIT}: other values than it starts with.
 *
 * @param values by the labels of the dialog; null where a command has no dialog
 */
record DialogSample(Map<String, String> values) {

    private static final Map<String, DialogSample> OF = Map.of(
        "SR Upscale...", filled("Model", "tiny", "Device", "cpu", "Intensity range", "5,95", "Selection only", "true"),
        "SR Bicubic...", filled("Scale", "3"),
        "SR Compare...", filled("Image", "the truth.tif", "Reference", "cells.tif", "Data range", "1000.5"),
        "SR Doctor", new DialogSample(null));

    static DialogSample of(final String label) {
        final DialogSample sample = OF.get(label);
        if (sample == null) {
            throw new AssertionError(label + " is new: say here what its dialog is filled with");
        }
        return sample;
    }

    private static DialogSample filled(final String... pairs) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new DialogSample(values);
    }
}
