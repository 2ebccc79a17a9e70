package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.base.AcuityException;

class ImagesTest {

    @Test
    void dimensionsInImageJsOrderWithoutThoseOfLengthOne() {
        final ImagePlus image = IJ.createHyperStack("a", 7, 5, 2, 3, 4, 16);
        image.getStack().getProcessor(image.getStackIndex(2, 3, 4)).set(6, 4, 60000);
        final PlanarImg<UnsignedShortType, ?> img = Images.wrap(image);
        assertArrayEquals(new long[] { 7, 5, 2, 3, 4 }, img.dimensionsAsLongArray());
        assertEquals(60000, img.getAt(6, 4, 1, 2, 3).get());
        image.getStack().getProcessor(image.getStackIndex(1, 2, 3)).set(1, 2, 9);
        assertEquals(9, img.getAt(1, 2, 0, 1, 2).get());

        assertArrayEquals(new long[] { 7, 5 },
            Images.wrap(IJ.createImage("a", "8-bit", 7, 5, 1)).dimensionsAsLongArray());
        assertArrayEquals(new long[] { 7, 5, 4 },
            Images.wrap(IJ.createHyperStack("a", 7, 5, 1, 1, 4, 8)).dimensionsAsLongArray());
        assertArrayEquals(new long[] { 1, 1, 2, 4 },
            Images.wrap(IJ.createHyperStack("a", 1, 1, 2, 1, 4, 8)).dimensionsAsLongArray());
    }

    @Test
    void typesAndWritesThrough() {
        final ImagePlus bytes = IJ.createImage("a", "8-bit black", 2, 2, 1);
        Images.<UnsignedByteType>wrap(bytes).getAt(1, 1).set(200);
        assertEquals(200, bytes.getProcessor().get(1, 1));
        final ImagePlus floats = IJ.createImage("a", "32-bit black", 2, 2, 3);
        Images.<FloatType>wrap(floats).getAt(1, 1, 2).set(-1.5f);
        assertEquals(-1.5f, floats.getStack().getProcessor(3).getf(1, 1));
        final ImagePlus colours = IJ.createImage("a", "RGB black", 2, 2, 2);
        Images.<ARGBType>wrap(colours).getAt(0, 1, 1).set(0xff102030);
        assertEquals(0xff102030, colours.getStack().getProcessor(2).get(0, 1));
    }

    @Test
    void virtualStacksAreRefused() {
        final ImagePlus virtual = new ImagePlus("on disk", new VirtualStack(2, 2, 3) {
            @Override
            public ImageProcessor getProcessor(final int n) {
                return new ByteProcessor(2, 2);
            }
        });
        final AcuityException e = assertThrows(AcuityException.class, () -> Images.wrap(virtual));
        assertTrue(e.getMessage().startsWith("on disk: is a virtual stack"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({ "8-bit", "16-bit", "32-bit", "RGB" })
    // the type is only known at run time here, whatever the static one says
    void roundTripSharesTheArrays(final String type) {
        final ImagePlus image = IJ.createImage("a", type + " ramp", 4, 3, 6);
        image.setDimensions(1, 3, 2);
        final ImagePlus back = Images.toImagePlus(Images.<FloatType>wrap(image), "b", 1, 3, 2);
        assertEquals(image.getType(), back.getType());
        assertArrayEquals(image.getDimensions(), back.getDimensions());
        assertEquals("b", back.getTitle());
        for (int i = 1; i <= 6; i++) {
            assertSame(image.getStack().getPixels(i), back.getStack().getPixels(i));
        }
    }

    @Test
    void furtherDimensions() {
        assertArrayEquals(new int[] { 4, 3, 1, 1, 1 },
            Images.toImagePlus(PlanarImgs.floats(4, 3), "a").getDimensions());
        assertArrayEquals(new int[] { 4, 3, 1, 5, 1 },
            Images.toImagePlus(PlanarImgs.floats(4, 3, 5), "a").getDimensions());
        assertArrayEquals(new int[] { 4, 3, 2, 5, 1 },
            Images.toImagePlus(PlanarImgs.floats(4, 3, 2, 5), "a").getDimensions());
        final ImagePlus all = Images.toImagePlus(PlanarImgs.floats(4, 3, 2, 5, 6), "a");
        assertArrayEquals(new int[] { 4, 3, 2, 5, 6 }, all.getDimensions());
        assertTrue(all.isHyperStack());
        assertThrows(IllegalArgumentException.class, () -> Images.toImagePlus(ArrayImgs.floats(4), "a"));
        assertThrows(IllegalArgumentException.class, () -> Images.toImagePlus(ArrayImgs.floats(1, 1, 1, 1, 1, 2), "a"));
        assertThrows(IllegalArgumentException.class, () -> Images.toImagePlus(ArrayImgs.floats(4, 0), "a"));
    }

    @Test
    void anArrayOfOnePlaneIsSharedAndOneOfManyCopied() {
        final byte[] bytes = { 1, 2, 3, 4, 5, 6, 7, (byte) 200 };
        assertSame(bytes, Images.toImagePlus(ArrayImgs.unsignedBytes(bytes, 4, 2), "a").getProcessor().getPixels());
        final ImagePlus two = Images.toImagePlus(ArrayImgs.unsignedBytes(bytes, 2, 2, 2), "a");
        assertArrayEquals(new byte[] { 5, 6, 7, (byte) 200 }, (byte[]) two.getStack().getPixels(2));
        assertNotSame(bytes, two.getStack().getPixels(1));
    }

    @Test
    void viewsAreCopied() {
        final short[] pixels = new short[20];
        pixels[7] = (short) 50000;
        final var view = Views.interval(ArrayImgs.unsignedShorts(pixels, 5, 4), Intervals.createMinSize(2, 1, 3, 2));
        assertArrayEquals(new short[] { (short) 50000, 0, 0, 0, 0, 0 },
            (short[]) Images.toImagePlus(view, "a").getProcessor().getPixels());
        final var colours = ArrayImgs.argbs(new int[] { 1, 2, 3, 4 }, 2, 2);
        final var colour = Views.interval(colours, Intervals.createMinSize(1, 0, 1, 2));
        assertArrayEquals(new int[] { 2, 4 }, (int[]) Images.toImagePlus(colour, "a").getProcessor().getPixels());
    }

    @Test
    void otherNumbersBecomeFloats() {
        final ImagePlus doubles = Images.toImagePlus(ArrayImgs.doubles(new double[] { 0.5, -2 }, 2, 1), "a");
        assertArrayEquals(new float[] { 0.5f, -2 }, (float[]) doubles.getProcessor().getPixels());
        final ImagePlus signed = Images.toImagePlus(ArrayImgs.bytes(new byte[] { -1, 7 }, 2, 1), "a");
        assertArrayEquals(new float[] { -1, 7 }, assertInstanceOf(float[].class, signed.getProcessor().getPixels()));
        assertThrows(AcuityException.class, () -> Images.toImagePlus(ArrayImgs.complexFloats(2, 1), "a"));
    }
}
