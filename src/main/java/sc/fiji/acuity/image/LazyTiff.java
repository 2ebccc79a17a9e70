package sc.fiji.acuity.image;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.process.ImageProcessor;

/**
 * A stack in a TIFF file whose planes stay there. ImageJ's own reader makes the image out of the same descriptions as
 * ever, with planes of one pixel each; then the real ones take their place. So nothing about the image differs from
 * one that is read at once.
 */
final class LazyTiff {

    /** Of one sample a pixel, or of bytes of red, green and blue: what ImageJ reads plane by plane as it reads stacks. */
    private static final Set<Integer> PLAIN = Set.of(FileInfo.GRAY8, FileInfo.COLOR8, FileInfo.GRAY16_SIGNED,
        FileInfo.GRAY16_UNSIGNED, FileInfo.GRAY32_FLOAT, FileInfo.GRAY32_INT, FileInfo.GRAY32_UNSIGNED, FileInfo.RGB);

    private LazyTiff() {}

    /** Whether planes can be read one by one: else the whole stack has to be. */
    static boolean fits(final FileInfo[] pages) {
        final FileInfo first = pages[0];
        final int planes = pages.length > 1 ? pages.length : first.nImages;
        final String text = first.description == null ? "" : first.description;
        return planes > 1 && PLAIN.contains(first.fileType) && !text.contains("order=zct")
            && (pages.length == 1 || !text.startsWith("ImageJ"))
            && first.samplesPerPixel == (first.fileType == FileInfo.RGB ? 3 : 1);
    }

    /** @param reader what makes an image of descriptions, all at once */
    static ImagePlus open(final Path file, final FileInfo[] pages, final Function<FileInfo[], ImagePlus> reader) {
        final FileInfo[] planes = planes(pages);
        final FileInfo[] small = new FileInfo[pages.length];
        for (int i = 0; i < small.length; i++) {
            small[i] = small(pages[i], i);
        }
        small[0].inputStream = new Zeros();
        final ImagePlus image = reader.apply(small);
        if (image == null || image.getStackSize() != planes.length) {
            throw TiffStructure.damaged(file, "ImageJ cannot read its description");
        }
        final double low = image.getDisplayRangeMin();
        final double high = image.getDisplayRangeMax();
        final boolean indexed = image.getType() == ImagePlus.COLOR_256;
        final LazyStack stack = new LazyStack(file, planes, image.getBitDepth(), image.getStack());
        image.setStack(stack);
        image.setFileInfo(pages[0]);
        if (image.getBitDepth() == 24) {
            return image;
        }
        if (indexed) {
            image.setTypeToColor256();
        }
        final ImageProcessor shown = image.getProcessor();
        if (high != low && (shown.getMin() != low || shown.getMax() != high)) {
            shown.setMinAndMax(low, high);
        } else if (high == low && shown.getMin() == shown.getMax() && pages.length == 1) {
            rangeOfAll(image, stack);
        }
        return image;
    }

    /** As ImageJ does where the first plane is blank. */
    private static void rangeOfAll(final ImagePlus image, final LazyStack stack) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int i = 1; i <= stack.size(); i++) {
            final ImageProcessor plane = stack.getProcessor(i);
            plane.resetMinAndMax();
            low = Math.min(low, plane.getMin());
            high = Math.max(high, plane.getMax());
        }
        image.getProcessor().setMinAndMax(low, high);
    }

    private static FileInfo[] planes(final FileInfo[] pages) {
        if (pages.length > 1) {
            return pages;
        }
        final FileInfo page = pages[0];
        final long bytes = Math.multiplyExact((long) page.width * page.height, (long) page.getBytesPerPixel());
        final FileInfo[] planes = new FileInfo[page.nImages];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (FileInfo) page.clone();
            planes[i].nImages = 1;
            planes[i].longOffset = page.getOffset() + i * (bytes + page.getGap());
            planes[i].stripOffsets = null;
            planes[i].stripLengths = null;
        }
        return planes;
    }

    private static FileInfo small(final FileInfo page, final int index) {
        final FileInfo small = (FileInfo) page.clone();
        small.width = 1;
        small.height = 1;
        small.compression = FileInfo.COMPRESSION_NONE;
        small.stripOffsets = null;
        small.stripLengths = null;
        small.offset = 0;
        small.longOffset = (long) index * page.getBytesPerPixel();
        small.gapBetweenImages = 0;
        small.longGap = 0;
        return small;
    }

    /** Pixels for the small planes. */
    private static final class Zeros extends InputStream {

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(final byte[] bytes, final int from, final int n) {
            Arrays.fill(bytes, from, from + n, (byte) 0);
            return n;
        }

        @Override
        public long skip(final long n) {
            return n;
        }
    }
}
