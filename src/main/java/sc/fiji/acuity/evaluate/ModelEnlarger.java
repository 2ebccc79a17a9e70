package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * A model, to be scored: one for luma on luma, one for colour images on red, green and blue. The same tiles, runner
 * and threads as when it enlarges a user's image, but nothing is rounded.
 *
 * <pre>{@code
 * try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.AUTO)) {
 *     Evaluation e = Evaluator.evaluate(enlarger, ImageSet.open(folder, 2), Protocol.STANDARD, progress);
 * }
 * }</pre>
 */
public final class ModelEnlarger implements Enlarger, AutoCloseable {

    private static final double WHITE = 255;

    private final ModelPackage model;
    private final Upscaler upscaler;
    private final Precision precision;

    /** In fp32. */
    public ModelEnlarger(final ModelPackage model, final DeviceChoice device) {
        this(model, device, Precision.FP32);
    }

    public ModelEnlarger(final ModelPackage model, final DeviceChoice device, final Precision precision) {
        this.model = model;
        this.precision = precision;
        upscaler = Upscaler.open(model, device, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int scale() {
        return model.scale();
    }

    @Override
    public int channels() {
        return model.graph().inputChannels();
    }

    @Override
    public LumaRange luma() {
        return model.card().signal().luma().orElse(LumaRange.FULL);
    }

    @Override
    public Plane[] enlarge(final Plane[] lr) {
        return channels() == 1 ? upscaler.enlargeAsIs(lr, precision, Progress.NONE) : colour(lr);
    }

    /** From 0..255 to where the network has black and white, and back. */
    private Plane[] colour(final Plane[] lr) {
        final double low = model.card().signal().low();
        final double unit = (model.card().signal().high() - low) / WHITE;
        final Plane[] in = new Plane[lr.length];
        for (int c = 0; c < lr.length; c++) {
            in[c] = new Plane(lr[c].width(), lr[c].height());
            for (int i = 0; i < in[c].data().length; i++) {
                in[c].data()[i] = (float) (low + unit * lr[c].data()[i]);
            }
        }
        final Plane[] result = upscaler.enlargeAsIs(in, precision, Progress.NONE);
        for (final Plane plane : result) {
            for (int i = 0; i < plane.data().length; i++) {
                plane.data()[i] = (float) ((plane.data()[i] - low) / unit);
            }
        }
        return result;
    }

    @Override
    public void close() {
        upscaler.close();
    }
}
