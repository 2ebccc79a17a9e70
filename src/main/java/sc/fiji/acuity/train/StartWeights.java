package sc.fiji.acuity.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * The first weights of a network that is trained on from another: those of another scale, say, all but the last layer.
 *
 * <pre>{@code
 * Weights start = StartWeights.of(Architectures.named("espcn-10x16", 3), 1, modelX2.weights(), "balanced-x2");
 * }</pre>
 */
public final class StartWeights {

    private StartWeights() {}

    /**
     * What has the same name and shape in both is taken over; the rest is drawn as for a training from scratch.
     *
     * @param seed of what is drawn
     * @param name of where the weights are from, for messages
     * @throws AcuityException if the two have different layers, or less than half of the values fit
     */
    public static Weights of(final Architecture architecture, final long seed, final Weights from, final String name) {
        final Weights fresh = architecture.initialWeights(seed);
        if (!fresh.names().equals(from.names())) {
            throw new AcuityException(name, "has other layers than " + architecture,
                "choose the network that " + name + " has, see acuity models show " + name);
        }
        final Map<String, Tensor> start = new LinkedHashMap<>();
        final List<String> drawn = new ArrayList<>();
        long taken = 0;
        for (final Map.Entry<String, Tensor> e : fresh.asMap().entrySet()) {
            final Tensor other = from.get(e.getKey());
            final boolean fits = Arrays.equals(other.shape(), e.getValue().shape());
            start.put(e.getKey(), fits ? other.copy() : e.getValue());
            taken += fits ? other.data().length : 0;
            if (!fits) {
                drawn.add(e.getKey());
            }
        }
        if (2 * taken < fresh.count()) {
            throw new AcuityException(name, "has little in common with " + architecture + ": other shapes of " + drawn,
                "choose the network that " + name + " has, see acuity models show " + name);
        }
        return new Weights(start);
    }
}
