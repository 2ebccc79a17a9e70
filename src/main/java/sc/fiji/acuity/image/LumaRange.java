package sc.fiji.acuity.image;

/**
 * Which luma a one-channel network takes and gives, as values in 0..1.
 *
 * <pre>{@code
 * Plane in = range.of(rgb[0], rgb[1], rgb[2]);
 * float level = range.toStudio(out.data()[i]);
 * }</pre>
 */
public enum LumaRange {

    /** 0 is black, 1 is white: {@link Luma#full}. What our own networks take. */
    FULL {

        @Override
        public Plane of(final Plane red, final Plane green, final Plane blue) {
            return Luma.full(red, green, blue);
        }

        @Override
        public float toStudio(final float value) {
            return 16 + 219 * value;
        }
    },

    /** 16/255 is black, 235/255 is white: {@link Luma#studio} / 255. What edge-SR networks take. */
    STUDIO {

        @Override
        public Plane of(final Plane red, final Plane green, final Plane blue) {
            final Plane luma = Luma.studio(red, green, blue);
            for (int i = 0; i < luma.data().length; i++) {
                luma.data()[i] /= 255;
            }
            return luma;
        }

        @Override
        public float toStudio(final float value) {
            return 255 * value;
        }
    };

    /** The luma of three planes of one size with values 0..255, not rounded. */
    public abstract Plane of(Plane red, Plane green, Plane blue);

    /** A network's value as studio luma: 16 is black, 235 is white; values beyond are not clipped. */
    public abstract float toStudio(float value);
}
