package sc.fiji.acuity.image;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * The planes of a result on their way from those who make them to the file: at most {@value #AHEAD} wait for the one
 * whose turn it is.
 *
 * <pre>{@code
 * StreamedStack planes = new StreamedStack(width, height, 16, 1000);
 * ImagePlus description = new ImagePlus("result", planes);
 * // workers: planes.put(i, pixels); at the end planes.end(), or planes.fail(e)
 * ImageFiles.save(description, file, false);
 * }</pre>
 *
 * <p>To everyone but {@link ImageFiles#save} its planes are blank: what describes the image (calibration, colours,
 * labels, overlay) can be set up on an ImagePlus over it before there is a pixel.
 */
public final class StreamedStack extends VirtualStack {

    /** Planes that are finished and not yet written. */
    public static final int AHEAD = 3;

    private final int bitDepth;
    private final String[] labels;
    private final Object blank;
    private final Map<Integer, ImageProcessor> waiting = new HashMap<>();
    private int next;
    private boolean abandoned;
    private boolean ended;
    private Throwable failure;

    /**
     * @param bitDepth 8, 16, 24 (RGB) or 32
     * @param size number of planes
     */
    public StreamedStack(final int width, final int height, final int bitDepth, final int size) {
        super(width, height, size);
        this.bitDepth = bitDepth;
        setBitDepth(bitDepth);
        labels = new String[size];
        final int pixels = Math.multiplyExact(width, height);
        blank = switch (bitDepth) {
            case 8 -> new byte[pixels];
            case 16 -> new short[pixels];
            case 24 -> new int[pixels];
            default -> new float[pixels];
        };
    }

    /**
     * Hands over a plane. Waits while the file is too far behind; those who make planes in order cannot block each other.
     *
     * @param index from 0
     * @throws CancellationException if nobody wants it any more
     */
    public synchronized void put(final int index, final ImageProcessor pixels) {
        while (index >= next + AHEAD && !ended && !abandoned) {
            await();
        }
        if (ended || abandoned) {
            throw new CancellationException("nobody takes the planes any more");
        }
        waiting.put(index, pixels);
        notifyAll();
    }

    /** A plane will be missing: those who wait to hand over later ones go on, and whoever waits for it learns why later. */
    public synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** All planes are handed over, or nobody wants more of them: nobody waits here any longer. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** There will be no more planes; whoever waits for one is thrown this. */
    public synchronized void fail(final Throwable reason) {
        failure = reason;
        end();
    }

    /** Waits until all planes are made; what went wrong with that is thrown here. */
    public synchronized void awaitEnd() {
        while (!ended) {
            await();
        }
        rethrow();
    }

    /** Takes the next plane; only in order. */
    private synchronized ImageProcessor take(final int index) {
        if (index != next) {
            throw new IllegalStateException("plane " + index + " is asked for, the next one is " + next);
        }
        while (!waiting.containsKey(index)) {
            rethrow();
            if (ended) {
                throw new IllegalStateException("plane " + index + " was never made");
            }
            await();
        }
        next++;
        notifyAll();
        return waiting.remove(index);
    }

    private void rethrow() {
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void await() {
        try {
            wait();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** The planes themselves, each once and in order. */
    VirtualStack pulled() {
        return new VirtualStack(getWidth(), getHeight(), size()) {

            @Override
            public ImageProcessor getProcessor(final int n) {
                return take(n - 1);
            }
        };
    }

    @Override
    public ImageProcessor getProcessor(final int n) {
        // each channel of a composite image has colours of its own
        if (blank instanceof byte[] bytes) {
            return new ByteProcessor(getWidth(), getHeight(), bytes, null);
        }
        if (blank instanceof short[] shorts) {
            return new ShortProcessor(getWidth(), getHeight(), shorts, null);
        }
        return blank instanceof int[] rgb ? new ColorProcessor(getWidth(), getHeight(), rgb)
            : new FloatProcessor(getWidth(), getHeight(), (float[]) blank, null);
    }

    @Override
    public int getBitDepth() {
        return bitDepth;
    }

    @Override
    public String getSliceLabel(final int n) {
        return labels[n - 1];
    }

    @Override
    public void setSliceLabel(final String label, final int n) {
        labels[n - 1] = label;
    }
}
