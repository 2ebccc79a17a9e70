package sc.fiji.acuity.image;

import ij.gui.PointRoi;
import ij.gui.Roi;

/**
 * On which planes selections are seen, when only some planes of an image go on. ImageJ has three ways to say so: a place
 * in the stack, a channel with slice and frame (0 for any), and for points a place in the stack each.
 */
final class RoiPositions {

    private final PlaneSubset planes;

    RoiPositions(final PlaneSubset planes) {
        this.planes = planes;
    }

    /** Whether a selection is seen on any of the planes. */
    boolean isSeen(final Roi roi) {
        if (roi.hasHyperStackPosition()) {
            return isSeen(planes.channels(), roi.getCPosition()) && isSeen(planes.slices(), roi.getZPosition())
                && isSeen(planes.frames(), roi.getTPosition());
        }
        if (roi instanceof PointRoi points && roi.getPosition() == PointRoi.POINTWISE_POSITION) {
            for (int i = 0; i < points.getNCoordinates(); i++) {
                if (isSeen(points.getPointPosition(i))) {
                    return true;
                }
            }
            return false;
        }
        return isSeen(roi.getPosition());
    }

    /** Whether something with this place in the stack, from 1 or 0 for all of it, is seen on any of the planes. */
    boolean isSeen(final int position) {
        return position == 0 || planes.place(position) > 0;
    }

    private static boolean isSeen(final PlaneSubset.Axis axis, final int number) {
        return number == 0 || axis.place(number) > 0;
    }

    /** The new place in the stack; 0 if it has none. */
    int place(final int position) {
        return position == 0 ? 0 : planes.place(position);
    }

    /** Gives {@code result} the position of {@code roi}, which is seen. */
    void carryOver(final Roi roi, final Roi result) {
        if (roi.hasHyperStackPosition()) {
            hyperstack(roi, result);
        } else if (roi.getPosition() >= 0) {
            result.setPosition(place(roi.getPosition()));
        }
    }

    private void hyperstack(final Roi roi, final Roi result) {
        final int c = planes.channels().place(roi.getCPosition());
        final int z = planes.slices().place(roi.getZPosition());
        final int t = planes.frames().place(roi.getTPosition());
        if (planes.isWhole() || planes.dimensions() > 1) {
            result.setPosition(c, z, t);
        } else {
            // a plain stack, where ImageJ looks for the place in the stack
            result.setPosition(planes.channels().count() > 1 ? c : planes.slices().count() > 1 ? z
                : planes.frames().count() > 1 ? t : 0);
        }
    }
}
