package sc.fiji.acuity.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.Upscaler;

/** Which model, and where it runs. */
final class ModelOptions {

    @Option(names = "--model", paramLabel = "NAME", defaultValue = Upscaler.DEFAULT_MODEL,
        description = "A model's name, the path of a model package, or bicubic (default: ${DEFAULT-VALUE}). "
            + "See: acuity models list.")
    private String model;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "How many times wider and higher: 2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
        description = "auto, cpu, cuda or mps (default: ${DEFAULT-VALUE}).")
    private String device;

    String model() {
        return model;
    }

    int scale() {
        return scale;
    }

    DeviceChoice device() {
        return DeviceChoice.parse(device);
    }

    /** Finds the model of these options, and sees that the device is one; as {@link #resolve(Action, String, int)}. */
    Optional<ModelPackage> resolve(final Action action) {
        action.option(this::device);
        return resolve(action, model, scale);
    }

    Upscaler open(final Optional<ModelPackage> resolved) {
        return open(resolved, scale, device());
    }

    /**
     * Finds a model; empty for bicubic. Nothing is computed yet.
     *
     * @param action whose options these are
     * @throws CommandLine.ParameterException if the scale makes no sense, or there is no such model
     * @throws AcuityException if the model is there and broken
     */
    static Optional<ModelPackage> resolve(final Action action, final String name, final int scale) {
        action.option(() -> requireScale(scale));
        return name.equals(Upscaler.BICUBIC) ? Optional.empty() : Optional.of(named(action, name, scale));
    }

    /** The same, where only a package will do. */
    static ModelPackage named(final Action action, final String name, final int scale) {
        action.option(() -> requireScale(scale));
        if (name.equals(Upscaler.BICUBIC)) {
            return action.option(() -> {
                throw new AcuityException(name, "is built in and no package", "name another; see acuity models list");
            });
        }
        final ModelStore store = ModelStore.standard();
        try {
            return store.resolve(name, scale);
        } catch (final AcuityException e) {
            if (isThere(store, name, scale)) {
                throw e;
            }
            return action.option(() -> {
                throw e;
            });
        }
    }

    private static int requireScale(final int scale) {
        Upscaler.requireScale(scale);
        return scale;
    }

    private static boolean isThere(final ModelStore store, final String name, final int scale) {
        if (store.list().stream().anyMatch(entry -> entry.id().name().equals(name) && entry.id().scale() == scale)) {
            return true;
        }
        try {
            return Files.exists(Path.of(name)) && ModelPackage.card(Path.of(name)).id().scale() == scale;
        } catch (final InvalidPathException e) {
            return false;
        } catch (final AcuityException unreadable) {
            return true;
        }
    }

    static Upscaler open(final Optional<ModelPackage> resolved, final int scale, final DeviceChoice device) {
        return resolved.map(found -> Upscaler.open(found, device, Runtime.getRuntime().availableProcessors()))
            .orElseGet(() -> Upscaler.open(Upscaler.BICUBIC, scale, device));
    }
}
