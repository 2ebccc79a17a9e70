package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.ReceptiveField;

/**
 * How a plane is cut into tiles: all of one size, each pixel kept from exactly one of them, at least the receptive
 * field away from every cut. At the image's edge there is no halo: the network's own padding applies, as on the whole
 * image.
 *
 * <p>The plan depends on the size of the whole plane alone. A region uses those of its tiles that touch it, hence its
 * pixels are those of the whole result.
 *
 * @param width of what goes into the network
 * @param height of what goes into the network
 * @param tiles row by row
 */
record TilePlan(int width, int height, List<Tile> tiles) {

    /** @param side the length that tiles shall have; they are as small as the plane where that is smaller */
    static TilePlan of(final int planeWidth, final int planeHeight, final ReceptiveField field, final int side) {
        final Axis horizontal = Axis.of(planeWidth, field, side);
        final Axis vertical = Axis.of(planeHeight, field, side);
        final List<Tile> tiles = new ArrayList<>();
        for (int row = 0; row < vertical.count(); row++) {
            for (int column = 0; column < horizontal.count(); column++) {
                final int keepX = horizontal.keep(column);
                final int keepY = vertical.keep(row);
                tiles.add(new Tile(horizontal.start(column), vertical.start(row), keepX, keepY,
                    horizontal.keep(column + 1) - keepX, vertical.keep(row + 1) - keepY));
            }
        }
        return new TilePlan(horizontal.tile(), vertical.tile(), List.copyOf(tiles));
    }

    /** Those tiles of which something is kept within a region; linear in the rows and the tiles of a row. */
    List<Tile> touching(final Rectangle region) {
        int columns = 1;
        while (columns < tiles.size() && tiles.get(columns).keepY() == tiles.get(0).keepY()) {
            columns++;
        }
        final List<Tile> found = new ArrayList<>();
        for (int row = 0; row < tiles.size(); row += columns) {
            final Tile first = tiles.get(row);
            if (first.keepY() < region.y + region.height && region.y < first.keepY() + first.keepHeight()) {
                for (final Tile tile : tiles.subList(row, row + columns)) {
                    if (tile.keepX() < region.x + region.width && region.x < tile.keepX() + tile.keepWidth()) {
                        found.add(tile);
                    }
                }
            }
        }
        return found;
    }

    /** One axis: tiles begin at multiples of the lattice; the last is moved inside, not shrunk. */
    private record Axis(int length, int tile, int step, int halo, int lattice) {

        static Axis of(final int length, final ReceptiveField field, final int side) {
            final int lattice = field.lattice();
            final int halo = up(field.halo(), lattice);
            if (length <= Math.max(side, 4 * halo + lattice)) {
                return new Axis(length, length, length, halo, lattice);
            }
            final int most = onLattice(Math.max(side, 4 * halo + lattice), length, lattice);
            final Axis longest = new Axis(length, most, step(most, halo, lattice), halo, lattice);
            if (!field.exact()) {
                // the larger the tiles of such a network, the nearer to the whole
                return longest;
            }
            // no longer than as many tiles need: what the last one would repeat is spread over all
            final int count = longest.count();
            for (int tile = least(length, halo, lattice, count); tile < most; tile += lattice) {
                final Axis axis = new Axis(length, tile, step(tile, halo, lattice), halo, lattice);
                if (axis.step > 0 && axis.count() <= count) {
                    return axis;
                }
            }
            return longest;
        }

        /** As long as the axis up to a multiple of the lattice, so that the last tile begins on it. */
        private static int onLattice(final int tile, final int length, final int lattice) {
            return tile - Math.floorMod(tile - length, lattice);
        }

        private static int step(final int tile, final int halo, final int lattice) {
            return (tile - 2 * halo) / lattice * lattice;
        }

        /** Where to look first: so many tiles cover the axis if the lattice is 1. A multiple of 8 suits processors. */
        private static int least(final int length, final int halo, final int lattice, final int count) {
            final long needed = ((long) length + (count - 1L) * 2 * halo + count - 1) / count;
            final long round = lattice == 1 ? (needed + 7) / 8 * 8 : needed + lattice - 1;
            return onLattice(Math.toIntExact(Math.max(round, 2L * halo + lattice)), length, lattice);
        }

        int count() {
            return tile == length ? 1 : 1 + (length - tile + step - 1) / step;
        }

        int start(final int i) {
            return Math.min(i * step, length - tile);
        }

        /** The first pixel that tile i is responsible for; the end of the axis for i = count. */
        int keep(final int i) {
            return i == 0 ? 0 : i == count() ? length : (i - 1) * step + tile - halo;
        }

        private static int up(final int value, final int lattice) {
            return (value + lattice - 1) / lattice * lattice;
        }
    }
}
