package sc.fiji.acuity.train.pairs;

/**
 * Gives the patches of every step of a training.
 *
 * <pre>{@code
 * float[] lr = new float[batch * source.channels() * patch * patch];
 * float[] hr = new float[lr.length * source.scale() * source.scale()];
 * source.draw(step, batch, lr, hr);
 * }</pre>
 *
 * What a step draws depends on the images, the settings, the seed and the step alone, never on what was drawn before: a
 * resumed run needs no state. Values are those that networks take: 0..1 for most pixels. Safe for use by several
 * threads.
 */
public interface PatchSource {

    /** 1: luma or one channel; 3: red, green and blue. */
    int channels();

    int scale();

    /** The side of a patch in LR pixels. */
    int patch();

    /**
     * Draws a whole batch.
     *
     * @param step counted from 0
     * @param lr takes batch × channels × patch × patch values
     * @param hr takes batch × channels × (patch · scale) × (patch · scale) values
     */
    void draw(long step, int batch, float[] lr, float[] hr);

    /** A checksum of all that the draws depend on; equal ones draw the same. */
    String fingerprint();
}
