package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/**
 * LR images from files of their own.
 *
 * <p>LR intensities are mapped as for enlarging: 8 bits and RGB ÷ 255, 16 and 32 bits from the minimum to the maximum
 * of the channel. HR is brought to them: where both are 8 bits or RGB, equal values mean the same; otherwise by the
 * straight line, for each channel, that fits best (LR against means of HR).
 */
final class RegisteredPairs {

    /** In LR pixels. What is further off would be learnt as a shift; what is less blurs the result a little. */
    static final double FARTHEST = 0.5;

    /** In LR pixels: far more than blur reaches. */
    private static final int BLOCK = 8;

    private final PairSettings settings;
    private final PlaneStore store;
    private final List<String> problems;
    private final List<String> notes;
    private final List<Shift> shifts = new ArrayList<>();

    RegisteredPairs(final PairSettings settings, final PlaneStore store, final List<String> problems,
        final List<String> notes) {
        this.settings = settings;
        this.store = store;
        this.problems = problems;
        this.notes = notes;
    }

    /**
     * Finds the LR image for each HR image: names are equal but for extension, case and a last {@code HR}, {@code LR}
     * or {@code x2}.
     *
     * @throws AcuityException if there is not exactly one
     */
    static Map<Path, Path> match(final List<Path> hr, final Path folder) {
        final List<Path> lr = ImageFiles.list(folder);
        if (lr.isEmpty()) {
            throw new AcuityException(folder.toString(), "holds no images", "name the folder with the LR images");
        }
        final Map<String, Path> byName = new LinkedHashMap<>();
        for (final Path file : lr) {
            unique(file, byName.put(FieldName.pair(file), file));
        }
        final Map<String, Path> seen = new LinkedHashMap<>();
        final Map<Path, Path> pairs = new LinkedHashMap<>();
        for (final Path file : hr) {
            final String name = FieldName.pair(file);
            unique(file, seen.put(name, file));
            if (!byName.containsKey(name)) {
                throw unmatched(file, "LR", hr.size(), lr.size());
            }
            pairs.put(file, byName.get(name));
        }
        for (final Map.Entry<String, Path> e : byName.entrySet()) {
            if (!seen.containsKey(e.getKey())) {
                throw unmatched(e.getValue(), "HR", hr.size(), lr.size());
            }
        }
        return pairs;
    }

    private static void unique(final Path file, final Path other) {
        if (other != null) {
            throw new AcuityException(file.toString(), "cannot be told from " + other
                + ": their names differ in nothing that counts", "give each pair a name of its own");
        }
    }

    private static AcuityException unmatched(final Path file, final String other, final int hr, final int lr) {
        return new AcuityException(file.toString(), "has no " + other + " image of that name (" + hr + " HR and " + lr
            + " LR images)", "give both images of a pair the same name, or remove it");
    }

    /** @throws AcuityException if the two do not belong together; planes that cannot be used are left out */
    List<StoredImage> of(final RawImage lr, final RawImage hr) {
        requireFit(lr, hr);
        final List<Draft> drafts = new ArrayList<>();
        for (int n = 0; n < hr.size(); n++) {
            try {
                drafts.add(draft(lr, hr, n));
            } catch (final AcuityException e) {
                problems.add(e.getMessage());
            }
        }
        final List<StoredImage> images = new ArrayList<>();
        for (int c = 0; c < hr.channels(); c++) {
            final int channel = c;
            final List<Draft> own = drafts.stream().filter(draft -> draft.channel() == channel).toList();
            if (own.isEmpty()) {
                continue;
            }
            try {
                register(lr, hr, own.get(own.size() / 2));
                images.addAll(finish(lr, hr, own));
            } catch (final AcuityException e) {
                problems.add(e.getMessage());
            }
        }
        return images;
    }

    private void requireFit(final RawImage lr, final RawImage hr) {
        if (lr.size() != hr.size() || lr.channels() != hr.channels()) {
            throw new AcuityException(lr.name(), "has " + lr.size() + " planes in " + lr.channels() + " channels, its "
                + "HR image " + hr.size() + " in " + hr.channels(), "save both with the same planes");
        }
        if ((lr.kind() == RawImage.Kind.RGB) != (hr.kind() == RawImage.Kind.RGB)) {
            throw new AcuityException(lr.name(), "and its HR image are not both in colour", "save both alike");
        }
    }

    /**
     * A wrong ratio is a mistake in the settings, not of a file. HR pixels at the right and the bottom that make no
     * whole LR pixel may be there: they are cut off.
     */
    static void requireRatio(final String name, final int[] lr, final int[] hr, final int scale) {
        if (hr[0] / scale == lr[0] && hr[1] / scale == lr[1]) {
            return;
        }
        final int ratio = hr[0] / lr[0];
        throw new AcuityException(name, "has " + lr[0] + " x " + lr[1] + " pixels and its HR image " + hr[0] + " x "
            + hr[1] + ", not " + scale + " times as many a side", ratio != scale && ratio > 1 && hr[0] / ratio == lr[0]
                && hr[1] / ratio == lr[1] ? "train with scale " + ratio : "crop both to the same field");
    }

