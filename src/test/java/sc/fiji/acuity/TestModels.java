package sc.fiji.acuity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.upscale.ModelTest;

/**
 * Model packages for tests of what lies above the model room: a network of a few random weights, x2, that passes its
 * self-test, under the names {@code tiny} and {@code balanced}.
 *
 * <pre>{@code
 * @BeforeAll
 * static void models() {
 *     TestModels.use();
 * }
 * }</pre>
 */
public final class TestModels {

    /** A name that no model of the project has. */
    public static final String NAME = "tiny";

    public static final int SCALE = 2;

    private static Path folder;

    private TestModels() {}

    /** Makes the packages the only ones that are found by name, for the rest of this virtual machine. */
    public static void use() {
        System.setProperty("acuity.models", folder().toString());
    }

    /** Where the packages are: written at the first call, deleted when the virtual machine ends. */
    public static synchronized Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("acuity-models");
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(TestModels::delete));
            save(folder, NAME);
            save(folder, "balanced");
        }
        return folder;
    }

    /** Writes {@code NAME-x2} into a folder. */
    public static ModelPackage save(final Path folder, final String name) {
        final Architecture architecture = Architectures.named("eSR-MAX_s2_K3_C1", SCALE);
        final Weights weights = architecture.initialWeights(1);
        final float[] noise = new float[8 * 9];
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble();
        }
        final Tensor input = new Tensor(new int[] {1, 1, 8, 9}, noise);
        final Card card = new Card(new ModelName(name, SCALE), Card.About.of("For tests.", "CC0-1.0"), Card.Signal.LUMA,
            Card.Facts.UNKNOWN, new Card.Trust(Map.of("fp32", 1e-4), OptionalDouble.empty(), List.of(), ""),
            Optional.empty());
        return ModelPackage.save(folder.resolve(name + "-x" + SCALE), card, architecture, weights, input,
            ModelTest.infer(architecture.graph(), weights, input, DeviceChoice.CPU));
    }

    private static void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
