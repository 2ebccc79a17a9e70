package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import ij.ImagePlus;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Plane;

/** Reads one field after the other, and sorts them into training, validation and test. */
final class PairReader {

    /** So many colour images are named; the others are counted. */
    private static final int NAMED = 5;

    /** A common shift, in LR pixels, that a network would learn. */
    private static final double NOTABLE = 0.1;

    /**
     * What a field is read from.
     *
     * @param field its name: files with the same show the same
     */
    record Source(String name, String field, Supplier<ImagePlus> hr, Optional<Path> lr) {

        static Source of(final Path file) {
            return new Source(file.toString(), FieldName.field(file), () -> ImageFiles.open(file), Optional.empty());
        }

        static Source of(final Path hr, final Path lr) {
            return new Source(hr.toString(), FieldName.field(hr), () -> ImageFiles.open(hr), Optional.of(lr));
        }

        static Source of(final ImagePlus image, final int number) {
            return new Source(image.getTitle(), "image " + number, () -> image, Optional.empty());
        }
    }

    private final PairSettings settings;
    private final SelfPairs self;
    private final RegisteredPairs registered;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<List<StoredImage>> fields = new ArrayList<>();
    private final List<String> fieldNames = new ArrayList<>();
    private final List<Thumbnail> thumbnails = new ArrayList<>();
    private final List<String> colours = new ArrayList<>();
    private final List<String> greys = new ArrayList<>();
    private int[] largest = {0, 0};

    PairReader(final PairSettings settings, final PlaneStore store) {
        this.settings = settings;
        self = new SelfPairs(settings, store, problems);
        registered = new RegisteredPairs(settings, store, problems, notes);
    }

    /** @throws AcuityException if the size of an LR image shows that the settings are wrong */
    void read(final Source source) {
        final int scale = settings.scale();
        final ImagePlus hr;
        final ImagePlus lr;
        try {
            hr = source.hr().get();
            lr = source.lr().map(ImageFiles::open).orElse(null);
        } catch (final AcuityException e) {
            problems.add(e.getMessage());
            return;
        }
        if (lr != null) {
            RegisteredPairs.requireRatio(source.lr().get().toString(), size(lr), size(hr), scale);
        }
        largest = shorter(size(hr)) > shorter(largest) ? size(hr) : largest;
        try {
            final RawImage large = new RawImage(source.name(), hr, settings.patch() * scale, scale);
            final List<StoredImage> images = lr == null ? self.of(large)
                : registered.of(new RawImage(source.lr().get().toString(), lr, settings.patch(), 1), large);
            if (!images.isEmpty()) {
                fields.add(images);
                fieldNames.add(source.field());
                (isColoured(large) ? colours : greys).add(source.name());
                if (settings.split().groupsLookalikes()) {
                    thumbnails.add(Thumbnail.of(images.get(0).large().get(0).read()));
                }
            }
        } catch (final AcuityException e) {
            problems.add(e.getMessage());
        }
    }

    private static int[] size(final ImagePlus image) {
        return new int[] {image.getWidth(), image.getHeight()};
    }

    private static int shorter(final int[] size) {
        return Math.min(size[0], size[1]);
    }

    private static boolean isColoured(final RawImage image) {
        if (image.kind() != RawImage.Kind.RGB) {
            return false;
        }
        final Plane[] rgb = image.planes(0);
        for (int i = 0; i < rgb[0].data().length; i++) {
            if (rgb[0].data()[i] != rgb[1].data()[i] || rgb[0].data()[i] != rgb[2].data()[i]) {
                return true;
            }
        }
        return false;
    }

    /** After the last field: what is noteworthy of all, and the part of each. */
    List<Split.Part> finish(final Progress progress) {
        if (settings.channels() == 1 && !greys.isEmpty() && colours.size() < greys.size()) {
            colours.stream().limit(NAMED)
                .forEach(name -> notes.add(name + ": is in colour among grey images; its luma is used"));
            if (colours.size() > NAMED) {
                notes.add((colours.size() - NAMED) + " more images are in colour");
            }
        }
        if (settings.empty().isPresent() && fields.stream().flatMap(List::stream).noneMatch(PairReader::hasEmpty)) {
            notes.add("no image has empty parts: their share of the patches has no effect");
        }
        noteShifts();
        final Collection<List<Integer>> groups = Lookalikes.groups(fieldNames, thumbnails, progress);
        final List<Split.Part> ofGroups = settings.split().parts(groups.stream().map(this::group).toList());
        final Split.Part[] parts = new Split.Part[fields.size()];
        int g = 0;
        for (final List<Integer> group : groups) {
            for (final int field : group) {
                parts[field] = ofGroups.get(g);
            }
            g++;
        }
        if (settings.split().groupsLookalikes()) {
            notes.add(groups.size() == 1 ? "all images show one field: none can be held out"
                : groups.size() + " groups of fields that look alike or share a name, of " + fields.size() + " files");
        }
        return List.of(parts);
    }

    /** Its name knows no folder: the same images are held out wherever they lie. */
    private Split.Group group(final List<Integer> members) {
        final String first = fieldNames.get(members.get(0));
        return new Split.Group(first.substring(first.lastIndexOf('/') + 1),
            members.stream().mapToInt(i -> fields.get(i).size()).sum());
    }

    private static boolean hasEmpty(final StoredImage image) {
        for (final boolean empty : image.signal().empty()) {
            if (empty) {
                return true;
            }
        }
        return false;
    }

    private void noteShifts() {
        final List<Shift> shifts = registered.shifts();
        if (shifts.isEmpty()) {
            return;
        }
        final double x = median(shifts.stream().mapToDouble(Shift::x).sorted().toArray());
        final double y = median(shifts.stream().mapToDouble(Shift::y).sorted().toArray());
        final double most = shifts.stream().mapToDouble(Shift::length).max().orElseThrow();
        notes.add(String.format(Locale.ROOT, "LR images lie %.2f, %.2f LR pixels off HR (median), %.2f at most%s", x, y,
            most, Math.hypot(x, y) > NOTABLE ? ": the network will learn to shift" : ""));
    }

    private static double median(final double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Why there is no field: one reason for all where there is one, or else that of the first. */
    AcuityException none(final int sources) {
        final int least = settings.patch() * settings.scale();
        final String what = "none of " + sources + " can be used; ";
        if (shorter(largest) == 0 || shorter(largest) >= least) {
            return new AcuityException("training images", what + problems.get(0).replaceFirst("[.] Remedy: .*", ""),
                settings.enough());
        }
        return new AcuityException("training images", what + "the largest has " + largest[0] + " x " + largest[1]
            + " pixels, less than a patch of " + least + " x " + least, shorter(largest) < settings.scale()
                ? settings.enough() : "choose patches of " + shorter(largest) / settings.scale() + " LR pixels or less, or "
                    + settings.enough());
    }

    List<String> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }

    /** The images of each field that can be used. */
    List<List<StoredImage>> fields() {
        return fields;
    }
}
