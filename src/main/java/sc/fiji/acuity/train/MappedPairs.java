package sc.fiji.acuity.train;

import java.util.List;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.train.pairs.HeldOut;
import sc.fiji.acuity.train.pairs.Pairs;
import sc.fiji.acuity.train.pairs.PatchSource;

/** Images in the intensities of a network whose black and white are not 0 and 1: those of edge-SR, say. */
final class MappedPairs implements Pairs {

    private final Pairs pairs;
    private final float low;
    private final float unit;

    private MappedPairs(final Pairs pairs, final Card.Signal signal) {
        this.pairs = pairs;
        low = (float) signal.low();
        unit = (float) (signal.high() - signal.low());
    }

    /** The same pairs for a network of 0 and 1. */
    static Pairs of(final Pairs pairs, final Card.Signal signal) {
        return signal.low() == 0 && signal.high() == 1 ? pairs : new MappedPairs(pairs, signal);
    }

    static List<? extends HeldOut> of(final List<? extends HeldOut> images, final Card.Signal signal) {
        return signal.low() == 0 && signal.high() == 1 ? images : images.stream()
            .map(image -> new Mapped(image, (float) signal.low(), (float) (signal.high() - signal.low()))).toList();
    }

    @Override
    public int scale() {
        return pairs.scale();
    }

    @Override
    public int channels() {
        return pairs.channels();
    }

    @Override
    public PatchSource patches(final int patch, final long seed) {
        return new MappedPatches(pairs.patches(patch, seed), low, unit);
    }

    @Override
    public List<HeldOut> heldOut() {
        return pairs.heldOut().stream().map(image -> (HeldOut) new Mapped(image, low, unit)).toList();
    }

    private static void map(final float[] values, final float low, final float unit) {
        for (int i = 0; i < values.length; i++) {
            values[i] = low + unit * values[i];
        }
    }

    private record MappedPatches(PatchSource patches, float low, float unit) implements PatchSource {

        @Override
        public int channels() {
            return patches.channels();
        }

        @Override
        public int scale() {
            return patches.scale();
        }

        @Override
        public int patch() {
            return patches.patch();
        }

        @Override
        public void draw(final long step, final int batch, final float[] lr, final float[] hr) {
            patches.draw(step, batch, lr, hr);
            map(lr, low, unit);
            map(hr, low, unit);
        }

        @Override
        public String fingerprint() {
            return patches.fingerprint();
        }
    }

    private record Mapped(HeldOut image, float low, float unit) implements HeldOut {

        @Override
        public String name() {
            return image.name();
        }

        @Override
        public int width() {
            return image.width();
        }

        @Override
        public int height() {
            return image.height();
        }

        @Override
        public double dataRange() {
            return unit * image.dataRange();
        }

        @Override
        public Plane[] lr() {
            return map(image.lr());
        }

        @Override
        public Plane[] hr() {
            return map(image.hr());
        }

        /** Into planes of their own: whoever gave these may keep them. */
        private Plane[] map(final Plane[] planes) {
            final Plane[] result = new Plane[planes.length];
            for (int c = 0; c < planes.length; c++) {
                final float[] values = planes[c].data().clone();
                MappedPairs.map(values, low, unit);
                result[c] = new Plane(planes[c].width(), planes[c].height(), values);
            }
            return result;
        }
    }
}