    private Draft draft(final RawImage lr, final RawImage hr, final int n) {
        final Plane[] small = lr.planes(n);
        final Plane[] large = hr.planes(n);
        RawImage.range(lr.name(n), RawImage.luma(small));
        final RawImage.Range range = RawImage.range(hr.name(n), RawImage.luma(large));
        final boolean luma = settings.channels() == 1;
        return Draft.of(hr.name(n), hr.channel(n), luma ? new Plane[] {RawImage.luma(small)} : small,
            luma ? new Plane[] {RawImage.luma(large)} : large, range, settings.channels(), store);
    }

    private void register(final RawImage lr, final RawImage hr, final Draft draft) {
        final Shift shift =
            Shift.between(draft.small().get(0).read(), draft.large().get(0).read(), settings.scale());
        final String name = hr.channels() == 1 ? lr.name() : lr.name() + ", channel " + (draft.channel() + 1);
        if (!shift.isClear()) {
            throw new AcuityException(name, "does not show what its HR image shows", "check that the two are a pair");
        }
        if (shift.length() > FARTHEST) {
            throw new AcuityException(name, "is shifted by " + shift + " against its HR image",
                "register the two, for instance by Plugins > Registration, and crop both to what they share");
        }
        shifts.add(shift);
    }

    /** Of the channels that are used, in LR pixels. */
    List<Shift> shifts() {
        return shifts;
    }

    private List<StoredImage> finish(final RawImage lr, final RawImage hr, final List<Draft> drafts) {
        final boolean stored = lr.kind() != RawImage.Kind.GREY;
        final Line line = Line.fit(drafts, settings.scale());
        final StoredImage.Map small;
        if (stored) {
            small = lr.kind() == RawImage.Kind.RGB && settings.channels() == 1 ? StoredImage.Map.UNIT
                : StoredImage.Map.BYTES;
        } else {
            RawImage.Range range = null;
            for (final Draft draft : drafts) {
                range = draft.smallRange(Optional.empty()).and(range);
            }
            small = new StoredImage.Map(range.least(), range.most());
        }
        final boolean same = stored && hr.kind() != RawImage.Kind.GREY;
        if (!same && !(line.slope > 0)) {
            throw new AcuityException(lr.name(), "gets darker where its HR image gets brighter",
                "invert one of the two");
        }
        if (same && line.differs(small.high())) {
            notes.add(String.format(Locale.ROOT, "%s: its values are %.3g times those of HR %+.3g, and are taken as "
                + "they are; saved as 16 bits they would be matched", lr.name(), line.slope, line.offset));
        }
        final StoredImage.Map large = same ? small : new StoredImage.Map(
            (float) ((small.low() - line.offset) / line.slope), (float) ((small.high() - line.offset) / line.slope));
        return drafts.stream().map(draft -> draft.finish(small, large, 1, Optional.empty())).toList();
    }

    /**
     * LR as a function of the HR pixels that it covers. Of means over blocks: pixel by pixel, LR has less contrast the
     * more it is blurred, and HR would be made just as flat. The noise of LR does not bend the line.
     */
    private record Line(double slope, double offset) {

        static Line fit(final List<Draft> drafts, final int scale) {
            long n = 0;
            double x = 0;
            double y = 0;
            double xx = 0;
            double xy = 0;
            for (final Draft draft : drafts) {
                for (int c = 0; c < draft.small().size(); c++) {
                    final Plane lr = draft.small().get(c).read();
                    final int block = Math.max(1, Math.min(BLOCK, Math.min(lr.width(), lr.height()) / 4));
                    final float[] small = means(lr, block);
                    final float[] means = means(draft.large().get(c).read(), block * scale);
                    for (int i = 0; i < small.length; i++, n++) {
                        x += means[i];
                        y += small[i];
                        xx += (double) means[i] * means[i];
                        xy += (double) means[i] * small[i];
                    }
                }
            }
            final double slope = (n * xy - x * y) / (n * xx - x * x);
            return new Line(slope, (y - slope * x) / n);
        }

        private static float[] means(final Plane plane, final int block) {
            // a box alone would let some fine detail through
            return new Psf.Gaussian(block / 2.0).reduce(plane, block, Rounding.NONE).data();
        }

        boolean differs(final double full) {
            return Math.abs(slope - 1) > 0.1 || Math.abs(offset) > 0.05 * full;
        }
    }
}
