package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.network.ReceptiveField;

class TilePlanTest {

    /** Every size of a grid that holds one pixel, 3 x 5, and all lengths around one, two and three tiles. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1, 16", "1, 1, 1, 8", "2, 3, 1, 16", "3, 2, 1, 7", "9, 8, 1, 40", "6, 6, 1, 1", "1, 1, 2, 12",
        "3, 4, 2, 15", "2, 3, 3, 16", "5, 5, 6, 31", "7, 11, 6, 64", "20, 20, 6, 1"})
    void everyPixelIsKeptOnceAndFarFromCuts(final int left, final int right, final int lattice, final int side) {
        final ReceptiveField field = new ReceptiveField(left, right, lattice);
        for (int width = 1; width <= 3 * side + 40; width += width < 6 ? 1 : 3) {
            for (final int height : new int[] {1, 5, side, side + 1, 2 * side + 3}) {
                check(TilePlan.of(width, height, field, side), width, height, field);
            }
        }
    }

    private static void check(final TilePlan plan, final int width, final int height, final ReceptiveField field) {
        final String which = plan + " for " + width + " x " + height + ", " + field;
        assertTrue(plan.width() <= width && plan.height() <= height, which);
        final int[] kept = new int[width * height];
        for (final Tile t : plan.tiles()) {
            assertTrue(t.x() >= 0 && t.x() + plan.width() <= width, which);
            assertTrue(t.y() >= 0 && t.y() + plan.height() <= height, which);
            assertEquals(0, t.x() % field.lattice(), which);
            assertEquals(0, t.y() % field.lattice(), which);
            assertTrue(t.keepWidth() > 0 && t.keepHeight() > 0, which);
            assertInside(t.x(), plan.width(), t.keepX(), t.keepWidth(), width, field, which);
            assertInside(t.y(), plan.height(), t.keepY(), t.keepHeight(), height, field, which);
            for (int y = t.keepY(); y < t.keepY() + t.keepHeight(); y++) {
                for (int x = t.keepX(); x < t.keepX() + t.keepWidth(); x++) {
                    kept[y * width + x]++;
                }
            }
        }
        for (final int times : kept) {
            assertEquals(1, times, which);
        }
    }

    /** What a kept pixel reads lies in the tile, but for what lies outside the plane. */
    private static void assertInside(final int start, final int tile, final int keep, final int keepLength,
        final int length, final ReceptiveField field, final String which) {
        assertTrue(keep >= start && keep + keepLength <= start + tile, which);
        assertTrue(start == 0 || keep - start >= field.halo(), which);
        assertTrue(start + tile == length || start + tile - keep - keepLength >= field.halo(), which);
    }

    @Test
    void aSmallPlaneIsOneTileOfItsSize() {
        final TilePlan plan = TilePlan.of(3, 5, new ReceptiveField(4, 4, 1), 64);
        assertEquals(new TilePlan(3, 5, List.of(new Tile(0, 0, 0, 0, 3, 5))), plan);
    }

    @Test
    void theLastTileIsMovedInside() {
        final TilePlan plan = TilePlan.of(25, 10, new ReceptiveField(2, 2, 1), 10);
        assertEquals(List.of(0, 6, 12, 15), plan.tiles().stream().map(Tile::x).toList());
        assertEquals(List.of(0, 8, 14, 20), plan.tiles().stream().map(Tile::keepX).toList());
        assertEquals(10, plan.width());
    }

    @Test
    void aRegionUsesTheTilesThatItTouches() {
        final TilePlan plan = TilePlan.of(25, 25, new ReceptiveField(2, 2, 1), 10);
        assertEquals(16, plan.tiles().size());
        assertEquals(16, plan.touching(new Rectangle(25, 25)).size());
        assertEquals(List.of(plan.tiles().get(0)), plan.touching(new Rectangle(7, 7, 1, 1)));
        assertEquals(List.of(plan.tiles().get(5)), plan.touching(new Rectangle(8, 8, 1, 1)));
        assertEquals(4, plan.touching(new Rectangle(7, 7, 2, 2)).size());
    }

    /** 1024 pixels need five tiles of 256 with a halo of 11; five of 224 are enough. */
    @Test
    void tilesAreNoLongerThanAsManyNeed() {
        final ReceptiveField field = new ReceptiveField(11, 11, 1);
        assertEquals(224, TilePlan.of(1024, 1024, field, 256).width());
        assertEquals(25, TilePlan.of(1024, 1024, field, 256).tiles().size());
        assertEquals(256, TilePlan.of(256, 300, field, 256).width());
        assertEquals(168, TilePlan.of(256, 300, field, 256).height());
        final int global = TilePlan.of(1024, 1024, new ReceptiveField(48, 48, 1, false), 512).width();
        assertEquals(512, global);
    }
}
