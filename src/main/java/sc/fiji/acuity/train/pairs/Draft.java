package sc.fiji.acuity.train.pairs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import sc.fiji.acuity.image.Plane;

/**
 * A pair whose intensities are not yet mapped: the map comes from all planes of its channel.
 *
 * @param range of the HR values, of luma for colours
 */
record Draft(String name, int channel, List<StoredPlane> small, List<StoredPlane> large, RawImage.Range range) {

    /** @param channels how many the network takes; a grey plane is its own red, green and blue */
    static Draft of(final String name, final int channel, final Plane[] small, final Plane[] large,
        final RawImage.Range range, final int channels, final PlaneStore store) {
        return new Draft(name, channel, stored(small, channels, store), stored(large, channels, store), range);
    }

    private static List<StoredPlane> stored(final Plane[] planes, final int channels, final PlaneStore store) {
        final List<StoredPlane> stored = new ArrayList<>();
        for (final Plane plane : planes) {
            stored.add(store.put(plane));
        }
        return stored.size() == channels ? stored : Collections.nCopies(channels, stored.get(0));
    }

    /** Of LR as the camera gives it. */
    RawImage.Range smallRange(final Optional<Camera> camera) {
        return StoredImage.exposed(small, large, camera).map(RawImage.Range::of)
            .reduce(RawImage.Range::and).orElseThrow();
    }

    StoredImage finish(final StoredImage.Map smallMap, final StoredImage.Map largeMap, final double dataRange,
        final Optional<Camera> camera) {
        final int scale = large.get(0).width() / small.get(0).width();
        final Plane[] hr = new Plane[large.size()];
        for (int c = 0; c < hr.length; c++) {
            hr[c] = c > 0 && large.get(c) == large.get(0) ? hr[0] : largeMap.apply(large.get(c).read());
        }
        return new StoredImage(name, small, large, smallMap, largeMap, dataRange, camera, SignalMap.of(hr, scale));
    }

    /** Ranges of each channel, over those of its planes. */
    static RawImage.Range[] byChannel(final int channels, final List<Draft> drafts,
        final Function<Draft, RawImage.Range> range) {
        final RawImage.Range[] all = new RawImage.Range[channels];
        drafts.forEach(draft -> all[draft.channel] = range.apply(draft).and(all[draft.channel]));
        return all;
    }
}
