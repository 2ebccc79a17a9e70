package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.upscale.ModelTest;

/** Images and a model whose results are known without computing. */
final class Samples {

    private Samples() {}

    /** A package for x2 whose network repeats every pixel: each of its four filters looks at the centre only. */
    static ModelPackage repeating(final Path folder, final String name) {
        final Architecture architecture = Architectures.named("eSR-MAX_s2_K3_C1", 2);
        final float[] kernels = new float[4 * 9];
        for (int i = 0; i < 4; i++) {
            kernels[i * 9 + 4] = 1;
        }
        final Weights weights = new Weights(Map.of("filter.weight", new Tensor(new int[] {4, 1, 3, 3}, kernels)));
        final Tensor input = new Tensor(new int[] {1, 1, 1, 2}, new float[] {0.1f, 0.6f});
        final Tensor output = new Tensor(new int[] {1, 1, 2, 4}, new float[] {0.1f, 0.1f, 0.6f, 0.6f, 0.1f, 0.1f, 0.6f,
            0.6f});
        return save(folder, name, architecture, weights, input, output);
    }

    /** A package for x2 that has something to compute: ESPCN as it is before training. */
    static ModelPackage slow(final Path folder, final String name) {
        final Architecture architecture = Architectures.named("espcn", 2);
        final Weights weights = architecture.initialWeights(1);
        final Tensor input = new Tensor(new int[] {1, 1, 1, 2}, new float[] {0.1f, 0.6f});
        return save(folder, name, architecture, weights, input,
            ModelTest.infer(architecture.graph(), weights, input, DeviceChoice.CPU));
    }

    private static ModelPackage save(final Path folder, final String name, final Architecture architecture,
        final Weights weights, final Tensor input, final Tensor output) {
        final Card card = new Card(new ModelName(name, 2), Card.About.of("Repeats pixels.", "CC0-1.0"),
            Card.Signal.LUMA,
            Card.Facts.UNKNOWN, new Card.Trust(Map.of(ModelTest.PRECISION, 1e-4), OptionalDouble.empty(), List.of(),
            ""),
            Optional.empty());
        return ModelPackage.save(folder.resolve(name + "-x2"), card, architecture, weights, input, output);
    }

    static Path save(final Path file, final ImagePlus image) {
        ImageFiles.save(image, file, false);
        return file;
    }

    static ImagePlus bytes(final int width, final int height) {
        final ByteProcessor pixels = new ByteProcessor(width, height);
        for (int i = 0; i < width * height; i++) {
            pixels.set(i, i * 37 % 256);
        }
        return new ImagePlus("bytes", pixels);
    }

    static ImagePlus shorts(final int width, final int height) {
        final ShortProcessor pixels = new ShortProcessor(width, height);
        for (int i = 0; i < width * height; i++) {
            pixels.set(i, 500 + i * 371 % 9000);
        }
        return new ImagePlus("shorts", pixels);
    }

    static ImagePlus floats(final int width, final int height, final float... values) {
        final float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = values[i % values.length];
        }
        return new ImagePlus("floats", new FloatProcessor(width, height, pixels));
    }
}
