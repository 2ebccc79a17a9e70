package sc.fiji.acuity.model.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.CardYaml;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.onnx.OnnxModel;
import sc.fiji.acuity.network.ReceptiveField;

/**
 * bioimage.io's model description, version {@value #VERSION}: what the card has, under the names and within the limits
 * of that format. What it has no valid form for stands in the text for people only: citations without a DOI, licences
 * that are not of the list below.
 */
final class Rdf {

    static final String VERSION = "0.5.7";

    private static final int DESCRIPTION = 1024;
    private static final int NAME = 128;
    private static final Pattern DOI = Pattern.compile("10\\.[0-9]{4}\\S+");

    /** The format takes SPDX identifiers and nothing else; these are those that models come with. */
    private static final Set<String> LICENSES = Set.of("AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0",
        "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "EPL-2.0", "GPL-2.0-only", "GPL-2.0-or-later",
        "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only",
        "LGPL-3.0-or-later", "MIT", "MPL-2.0", "PDDL-1.0", "Unlicense", "Zlib");

    /**
     * Programs refuse images that are smaller than two halos. Networks whose pooling reaches across the image would
     * leave few to enlarge; what is cut off at this is said to people.
     */
    private static final int WIDEST_HALO = 64;

    private final ModelPackage model;
    private final int halo;
    private final int lattice;

    Rdf(final ModelPackage model) {
        this.model = model;
        final ReceptiveField field = ReceptiveField.of(model.graph());
        halo = Math.min(field.halo(), WIDEST_HALO);
        lattice = field.lattice();
    }

    /** In pixels of the input. */
    int halo() {
        return halo;
    }

    /** The least height and width: a pixel must be left between the halos, and strides must divide it. */
    int least() {
        return (2 * halo + 1 + lattice - 1) / lattice * lattice;
    }

    String text(final Part weights, final Part torch, final Part input, final Part output, final Part readme)
        throws IOException
    {
        final Card.About about = model.card().about();
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("format_version", VERSION);
        map.put("type", "model");
        map.put("name", name());
        map.put("description", about.description().substring(0, about.description().offsetByCodePoints(0,
            Math.min(DESCRIPTION, about.description().codePointCount(0, about.description().length())))));
        putKnown(map, "authors", about.authors().stream().map(Rdf::author).toList());
        putKnown(map, "cite", about.cite().stream().filter(c -> DOI.matcher(c.doi()).matches()).map(Rdf::citation)
            .toList());
        if (LICENSES.contains(about.license())) {
            map.put("license", about.license());
        }
        map.put("documentation", readme.name());
        final Set<String> tags = new TreeSet<>(about.tags());
        tags.addAll(List.of("2d", "image-restoration", "onnx", "super-resolution", "torchscript"));
        map.put("tags", new ArrayList<>(tags));
        map.put("inputs", List.of(tensor(false, input)));
        map.put("outputs", List.of(tensor(true, output)));
        final Map<String, Object> onnx = file(weights);
        onnx.put("opset_version", OnnxModel.OPSET);
        onnx.put("comment", "Written from an Acuity package whose weights have the SHA-256 " + model.checksum());
        final Map<String, Object> script = file(torch);
        // the format wants all but one to have a parent; both are written from the package
        script.put("parent", "onnx");
        script.put("pytorch_version", Version.libtorch());
        final Map<String, Object> formats = new LinkedHashMap<>();
        formats.put("onnx", onnx);
        formats.put("torchscript", script);
        map.put("weights", formats);
        // how to read the image: what has no field of bioimage.io's own
        map.put("config", CardYaml.mapping(model.card()).get("config"));
        return CardYaml.text(map);
    }

    /** Letters, digits and a few signs; a card's name may have dots. */
    private String name() {
        final String name = "Acuity " + model.name().replace('.', '-') + " x" + model.scale();
        return name.substring(0, Math.min(NAME, name.length()));
    }

    private static Map<String, Object> author(final Card.Author author) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", author.name().replace('/', ',').replace('\\', ','));
        if (!author.affiliation().isEmpty()) {
            map.put("affiliation", author.affiliation());
        }
        return map;
    }

    private static Map<String, Object> citation(final Card.Citation citation) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", citation.text());
        map.put("doi", citation.doi());
        return map;
    }

    private Map<String, Object> tensor(final boolean output, final Part test) throws IOException {
        final Card.Signal signal = model.card().signal();
        final int channels = output ? model.graph().outputChannels() : model.graph().inputChannels();
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", output ? OnnxModel.OUTPUT : OnnxModel.INPUT);
        map.put("description", output ? "Enlarged " + model.scale() + " times, in the intensities of the input"
            : "Intensities mapped linearly so that black is " + signal.low() + " and white is " + signal.high());
        final List<Object> axes = new ArrayList<>();
        axes.add(new LinkedHashMap<>(Map.of("type", "batch")));
        final Map<String, Object> channel = new LinkedHashMap<>();
        channel.put("type", "channel");
        channel.put("channel_names", Card.Signal.names(channels));
        axes.add(channel);
        axes.add(space("y", output));
        axes.add(space("x", output));
        map.put("axes", axes);
        map.put("test_tensor", file(test));
        final Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", "float32");
        if (!output || signal.bounded()) {
            data.put("range", List.of(signal.low(), signal.high()));
        }
        map.put("data", data);
        return map;
    }

    /** Pixel sizes are counted in those of the output, so that all of these numbers are whole. */
    private Map<String, Object> space(final String id, final boolean output) {
        final Map<String, Object> axis = new LinkedHashMap<>();
        final Map<String, Object> size = new LinkedHashMap<>();
        axis.put("type", "space");
        axis.put("id", id);
        axis.put("size", size);
        if (output) {
            size.put("tensor_id", OnnxModel.INPUT);
            size.put("axis_id", id);
            axis.put("scale", 1.0);
            if (halo > 0) {
                axis.put("halo", halo * model.scale());
            }
        } else {
            size.put("min", least());
            size.put("step", lattice);
            axis.put("scale", (double) model.scale());
        }
        return axis;
    }

    private static Map<String, Object> file(final Part part) throws IOException {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", part.name());
        map.put("sha256", part.sha256());
        return map;
    }

    private static void putKnown(final Map<String, Object> map, final String key, final List<?> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
