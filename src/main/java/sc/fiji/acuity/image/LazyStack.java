package sc.fiji.acuity.image;

import java.nio.file.Path;

import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.process.ImageProcessor;

/** The planes of a TIFF file, each read when it is asked for and kept by nobody. */
final class LazyStack extends VirtualStack {

    private final Path file;
    private final FileInfo[] planes;
    private final int bitDepth;
    private final String[] labels;

    /**
     * @param planes where each one is
     * @param like a stack with the same labels
     */
    LazyStack(final Path file, final FileInfo[] planes, final int bitDepth, final ImageStack like) {
        super(planes[0].width, planes[0].height, planes.length);
        this.file = file;
        this.planes = planes.clone();
        this.bitDepth = bitDepth;
        setBitDepth(bitDepth);
        labels = new String[planes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = like.getSliceLabel(i + 1);
        }
    }

    @Override
    public ImageProcessor getProcessor(final int n) {
        final ImageProcessor pixels = new FileOpener(planes[n - 1]).openProcessor();
        if (pixels == null) {
            throw TiffStructure.damaged(file, "plane " + n + " is not there any more, or cannot be read");
        }
        pixels.setSliceNumber(n);
        return pixels;
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
