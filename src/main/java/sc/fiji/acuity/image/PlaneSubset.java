package sc.fiji.acuity.image;

import java.util.Arrays;

import ij.ImagePlus;

/**
 * Some planes of an image, every combination of its chosen channels, slices and frames: a hyperstack again.
 *
 * @see PlaneSelection#of(ImagePlus)
 */
public final class PlaneSubset {

    private final Axis channels;
    private final Axis slices;
    private final Axis frames;

    /** What is chosen of the numbers 1 to {@code length}, ascending. */
    record Axis(int length, int[] chosen) {

        int count() {
            return chosen.length;
        }

        /** Where a number comes to stand, from 1; 0 if it is not chosen, and for 0, which stands for all. */
        int place(final int number) {
            return Math.max(0, Arrays.binarySearch(chosen, number) + 1);
        }

        boolean isWhole() {
            return chosen.length == length;
        }

        /** The distance of neighbours if it is the same for all, else 1. */
        int step() {
            final int step = chosen.length < 2 ? 1 : chosen[1] - chosen[0];
            for (int i = 2; i < chosen.length; i++) {
                if (chosen[i] - chosen[i - 1] != step) {
                    return 1;
                }
            }
            return step;
        }
    }

    PlaneSubset(final Axis channels, final Axis slices, final Axis frames) {
        this.channels = channels;
        this.slices = slices;
        this.frames = frames;
    }

    /** All planes of an image. */
    static PlaneSubset whole(final ImagePlus image) {
        return PlaneSelection.ALL.of(image);
    }

    public boolean isWhole() {
        return channels.isWhole() && slices.isWhole() && frames.isWhole();
    }

    /** The number of planes. */
    public int size() {
        return channels.count() * slices.count() * frames.count();
    }

    /** The chosen channels, ascending, from 1. */
    public int[] channelNumbers() {
        return channels.chosen().clone();
    }

    /** Where the planes are in the stack of the image, from 0: channels fastest, then slices, then frames. */
    public int[] planes() {
        final int[] planes = new int[size()];
        int i = 0;
        for (final int t : frames.chosen()) {
            for (final int z : slices.chosen()) {
                for (final int c : channels.chosen()) {
                    planes[i++] = ((t - 1) * slices.length() + z - 1) * channels.length() + c - 1;
                }
            }
        }
        return planes;
    }

    /** Where a plane of the image is in the subset, both from 1; 0 if it is not in it. */
    int place(final int plane) {
        final int p = plane - 1;
        final int c = channels.place(p % channels.length() + 1);
        final int z = slices.place(p / channels.length() % slices.length() + 1);
        final int t = frames.place(p / channels.length() / slices.length() + 1);
        return c == 0 || z == 0 || t == 0 ? 0 : ((t - 1) * slices.count() + z - 1) * channels.count() + c;
    }

    Axis channels() {
        return channels;
    }

    Axis slices() {
        return slices;
    }

    Axis frames() {
        return frames;
    }

    /** How many channels, slices and frames are longer than one plane. */
    int dimensions() {
        return (channels.count() > 1 ? 1 : 0) + (slices.count() > 1 ? 1 : 0) + (frames.count() > 1 ? 1 : 0);
    }
}
