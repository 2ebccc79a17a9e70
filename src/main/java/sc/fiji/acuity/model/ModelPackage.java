package sc.fiji.acuity.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;

/**
 * A trained network with all that belongs to it, read from a folder {@code NAME-xS} or its zip.
 *
 * <pre>{@code
 * ModelPackage model = ModelPackage.open(Path.of("models/balanced-x2"));
 * Graph graph = model.graph();
 * Weights weights = model.weights();
 * }</pre>
 *
 * What is open is consistent: the weights have the checksum that the card records, and the names and shapes that the
 * graph asks for, in its order; the test tensors fit the graph. Whether the network computes what it shall is what
 * {@link SelfTest} says.
 *
 * @param path where it was read
 * @param graph that of the architecture
 * @param testInput {@code [n, channels, height, width]}
 * @param testOutput what the network made of it where it was trained, {@code scale} times as high and wide
 */
public record ModelPackage(Path path, Card card, Architecture architecture, Graph graph, Weights weights,
    Tensor testInput, Tensor testOutput)
{

    /** The model's name without the scale. */
    public String name() {
        return card.id().name();
    }

    public int scale() {
        return card.id().scale();
    }

    /** SHA-256 of {@code weights.safetensors}. */
    public String checksum() {
        return card.facts().sha256();
    }

    /**
     * Reads a package.
     *
     * @param path a folder or a {@code .zip}, of any name
     * @throws AcuityException naming the file and what is wrong with it
     */
    public static ModelPackage open(final Path path) {
        try (PackageFiles files = PackageFiles.open(path)) {
            final Card card = card(files);
            final Architecture architecture = architecture(files);
            final Graph graph = graph(files.file(PackageFiles.ARCHITECTURE).name(), architecture);
            requireAgreement(files.file(PackageFiles.CARD).name(), card, graph);
            final Weights weights = weights(files, card, graph);
            final Blob inputFile = files.file(PackageFiles.TEST_INPUT);
            final Tensor input = Npy.read(inputFile);
            final Blob outputFile = files.file(PackageFiles.TEST_OUTPUT);
            final Tensor output = Npy.read(outputFile);
            requireTest(inputFile.name(), input, outputFile.name(), output, graph);
            return new ModelPackage(path, card, architecture, graph, weights, input, output);
        }
    }

    /** Reads the card alone, which is quick: for lists. Nothing but the card is checked. */
    public static Card card(final Path path) {
        try (PackageFiles files = PackageFiles.open(path)) {
            return card(files);
        }
    }

    /**
     * Writes a package, whole or not at all, and returns it as it is read again.
     *
     * @param folder must not exist, and its name must be that of the card: {@code NAME-xS}
     * @param card its {@link Card.Facts} are replaced by those of the network
     * @param testInput {@code [n, channels, height, width]}
     * @param testOutput what the reference runner makes of it
     * @throws AcuityException if the folder exists or cannot be written, or the parts do not fit each other
     */
    public static ModelPackage save(final Path folder, final Card card, final Architecture architecture,
        final Weights weights, final Tensor testInput, final Tensor testOutput)
    {
        final String name = folder.toString();
        final Graph graph = graph(name, architecture);
        requireShapes(name, shapes(weights), graph);
        requireTest(name + ": the test input", testInput, name + ": the test output", testOutput, graph);
        if (card.id().scale() != graph.scale() || card.signal().channels() != graph.inputChannels()) {
            throw new AcuityException(name, "has a card for x" + card.id().scale() + " and " + card.signal().channels()
                + " channels, but a network for x" + graph.scale() + " and " + graph.inputChannels(),
                "correct the card");
        }
        new PackageWriter(folder, card, architecture, graph, inOrder(weights, graph)).write(testInput, testOutput);
        return open(folder);
    }

    private static Card card(final PackageFiles files) {
        final Blob blob = files.file(PackageFiles.CARD);
        return CardYaml.read(blob.text(PackageFiles.MAX_TEXT), blob.name());
    }

    private static Architecture architecture(final PackageFiles files) {
        final Blob blob = files.file(PackageFiles.ARCHITECTURE);
        final String json = blob.text(PackageFiles.MAX_TEXT);
        try {
            return Architectures.fromJson(json);
        } catch (final RuntimeException e) {
            throw notANetwork(blob.name(), e);
        }
    }

    private static Graph graph(final String name, final Architecture architecture) {
        try {
            return architecture.graph();
        } catch (final RuntimeException e) {
            throw notANetwork(name, e);
        }
    }

    /** Families check their configuration each in its own way; one from a file is never a fault of the program. */
    private static AcuityException notANetwork(final String name, final RuntimeException e) {
        return new AcuityException(name, "describes no network that this version knows (" + e.getMessage() + ")",
            "get the package again, or update Acuity", e);
    }

    private static void requireAgreement(final String name, final Card card, final Graph graph) {
        require(name, "the scale", card.id().scale(), graph.scale());
        require(name, "the number of input channels", card.signal().channels(), graph.inputChannels());
        require(name, "the number of parameters", card.facts().parameters(), Count.parameters(graph));
    }

    private static void require(final String name, final String what, final long card, final long graph) {
        if (card != graph) {
            throw new AcuityException(name, "says that " + what + " is " + card
                + "; that of the architecture is " + graph,
                "get the whole package again, or correct the card");
        }
    }

    private static Weights weights(final PackageFiles files, final Card card, final Graph graph) {
        final Blob blob = files.file(PackageFiles.WEIGHTS);
        final Safetensors.Content content = Safetensors.read(blob, shapes -> requireShapes(blob.name(), shapes, graph));
        if (!content.sha256().equals(card.facts().sha256())) {
            throw new AcuityException(blob.name(), "has the SHA-256 " + content.sha256() + "; the card records "
                + card.facts().sha256(), "get the whole package again");
        }
        return inOrder(content.weights(), graph);
    }

    /** Names the first tensor that is missing, misshapen or not expected. */
    private static void requireShapes(final String name, final Map<String, int[]> found, final Graph graph) {
        final Map<String, int[]> expected = graph.parameters();
        final String remedy = "use the weights that were trained for this architecture";
        expected.forEach((tensor, shape) -> {
            if (!found.containsKey(tensor)) {
                throw new AcuityException(name, "has no tensor " + tensor + " " + Arrays.toString(shape), remedy);
            }
            if (!Arrays.equals(shape, found.get(tensor))) {
                throw new AcuityException(name, "has the tensor " + tensor + " " + Arrays.toString(found.get(tensor))
                    + ", not " + Arrays.toString(shape), remedy);
            }
        });
        found.forEach((tensor, shape) -> {
            if (!expected.containsKey(tensor)) {
                throw new AcuityException(name, "has the tensor " + tensor + " " + Arrays.toString(shape)
                    + ", which the architecture has not", remedy);
            }
        });
    }

    private static Map<String, int[]> shapes(final Weights weights) {
        final Map<String, int[]> shapes = new LinkedHashMap<>();
        weights.asMap().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    private static Weights inOrder(final Weights weights, final Graph graph) {
        final Map<String, Tensor> ordered = new LinkedHashMap<>();
        graph.parameters().keySet().forEach(name -> ordered.put(name, weights.get(name)));
        return new Weights(ordered);
    }

    private static void requireTest(final String inputName, final Tensor input, final String outputName,
        final Tensor output, final Graph graph)
    {
        final int[] in = input.shape();
        if (in.length != 4 || in[1] != graph.inputChannels() || input.data().length == 0) {
            throw new AcuityException(inputName, "has the shape " + Arrays.toString(in) + ", not [n, "
                + graph.inputChannels() + ", height, width]", "get the whole package again");
        }
        final long[] expected = { in[0], graph.outputChannels(), (long) in[2] * graph.scale(),
            (long) in[3] * graph.scale() };
        if (!Arrays.equals(expected, Arrays.stream(output.shape()).asLongStream().toArray())) {
            throw new AcuityException(outputName, "has the shape " + Arrays.toString(output.shape()) + ", not "
                + Arrays.toString(expected), "get the whole package again");
        }
    }
}
