package sc.fiji.acuity.train.pairs;

import java.util.Arrays;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;

/** An image as it was read: planes of one channel, or of red, green and blue, with the values that are stored. */
final class RawImage {

    /** What values mean. */
    enum Kind {
        /** 0..255. */
        BYTES,
        /** 16 or 32 bits: from the channel's minimum to its maximum. */
        GREY,
        /** Red, green and blue, each 0..255. */
        RGB
    }

    /** Least and largest value of a plane or a channel. */
    record Range(float least, float most) {

        Range and(final Range other) {
            return other == null ? this
                : new Range(Math.min(least, other.least), Math.max(most, other.most));
        }

        static Range of(final Plane plane) {
            float least = plane.data()[0];
            float most = least;
            for (final float value : plane.data()) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            return new Range(least, most);
        }
    }

    private final String name;
    private final ImagePlus image;
    private final int width;
    private final int height;

    /**
     * @param least pixels that each side must have
     * @param scale what does not divide by it, at the right and the bottom, is cut off
     */
    RawImage(final String name, final ImagePlus image, final int least, final int scale) {
        if (image.getWidth() < least || image.getHeight() < least) {
            throw new AcuityException(name, "has " + image.getWidth() + " x " + image.getHeight()
                + " pixels, less than a patch of " + least, "leave it out, or train with smaller patches");
        }
        this.name = name;
        this.image = image;
        width = image.getWidth() / scale * scale;
        height = image.getHeight() / scale * scale;
    }

    String name() {
        return name;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** How many planes there are. */
    int size() {
        return image.getStackSize();
    }

    int channels() {
        return image.getNChannels();
    }

    /** Of a plane, from 0. */
    int channel(final int n) {
        return image.convertIndexToPosition(n + 1)[0] - 1;
    }

    String name(final int n) {
        return size() == 1 ? name : name + ", plane " + (n + 1);
    }

    Kind kind() {
        return switch (image.getBitDepth()) {
            case 8 -> Kind.BYTES;
            case 24 -> Kind.RGB;
            default -> Kind.GREY;
        };
    }

    /** One plane, or red, green and blue. */
    Plane[] planes(final int n) {
        final ImageProcessor pixels = image.getStack().getProcessor(n + 1);
        final Plane[] planes =
            pixels instanceof ColorProcessor rgb ? Planes.rgb(rgb) : new Plane[] {Planes.of(pixels)};
        return Arrays.stream(planes).map(plane -> plane.crop(0, 0, width, height)).toArray(Plane[]::new);
    }

    /** The one channel, or luma: 0..1. */
    static Plane luma(final Plane[] planes) {
        return planes.length == 1 ? planes[0] : Luma.full(planes[0], planes[1], planes[2]);
    }

    /**
     * The values of a plane from which something can be learnt; not those that it is displayed with.
     *
     * @param plane of this name
     */
    static Range range(final String name, final Plane plane) {
        for (final float value : plane.data()) {
            if (!Float.isFinite(value)) {
                throw new AcuityException(name, "has pixels that are not numbers", "leave it out, or crop them away");
            }
        }
        final Range range = Range.of(plane);
        if (range.least == range.most) {
            throw new AcuityException(name, "is constant", "leave it out");
        }
        return range;
    }
}
