package sc.fiji.acuity.image;

import ij.ImagePlus;

/** Labels of planes: those of a stack are in the stack, that of an image of one plane is a property. */
final class SliceLabels {

    private static final String SINGLE = "Slice_Label";

    private SliceLabels() {}

    /**
     * @param plane from 1
     * @return null if there is none; ImageJ would make one of title and Info for an image of one plane
     */
    static String get(final ImagePlus image, final int plane) {
        return image.getStackSize() > 1 ? image.getStack().getSliceLabel(plane) : image.getProp(SINGLE);
    }

    /** @param label null for none */
    static void set(final ImagePlus image, final int plane, final String label) {
        if (image.getStackSize() > 1) {
            image.getStack().setSliceLabel(label, plane);
        } else {
            image.setProp(SINGLE, label);
        }
    }
}
