package sc.fiji.acuity.ij1;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the dialog of a command is filled with by {@link DialogsIT}: other values than it starts with.
 *
 * @param values by the labels of the dialog; none where a command has no dialog
 * @param reports whether its text is the same each time
 */
record DialogSample(Optional<Map<String, String>> values, boolean reports) {

    /** The folders of SR Batch: the test puts images into the one and clears the other. */
    static final Path IN = Path.of("target/gui-batch/images of cells").toAbsolutePath();
    static final Path OUT = Path.of("target/gui-batch/results").toAbsolutePath();

    /** Images for SR Fine-tune and SR Train, and the name of the model that they make: the test deletes it. */
    static final Path TRAIN = Path.of("target/gui-train").toAbsolutePath();
    static final String TRAINED = "gui";

    /** Images for SR Search, and where it is kept: the test deletes that. */
    static final Path SEARCHED = Path.of("target/gui-search/images").toAbsolutePath();
    static final Path SEARCH = Path.of("target/gui-search/found").toAbsolutePath();

    private static final Map<String, DialogSample> OF = Map.of(
        "SR Upscale...", filled(false, "Model", "tiny", "Device", "cpu", "Intensity range (full or percentiles)",
            "5,95", "Selection only", "true", "Slices", "2"),
        "SR Bicubic...", filled(false, "Scale (times)", "3", "Slices", "1-2"),
        "SR Compare...", filled(false, "Image", "the truth.tif", "Reference", "cells.tif",
            "Data range (gray values, 0 = automatic)", "1000.5"),
        "SR Batch...", filled(false, "Folder of images", IN.toString(), "Folder for results", OUT.toString(), "Model",
            "bicubic", "Scale (times)", "3", "Only files like", "*.tif"),
        "SR Models...", filled(true, "Action", "show", "Model", "tiny", "Name for the import", "my own",
            "Licence of the import", "MIT"),
        "SR Fine-tune...", filled(true, "Folder of images (empty: the open image)", TRAIN.toString(),
            "Model to begin with", "tiny", "Steps (0 = by minutes)", "12", "Name of the new model", TRAINED,
            "Small images by", "box", "Save even if not better", "true"),
        "SR Train...", filled(true, "Folder of images", TRAIN.toString(), "Network", "eSR-MAX_s2_K3_C1",
            "Steps (0 = by minutes)", "10", "Name of the new model", TRAINED, "Seed", "3"),
        "SR Search...", filled(true, "Folder of images (empty: the open images)", SEARCHED.toString(), "Strategy",
            "random", "Cost: no more than that of", "espcn-10x16", "Only networks with", "width=8;branches=0",
            "Candidates (0 = by time)", "2", "Steps for each (0 = by time)", "3", "Folder of the search",
            SEARCH.toString()),
        "SR Doctor", new DialogSample(Optional.empty(), false));

    static DialogSample of(final String label) {
        final DialogSample sample = OF.get(label);
        if (sample == null) {
            throw new AssertionError(label + " is new: say here what its dialog is filled with");
        }
        return sample;
    }

    private static DialogSample filled(final boolean reports, final String... pairs) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new DialogSample(Optional.of(values), reports);
    }
}
