package sc.fiji.acuity.command;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.upscale.Upscaler;

/** Finds the network that a user names: one of the families, or a model's. */
final class NamedNetwork {

    private NamedNetwork() {}

    /** @throws AcuityException if it is neither, saying why */
    static Graph find(final ModelStore store, final String name, final int scale) {
        Upscaler.requireScale(scale);
        try {
            return Architectures.named(name, scale).graph();
        } catch (final GraphException unknown) {
            try {
                return store.resolve(name, scale).graph();
            } catch (final AcuityException e) {
                throw new AcuityException(name, "is neither a network (" + unknown.getMessage() + ") nor a model ("
                    + e.reason() + ")", "see acuity models list, with --architectures for the networks", e);
            }
        }
    }
}
