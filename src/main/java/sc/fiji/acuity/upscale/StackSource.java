package sc.fiji.acuity.upscale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import sc.fiji.acuity.image.ColourTable;

/**
 * The planes of an ImagePlus, read one by one from its stack, which may be virtual. The numbers of a palette become the
 * colours that they stand for.
 */
final class StackSource implements PlaneSource {

    private final ImagePlus image;
    private final ImageStack stack;
    private final boolean palette;

    StackSource(final ImagePlus image) {
        this.image = image;
        stack = image.getStack();
        palette = ColourTable.isPalette(image);
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
        return palette ? 24 : image.getBitDepth();
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
    public int slices() {
        return image.getNSlices();
    }

    @Override
    public int frames() {
        return image.getNFrames();
    }

    @Override
    public int channel(final int plane) {
        return plane % image.getNChannels();
    }

    @Override
    public ImageProcessor plane(final int plane) {
        final ImageProcessor pixels = stack.getProcessor(plane + 1);
        return palette ? pixels.convertToColorProcessor() : pixels;
    }
}
