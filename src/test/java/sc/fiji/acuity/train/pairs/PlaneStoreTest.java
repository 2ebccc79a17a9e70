package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

class PlaneStoreTest {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 257;

    @TempDir
    private Path folder;

    private static Plane plane(final float factor) {
        final Plane plane = new Plane(WIDTH, HEIGHT);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = i % 256 * factor;
        }
        return plane;
    }

    private long files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.count();
        }
    }

    /** Bytes, shorts and floats, in memory and in the file: the values as they were. */
    @Test
    void exact() throws IOException {
        try (PlaneStore memory = new PlaneStore(Long.MAX_VALUE, folder); PlaneStore disk = new PlaneStore(0, folder)) {
            int bytes = 1;
            for (final float factor : new float[] {1, 257, 0.1f}) {
                final Plane plane = plane(factor);
                final StoredPlane kept = memory.put(plane);
                final StoredPlane spilled = disk.put(plane);
                assertEquals(bytes, kept.bytes());
                assertArrayEquals(plane.data(), kept.read().data());
                assertArrayEquals(plane.data(), spilled.read().data());
                assertEquals(kept.checksum(), spilled.checksum());
                final float[] square = new float[40 * 40];
                spilled.read(WIDTH - 40, HEIGHT - 40, 40, square);
                assertArrayEquals(plane.crop(WIDTH - 40, HEIGHT - 40, 40, 40).data(), square);
                kept.read(0, 3, 40, square);
                assertArrayEquals(plane.crop(0, 3, 40, 40).data(), square);
                bytes *= 2;
            }
            assertEquals(7L * WIDTH * HEIGHT, memory.inMemory());
            assertEquals(0, memory.inFile());
            assertEquals(7L * WIDTH * HEIGHT, disk.inFile());
            assertEquals(0, disk.inMemory());
        }
        assertEquals(0, files());
    }

    /** A value that another type would change. */
    @Test
    void smallestTypes() {
        for (final float value : new float[] {-1, -0f, 65_536, 0.5f, Float.MAX_VALUE}) {
            assertEquals(4, StoredPlane.bytesFor(new Plane(1, 1, new float[] {value})), value + " ");
        }
        assertEquals(1, StoredPlane.bytesFor(new Plane(2, 1, new float[] {0, 255})));
        assertEquals(2, StoredPlane.bytesFor(new Plane(2, 1, new float[] {256, 65_535})));
    }

    @Test
    void theLimitIsSoft() throws IOException {
        try (PlaneStore store = new PlaneStore(WIDTH * HEIGHT + 1, folder)) {
            store.put(plane(1));
            assertEquals(0, files());
            store.put(plane(1));
            store.put(plane(1));
            assertEquals(2L * WIDTH * HEIGHT, store.inMemory());
            assertEquals((long) WIDTH * HEIGHT, store.inFile());
        }
    }

    @Test
    void pixelsMakeTheChecksum() {
        try (PlaneStore store = new PlaneStore(Long.MAX_VALUE, folder)) {
            final Plane other = plane(1);
            other.data()[WIDTH * HEIGHT - 1]++;
            assertNotEquals(store.put(plane(1)).checksum(), store.put(other).checksum());
        }
    }

    @Test
    void aFolderThatIsNotThere() {
        try (PlaneStore store = new PlaneStore(0, folder.resolve("absent"))) {
            assertThrows(AcuityException.class, () -> store.put(plane(1)));
        }
    }
}
