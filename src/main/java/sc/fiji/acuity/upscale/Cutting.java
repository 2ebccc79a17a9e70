package sc.fiji.acuity.upscale;

import java.util.Arrays;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.ReceptiveField;

/**
 * How planes of one size go through a network: in tiles, or whole; and to what size they are continued before, where a
 * network has a least one or wants multiples. A function of network and size alone, never of the machine.
 *
 * <p>A network that looks at the whole image gets the whole image as long as that needs less than {@link #WHOLE} bytes.
 * Larger images are cut into large tiles; their results differ, by a little that does not vanish with the halo
 * ({@link TileDifference} measures it).
 *
 * @param width of the continued plane
 * @param height of the continued plane
 * @param plan for the continued plane
 * @param halo of its tiles
 * @param bytes what one tile needs in memory
 * @param exact whether the result is that of the whole plane, up to rounding
 */
record Cutting(int width, int height, TilePlan plan, int halo, long bytes, boolean exact) {

    /** Bytes of intermediate results up to which a network that looks at the whole image is given it. */
    static final long WHOLE = 1L << 30;

    /** Where useful throughput peaks: deep networks need long tiles, since the halo is computed twice. */
    private static final int DEEP_TILE = 256;
    private static final int SHALLOW_TILE = 192;
    private static final int DEEP_HALO = 6;

    /** For tiles of a network that looks at the whole image. */
    private static final int GLOBAL_TILE = 512;
    private static final int GLOBAL_HALO = 48;
    private static final int GLOBAL_LEAST = 4 * GLOBAL_HALO;

    /** The size at which all known networks run, {@link Graph}'s trial. */
    private static final int ENOUGH = 720;

    /** @param side of tiles; 0 for the one that suits the network */
    static Cutting of(final Graph graph, final int planeWidth, final int planeHeight, final int side) {
        final ReceptiveField field = ReceptiveField.of(graph);
        final int width = fitting(graph, planeWidth);
        final int height = fitting(graph, planeHeight);
        if (field.exact()) {
            return of(graph, width, height, field, side(field, side));
        }
        final int length = Math.max(width, height);
        if (side == 0 && bytes(graph, width, height) <= WHOLE) {
            return of(graph, width, height, field, length);
        }
        final ReceptiveField near = new ReceptiveField(Math.min(GLOBAL_HALO, field.left()),
            Math.min(GLOBAL_HALO, field.right()), field.lattice(), false);
        int tile = side > 0 ? side : GLOBAL_TILE;
        while (side == 0 && tile > GLOBAL_LEAST && bytes(graph, tile, tile) > WHOLE) {
            tile /= 2;
        }
        return of(graph, width, height, near, tile);
    }

    private static Cutting of(final Graph graph, final int width, final int height, final ReceptiveField field,
        final int side) {
        final TilePlan plan = TilePlan.of(width, height, field, side);
        return new Cutting(width, height, plan, field.halo(), bytes(graph, plan.width(), plan.height()),
            field.exact() || plan.tiles().size() == 1);
    }

    /** The same in tiles of half the length, for want of memory; empty where there are no smaller ones. */
    Optional<Cutting> halved(final Graph graph) {
        final ReceptiveField field = ReceptiveField.of(graph);
        final int side = Math.max(plan.width(), plan.height()) / 2;
        if (side < 1 || !field.exact() && side < GLOBAL_LEAST) {
            return Optional.empty();
        }
        try {
            final Cutting less = of(graph, width, height, side);
            return less.bytes < bytes ? Optional.of(less) : Optional.empty();
        } catch (final GraphException tooSmall) {
            return Optional.empty();
        }
    }

    /** In tiles as small as they have to be, or can be, for so many bytes of memory. */
    Cutting within(final Graph graph, final long budget) {
        Cutting cutting = this;
        while (cutting.bytes > budget) {
            final Optional<Cutting> less = cutting.halved(graph);
            if (less.isEmpty()) {
                return cutting;
            }
            cutting = less.get();
        }
        return cutting;
    }

    /** @param side of tiles; 0 for the one that suits the network */
    static int side(final ReceptiveField field, final int side) {
        return side > 0 ? side : field.halo() >= DEEP_HALO ? DEEP_TILE : SHALLOW_TILE;
    }

    private static long bytes(final Graph graph, final int width, final int height) {
        return Count.activationBytes(graph, height, width);
    }

    /** The least length, not less than the given, that the network runs on. */
    private static int fitting(final Graph graph, final int length) {
        GraphException refused = null;
        for (int n = length; n <= length + ENOUGH; n++) {
            try {
                graph.resultShape(n, n);
                return n;
            } catch (final GraphException e) {
                refused = e;
            }
        }
        throw new AcuityException("an image with a side of " + length + " pixels",
            "cannot be enlarged by this network (" + refused.getMessage() + ")", "use another model", refused);
    }

    /**
     * How many tiles may be computed at a time.
     *
     * @param budget bytes of memory for the intermediate results of all
     */
    int workers(final int wanted, final long budget) {
        return (int) Math.max(1, Math.min(wanted, Math.min(2 * WHOLE, budget) / Math.max(1, bytes)));
    }

    /** The plane continued to the right and downwards by its mirror image, as bicubic interpolation continues it. */
    Plane continued(final Plane plane) {
        if (plane.width() == width && plane.height() == height) {
            return plane;
        }
        final Plane result = new Plane(width, height);
        final int[] columns = mirrored(plane.width(), width);
        final int[] rows = mirrored(plane.height(), height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                result.data()[y * width + x] = plane.get(columns[x], rows[y]);
            }
        }
        return result;
    }

    private static int[] mirrored(final int length, final int longer) {
        final int[] from = new int[longer];
        Arrays.setAll(from, i -> {
            final int at = i % (2 * length);
            return at < length ? at : 2 * length - 1 - at;
        });
        return from;
    }
}
