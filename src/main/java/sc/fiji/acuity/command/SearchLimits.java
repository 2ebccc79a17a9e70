package sc.fiji.acuity.command;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.search.Counts;
import sc.fiji.acuity.search.Limit;
import sc.fiji.acuity.search.Measure;

/** The limits of a search in words of users: time for a frame, size of a file, no dearer than another network. */
final class SearchLimits {

    /** A camera's frame, where no image is open. */
    private static final double FRAME = 2048.0 * 2048;
    private static final double BYTES = 4;
    private static final double KILO = 1000;
    private static final int[] SCALES = {2, 3, 4};

    private SearchLimits() {}

    /**
     * @param cost name of a model or network; blank for no limit
     * @param seconds for the current image; 0 for no limit
     * @param kilobytes of weights; 0 for no limit
     */
    static List<Limit> of(final String cost, final int scale, final double seconds, final double kilobytes) {
        final List<Limit> limits = new ArrayList<>();
        if (cost != null && !cost.isBlank()) {
            limits.add(new Limit(Measure.MULT_ADDS, Counts.of(find(cost.strip(), scale)).get(Measure.MULT_ADDS)));
        }
        if (isSet("seconds", seconds)) {
            limits.add(new Limit(Measure.LATENCY, seconds * 1e6 / framePixels()));
        }
        if (isSet("kilobytes", kilobytes)) {
            limits.add(new Limit(Measure.PARAMETERS, kilobytes * KILO / BYTES));
        }
        return limits;
    }

    private static boolean isSet(final String name, final double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new AcuityException(name + "=" + value, "is no limit", "give 0 for none, or a positive number");
        }
        return value > 0;
    }

    private static double framePixels() {
        final ImagePlus image = WindowManager.getCurrentImage();
        return image == null || image.getWidth() == 0 ? FRAME : (double) image.getWidth() * image.getHeight();
    }

    /** A network, or a model's: that for the scale, or if there is none that for another, which costs about as much. */
    private static Architecture find(final String name, final int scale) {
        try {
            return Architectures.named(name, scale);
        } catch (final GraphException unknown) {
            final ModelStore store = ModelStore.standard();
            try {
                return store.resolve(name, scale).architecture();
            } catch (final AcuityException e) {
                for (final int other : SCALES) {
                    if (store.list().stream().anyMatch(entry -> entry.problem().isEmpty()
                        && entry.id().name().equals(name) && entry.id().scale() == other)) {
                        return store.resolve(name, other).architecture();
                    }
                }
                throw new AcuityException("cost=" + name, "is neither a model (" + e.reason() + ") nor a network ("
                    + unknown.getMessage() + ")", "name one, such as balanced, or leave it empty for no limit", e);
            }
        }
    }
}
