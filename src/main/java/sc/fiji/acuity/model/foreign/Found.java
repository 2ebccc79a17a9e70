package sc.fiji.acuity.model.foreign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Weights;

/** Collects the networks of one family that a file's shapes allow. */
final class Found {

    private static final int KERNEL_RANK = 4;

    private final ForeignTensors file;
    private final Hints hints;
    private final Map<Architecture, Weights> fitting = new LinkedHashMap<>();
    private GraphException refused;

    Found(final ForeignTensors file, final Hints hints) {
        this.file = file;
        this.hints = hints;
    }

    ForeignTensors file() {
        return file;
    }

    /**
     * The shape of a convolution's kernel.
     *
     * @param expected the shape, for the message
     */
    int[] kernel(final String name, final String expected) {
        final int[] shape =
            file.shape(name).orElseThrow(() -> Fit.misfit(hints, "has no tensor " + name + " " + expected));
        if (shape.length != KERNEL_RANK || shape[2] != shape[3]) {
            throw misfit(name, expected);
        }
        return shape;
    }

    AcuityException misfit(final String tensor, final String expected) {
        return Fit.misfit(hints, tensor, file.get(tensor).orElseThrow().shape(), expected, "this kind of network");
    }

    /** Adds a network if its configuration is one that there is. */
    void add(final Supplier<Architecture> configuration, final UnaryOperator<String> foreign) {
        final Architecture architecture;
        try {
            architecture = configuration.get();
        } catch (final GraphException e) {
            refused = e;
            return;
        }
        fitting.put(architecture, Fit.of(file, hints, architecture, foreign));
    }

    /** @param last the tensor whose shape has to say what network it is, for the message that it says none */
    Choice choose(final String last, final String expected) {
        if (fitting.isEmpty()) {
            throw misfit(last, expected + (refused == null ? "" : " (" + refused.getMessage() + ")"));
        }
        return Choice.of(fitting, hints);
    }
}
