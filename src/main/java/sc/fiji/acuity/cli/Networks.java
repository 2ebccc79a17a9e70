package sc.fiji.acuity.cli;

import picocli.CommandLine;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.upscale.Upscaler;

/** Finds the network that a user names: one of the families, or a model's. */
final class Networks {

    private Networks() {}

    static Architecture named(final Action action, final String name, final int scale) {
        action.option(() -> {
            Upscaler.requireScale(scale);
            return scale;
        });
        try {
            return Architectures.named(name, scale);
        } catch (final GraphException unknown) {
            try {
                return ModelOptions.named(action, name, scale).architecture();
            } catch (final CommandLine.ParameterException e) {
                final String why = e.getCause() instanceof AcuityException known ? known.reason() : e.getMessage();
                return action.option(() -> {
                    throw new AcuityException(name, "is neither a network (" + unknown.getMessage() + ") nor a model ("
                        + why + ")", "see acuity cost --help and acuity models list", e);
                });
            }
        }
    }
}
