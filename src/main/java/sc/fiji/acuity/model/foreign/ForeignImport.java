package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * A file of another program, read and recognised, on its way to be a model package.
 *
 * <pre>{@code
 * ForeignImport found = ForeignImport.read(Path.of("FALSR-B.pb"), Optional.empty());
 * ModelPackage model = found.save(Path.of("models/falsr-b-x2"), "unknown", runner);
 * }</pre>
 */
public record ForeignImport(Card.Source source, Imported network) {

    /** What a card says whose licence nobody has told. */
    public static final String UNKNOWN_LICENSE = "unknown";

    /** As for networks that are trained here: other machines and libtorch builds sum in another order. */
    private static final double TOLERANCE = 1e-4;
    private static final String PRECISION = "fp32";
    private static final int LONGEST_FILE_NAME = 255;

    /**
     * Reads a file and finds out which network it holds.
     *
     * @param architecture what the user says it is; needed only where tensors leave several possible
     * @throws AcuityException saying what is wrong with the file, or what it holds
     */
    public static ForeignImport read(final Path file, final Optional<String> architecture) {
        final ForeignTensors tensors = ForeignFile.read(file);
        final Imported network = Recognisers.recognise(tensors, new Hints(file.toString(), architecture));
        requireFinite(file, network);
        try {
            return new ForeignImport(new Card.Source(fileName(file), tensors.format(), Checksums.sha256(file)),
                network);
        } catch (final IOException e) {
            throw ForeignFile.unreadable(file, e);
        }
    }

    /** For a card, where no character can be anything but itself. */
    private static String fileName(final Path file) {
        final StringBuilder name = new StringBuilder();
        file.toAbsolutePath().normalize().getFileName().toString().codePoints().limit(LONGEST_FILE_NAME)
            .forEach(c -> name.appendCodePoint(Character.isDefined(c) && !Character.isISOControl(c)
                && Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.FORMAT ? c : '_'));
        return name.toString();
    }

    private static void requireFinite(final Path file, final Imported network) {
        network.weights().asMap().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.data().length; i++) {
                if (!Float.isFinite(tensor.data()[i])) {
                    throw new AcuityException(file.toString(), "has the value " + tensor.data()[i] + " for " + name
                        + " at index " + i, "get the file again");
                }
            }
        });
    }

    public int scale() {
        return network.architecture().scale();
    }

    /** How far tiles are from the whole result, in units of the range; empty where they are exact. */
    public interface TileTest {
        OptionalDouble measure(Graph graph, Weights weights, Card.Signal signal);
    }

    /**
     * Makes the package, and tests it before it gets its place.
     *
     * @param folder {@code NAME-xS} for this scale, must not exist; the folder that it is in must
     * @param license an SPDX identifier, or {@link #UNKNOWN_LICENSE}
     * @param runner the reference runner
     * @param tiles measures what tiles do to the result
     * @return the package in its place
     */
    public ModelPackage save(final Path folder, final String license, final SelfTest.Runner runner,
        final TileTest tiles)
    {
        final ModelName id = id(folder);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw AtomicFiles.exists(folder);
        }
        final Graph graph = network.architecture().graph();
        final Tensor input = SelfTest.image(graph.inputChannels(), 1);
        final Tensor output = runner.run(graph, network.weights(), input);
        requireFinite(output);
        final Card card = card(id, license, graph, tiles);
        final Path parent = folder.toAbsolutePath().normalize().getParent();
        final Path draft = parent.resolve(".acuity-import-" + Long.toHexString(System.nanoTime()));
        try {
            Files.createDirectory(draft);
            try {
                final ModelPackage model = ModelPackage.save(draft.resolve(id.toString()), card,
                    network.architecture(), network.weights(), input, output);
                SelfTest.run(model, PRECISION, runner).require(model);
                Files.move(model.path(), folder);
            } finally {
                remove(draft);
            }
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be written (" + AtomicFiles.describe(e) + ")",
                "check free space and permissions of " + parent, e);
        }
        return ModelPackage.open(folder);
    }

    private ModelName id(final Path folder) {
        return ModelName.parse(folder.toAbsolutePath().normalize().getFileName().toString())
            .filter(name -> name.scale() == scale())
            .orElseThrow(() -> new AcuityException(folder.toString(), "is no name for this model",
                "call it NAME-x" + scale()));
    }

    private void requireFinite(final Tensor output) {
        for (final float value : output.data()) {
            if (!Float.isFinite(value)) {
                throw new AcuityException(source.file(), "holds a network that computes " + value
                    + " for an ordinary image", "get the file again");
            }
        }
    }

    private Card card(final ModelName id, final String license, final Graph graph, final TileTest tiles) {
        final Paper paper = network.paper();
        final List<Card.Author> authors = paper.authors().stream().map(name -> new Card.Author(name, "")).toList();
        final List<Card.Citation> cite =
            paper.citation().isEmpty() ? List.of() : List.of(new Card.Citation(paper.citation(), ""));
        final Card.About about = new Card.About(network.name() + " x" + scale() + ", imported from " + source.file(),
            authors, cite, license, "", List.of());
        final boolean bounded = graph.output().op() instanceof Op.Activation last && last.function().bounded();
        final Card.Signal grey = network.studioLuma() ? Card.Signal.STUDIO_LUMA : Card.Signal.LUMA;
        final Card.Signal signal = (graph.inputChannels() == 1 ? grey : Card.Signal.RGB).withBounded(bounded);
        return new Card(id, about, signal, Card.Facts.UNKNOWN, new Card.Trust(Map.of(PRECISION, TOLERANCE),
            OptionalDouble.empty(), tiles.measure(graph, network.weights(), signal), List.of(),
                "Weights as others published them; their paper says what they were trained on. Adds plausible detail, "
                    + "not measured detail: do not count or measure what only the enlargement shows."),
            Optional.empty(), Optional.of(source));
    }

    /** What is left of a draft: a folder with at most a package in it. */
    private static void remove(final Path draft) throws IOException {
        try (var inside = Files.walk(draft, 2)) {
            for (final Path path : inside.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
