package sc.fiji.acuity.evaluate;

import java.util.concurrent.atomic.AtomicReference;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * A single-channel model, to be scored: the same tiles, runner and threads as when it enlarges a user's image, but
 * nothing is rounded.
 *
 * <pre>{@code
 * try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.AUTO)) {
 *     Evaluation e = Evaluator.evaluate(enlarger, ImageSet.open(folder, 2), Protocol.STANDARD, progress);
 * }
 * }</pre>
 */
public final class ModelEnlarger implements Enlarger, AutoCloseable {

    private final ModelPackage model;
    private final Upscaler upscaler;

    public ModelEnlarger(final ModelPackage model, final DeviceChoice device) {
        this.model = model;
        upscaler = Upscaler.open(model, device, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int scale() {
        return model.scale();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public LumaRange luma() {
        return model.card().signal().luma().orElseThrow();
    }

    @Override
    public Plane[] enlarge(final Plane[] lr) {
        final AtomicReference<ImageProcessor> result = new AtomicReference<>();
        final ImageProcessor pixels = new FloatProcessor(lr[0].width(), lr[0].height(), lr[0].data());
        upscaler.enlargeAsIs(pixels, Progress.NONE, result::set);
        return new Plane[] {Planes.of(result.get())};
    }

    @Override
    public void close() {
        upscaler.close();
    }
}
