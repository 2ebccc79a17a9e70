package sc.fiji.acuity.cli;

import picocli.CommandLine.Option;

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

    boolean isBicubic() {
        return model.equals(Upscaler.BICUBIC);
    }

    DeviceChoice device() {
        return DeviceChoice.parse(device);
    }

    ModelPackage resolve() {
        Upscaler.requireScale(scale);
        return ModelStore.standard().resolve(model, scale);
    }

    Upscaler open() {
        return Upscaler.open(model, scale, device());
    }
}
