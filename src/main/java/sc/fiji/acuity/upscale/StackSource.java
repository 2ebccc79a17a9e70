package sc.fiji.acuity.upscale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/** The planes of an ImagePlus, read from its stack; works for virtual stacks. */
final class StackSource implements PlaneSource {

    private final ImagePlus image;
    private final ImageStack stack;

    StackSource(final ImagePlus image) {
        this.image = image;
        stack = image.getStack();
    }

    @Override
    public String name() {
        return image.getTitle();
    }

    @Override
    public int width() {
        return stack.getWidth();
    }

    @Override
    public int height() {
        return stack.getHeight();
    }

    @Override
    public int bitDepth() {
        return image.getBitDepth();
    }

    @Override
    public int size() {
        return stack.size();
    }

    @Override
    public int channels() {
        return image.getNChannels();
    }

    @Override
    public int channel(final int plane) {
        return plane % image.getNChannels();
    }

    @Override
    public ImageProcessor plane(final int plane) {
        return stack.getProcessor(plane + 1);
    }
}
