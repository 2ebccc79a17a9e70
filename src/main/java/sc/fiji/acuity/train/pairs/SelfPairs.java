package sc.fiji.acuity.train.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/**
 * Makes LR images of HR images.
 *
 * <p>Intensities are mapped as for enlarging: 8 bits and RGB ÷ 255, 16 and 32 bits from the minimum to the maximum of a
 * channel, over its stack. Of which image: of HR where LR is made by bicubic or box, as published; of LR where it comes
 * from a microscope, as the image that will be enlarged. Behind a camera, everything is mapped so.
 */
final class SelfPairs {

    private final PairSettings settings;
    private final PlaneStore store;
    private final List<String> problems;

    SelfPairs(final PairSettings settings, final PlaneStore store, final List<String> problems) {
        this.settings = settings;
        this.store = store;
        this.problems = problems;
    }

    /** Planes that cannot be used are left out: the others can be used all the same. */
    List<StoredImage> of(final RawImage hr) {
        final RawImage.Range[] planes = new RawImage.Range[hr.size()];
        final RawImage.Range[] channels = new RawImage.Range[hr.channels()];
        for (int n = 0; n < planes.length; n++) {
            try {
                planes[n] = RawImage.range(hr.name(n), RawImage.luma(hr.planes(n)));
                requireLight(hr.name(n), planes[n]);
                channels[hr.channel(n)] = planes[n].and(channels[hr.channel(n)]);
            } catch (final AcuityException e) {
                planes[n] = null;
                problems.add(e.getMessage());
            }
        }
        final List<Draft> drafts = new ArrayList<>();
        for (int n = 0; n < planes.length; n++) {
            if (planes[n] != null) {
                final float peak = channels[hr.channel(n)].most();
                drafts.add(draft(hr, n, planes[n], peak));
            }
        }
        return finish(hr, drafts, channels);
    }

    private void requireLight(final String name, final RawImage.Range range) {
        if (settings.degradation().camera().isPresent() && range.most() <= 0) {
            throw new AcuityException(name, "has no positive values, and so no light", "leave it out");
        }
    }

    /** @param peak the channel's largest value */
    private Draft draft(final RawImage hr, final int n, final RawImage.Range range, final float peak) {
        final Optional<Camera> camera = settings.degradation().camera();
        final boolean colour = hr.kind() == RawImage.Kind.RGB && settings.channels() > 1;
        final Plane[] read = hr.planes(n);
        Plane[] large = read;
        Plane[] small = read;
        if (camera.isPresent()) {
            // light is collected by one camera: its luma, or three colours of one exposure
            large = colour ? read : new Plane[] {RawImage.luma(read)};
            small = reduced(large, Rounding.NONE);
            final double photons = camera.get().photons() / (colour ? 255.0 * peak : peak);
            Arrays.stream(small).forEach(plane -> multiply(plane, photons));
        } else {
            small = reduced(read, hr.kind() == RawImage.Kind.GREY ? Rounding.NONE : Rounding.UINT8);
            if (!colour) {
                large = new Plane[] {RawImage.luma(read)};
                small = new Plane[] {RawImage.luma(small)};
            }
        }
        return Draft.of(hr.name(n), hr.channel(n), small, large, range, settings.channels(), store);
    }

    private Plane[] reduced(final Plane[] large, final Rounding rounding) {
        return Arrays.stream(large).map(plane -> settings.degradation().reduce(plane, settings.scale(), rounding))
            .toArray(Plane[]::new);
    }

    private static void multiply(final Plane plane, final double factor) {
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (float) (plane.data()[i] * factor);
        }
    }

    /** @param ranges of HR, by channel */
    private List<StoredImage> finish(final RawImage hr, final List<Draft> drafts, final RawImage.Range[] ranges) {
        final boolean microscope = settings.degradation() instanceof Degradation.Physics;
        final Optional<Camera> camera = settings.degradation().camera();
        final boolean stored = hr.kind() != RawImage.Kind.GREY && camera.isEmpty();
        final RawImage.Range[] seen = microscope && !stored
            ? Draft.byChannel(ranges.length, drafts, draft -> draft.smallRange(camera)) : ranges;
        final boolean colour = hr.kind() == RawImage.Kind.RGB && settings.channels() > 1;
        final StoredImage.Map bytes =
            hr.kind() == RawImage.Kind.RGB && !colour ? StoredImage.Map.UNIT : StoredImage.Map.BYTES;
        final List<StoredImage> images = new ArrayList<>();
        for (final Draft draft : drafts) {
            final RawImage.Range range = seen[draft.channel()];
            if (!stored && range.least() == range.most()) {
                problems.add(new AcuityException(draft.name(), "is constant once it is reduced", "leave it out")
                    .getMessage());
                continue;
            }
            final float peak = ranges[draft.channel()].most() * (colour ? 255 : 1);
            final StoredImage.Map small = stored ? bytes : new StoredImage.Map(range.least(), range.most());
            final StoredImage.Map large = camera.map(c -> light(c, small, peak)).orElse(small);
            final double full = microscope ? peak / ((double) large.high() - large.low()) : 1;
            images.add(draft.finish(small, large, full, camera));
        }
        return images;
    }

    /** Which HR values give the counts that a map begins and ends with, were there no noise. */
    private static StoredImage.Map light(final Camera camera, final StoredImage.Map counts, final float peak) {
        final double each = camera.gain() * camera.photons() / peak;
        return new StoredImage.Map((float) ((counts.low() - camera.offset()) / each),
            (float) ((counts.high() - camera.offset()) / each));
    }
}
