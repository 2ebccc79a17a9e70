package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class PlanesTest {

    @Test
    void pixelsAreUnsigned() {
        final Plane bytes = Planes.of(new ByteProcessor(3, 1, new byte[] { 0, 127, -1 }));
        assertArrayEquals(new float[] { 0, 127, 255 }, bytes.data());
        final Plane shorts = Planes.of(new ShortProcessor(1, 3, new short[] { 0, 32767, -1 }, null));
        assertArrayEquals(new float[] { 0, 32767, 65535 }, shorts.data());
        assertEquals(3, shorts.height());
    }

    @Test
    void anInvertingTableDoesNotCount() {
        final ByteProcessor inverted = new ByteProcessor(1, 1, new byte[] { 10 });
        inverted.invertLut();
        assertEquals(10, Planes.of(inverted).get(0, 0));
    }

    @Test
    void floatsAreShared() {
        final FloatProcessor processor = new FloatProcessor(2, 1, new float[] { -1.5f, Float.NaN });
        final Plane plane = Planes.of(processor);
        assertSame(processor.getPixels(), plane.data());
        assertSame(plane.data(), Planes.toProcessor(plane, 32).getPixels());
    }

    @Test
    void coloursAreThreePlanes() {
        final ColorProcessor colour = new ColorProcessor(2, 1, new int[] { 0xff0a141e, 0x00ff00c8 });
        final Plane[] rgb = Planes.rgb(colour);
        assertArrayEquals(new float[] { 10, 255 }, rgb[0].data());
        assertArrayEquals(new float[] { 20, 0 }, rgb[1].data());
        assertArrayEquals(new float[] { 30, 200 }, rgb[2].data());
        assertThrows(IllegalArgumentException.class, () -> Planes.of(colour));
    }

    @Test
    void integersAreRoundedAndClipped() {
        final float inf = Float.POSITIVE_INFINITY;
        final Plane plane = new Plane(6, 1, new float[] { -7, 0.49f, 0.5f, 200.5f, 70000, inf });
        assertArrayEquals(new byte[] { 0, 0, 1, (byte) 201, -1, -1 },
            (byte[]) Planes.toProcessor(plane, 8).getPixels());
        assertArrayEquals(new short[] { 0, 0, 1, 201, -1, -1 }, (short[]) Planes.toProcessor(plane, 16).getPixels());
        assertThrows(IllegalArgumentException.class, () -> Planes.toProcessor(plane, 24));
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 16 })
    void integersHaveNoNan(final int bitDepth) {
        final Plane plane = new Plane(2, 2, new float[] { 0, 0, 0, Float.NaN });
        final AcuityException e = assertThrows(AcuityException.class, () -> Planes.toProcessor(plane, bitDepth));
        assertTrue(e.getMessage().startsWith("the pixel at 1, 1: is not a number (NaN), which " + bitDepth),
            e.getMessage());
    }
}
