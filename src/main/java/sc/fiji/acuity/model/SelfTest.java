package sc.fiji.acuity.model;

import java.util.Arrays;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Whether a network computes here what it computed where it was trained.
 *
 * <pre>{@code
 * SelfTest.Result result = SelfTest.run(model, "fp32", (graph, weights, input) -> engine.run(graph, weights, input));
 * result.require(model);
 * }</pre>
 *
 * The test input of the package is run, and the result compared with the test output. Run it for a file from elsewhere,
 * on a device that is new, and in a precision that was not used before.
 */
public final class SelfTest {

    private static final int HEIGHT = 30;
    private static final int WIDTH = 37;

    private SelfTest() {}

    /** Runs a network once; what the engine does. */
    @FunctionalInterface
    public interface Runner {

        /**
         * @param input {@code [n, channels, height, width]}
         * @return {@code [n, channels, scale · height, scale · width]}
         */
        Tensor run(Graph graph, Weights weights, Tensor input);
    }

    /**
     * How a test went.
     *
     * @param difference the largest absolute one, in units of the output; NaN if the result has a NaN where the test
     *        output has none
     * @param tolerance what the card allows
     */
    public record Result(String precision, double difference, double tolerance) {

        public boolean passed() {
            return difference <= tolerance;
        }

        /** @throws AcuityException if the test failed */
        public void require(final ModelPackage model) {
            if (!passed()) {
                throw new AcuityException(model.path().toString(), "fails its self-test in " + precision
                    + ": the result differs by " + difference + ", and " + tolerance + " is allowed",
                    "choose another device or precision, or get the package again");
            }
        }
    }

    /**
     * @param precision one that the card states a tolerance for, such as {@code fp32}
     * @throws AcuityException if the card states none, or the result has another shape
     */
    public static Result run(final ModelPackage model, final String precision, final Runner runner) {
        final Double tolerance = model.card().trust().selfTest().get(precision);
        if (tolerance == null) {
            throw new AcuityException(model.path().toString(), "states no tolerance for the precision " + precision,
                "use one of " + String.join(", ", model.card().trust().selfTest().keySet()));
        }
        final Tensor result = runner.run(model.graph(), model.weights(), model.testInput());
        final Tensor expected = model.testOutput();
        if (!Arrays.equals(result.shape(), expected.shape())) {
            throw new AcuityException(model.path().toString(), "fails its self-test in " + precision
                + ": the result has the shape " + Arrays.toString(result.shape()) + ", not "
                + Arrays.toString(expected.shape()), "choose another device, or get the package again");
        }
        return new Result(precision, difference(result.data(), expected.data()), tolerance);
    }

    /**
     * An image to test a network with: a slope with waves and noise, so that every part has something to do. Values lie
     * in about 0.1..0.9.
     *
     * @param channels all different
     * @return {@code [1, channels, 30, 37]}
     */
    public static Tensor image(final int channels, final long seed) {
        final Tensor image = Tensor.zeros(1, channels, HEIGHT, WIDTH);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < image.data().length; i++) {
            final int x = i % WIDTH;
            final int y = i / WIDTH % HEIGHT;
            final double wave = StrictMath.sin(0.05 * x * y) + StrictMath.cos(0.9 * x);
            image.data()[i] = (float) (0.4 + 0.15 * wave + 0.2 * y / HEIGHT + 0.1 * random.nextDouble());
        }
        return image;
    }

    private static double difference(final float[] a, final float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            // Math.max keeps a NaN, which a comparison would lose
            most = Math.max(most, Math.abs((double) a[i] - b[i]));
        }
        return most;
    }
}
