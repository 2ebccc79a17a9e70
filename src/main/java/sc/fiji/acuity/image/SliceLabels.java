package sc.fiji.acuity.image;

import ij.ImagePlus;

/** Labels of planes: those of a stack are in the stack, that of an image of one plane is mostly a property. */
final class SliceLabels {

    private static final String SINGLE = "Slice_Label";

    private SliceLabels() {}

    /**
     * @param plane from 1
     * @return null if there is none
     */
    static String get(final ImagePlus image, final int plane) {
        final String single = image.getStackSize() > 1 ? null : image.getProp(SINGLE);
        final String label = single == null ? image.getStack().getSliceLabel(plane) : single;
        return image.getStackSize() == 1 && isInfo(image, label) ? null : label;
    }

    /** ImageJ makes a label of title and Info for an image of one plane that has none. */
    private static boolean isInfo(final ImagePlus image, final String label) {
        final String info = image.getInfoProperty();
        return info != null && label != null && label.indexOf('\n') >= 0
            && info.startsWith(label.substring(label.indexOf('\n') + 1));
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
