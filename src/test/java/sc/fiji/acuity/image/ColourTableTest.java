package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntUnaryOperator;

import javax.imageio.ImageIO;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.ImageConverter;
import ij.process.LUT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTableTest {

    @ParameterizedTest
    @ValueSource(strings = { "fire", "ice", "spectrum", "red", "green", "blue", "cyan", "magenta", "yellow", "redgreen",
        "grays" })
    void tablesOfImageJAreScales(final String name) {
        final IndexColorModel lut = LutLoader.getLut(name);
        assertFalse(ColourTable.isPalette(lut));
        for (final int levels : new int[] { 60, 100 }) {
            // a display range that was burnt into the table
            assertFalse(ColourTable.isPalette(table(256, i -> lut.getRGB(Math.max(0, Math.min(255,
                (i - 50) * 255 / levels))))), name + " over " + levels);
        }
        assertFalse(ColourTable.isPalette(table(256, i -> lut.getRGB(255 - i))), name + " inverted");
        assertFalse(ColourTable.isPalette(table(256, i -> lut.getRGB(i / 16 * 16))), name + " in 16 steps");
    }

    @Test
    void scalesWithJumps() {
        final Random random = new Random(1);
        final int[] sixteen = random.ints(16, 0, 1 << 24).toArray();
        assertFalse(ColourTable.isPalette(table(256, i -> sixteen[i / 16])), "16 colors");
        assertFalse(ColourTable.isPalette(table(256, i -> grey(i * 5 % 256))), "five ramps");
        assertFalse(ColourTable.isPalette(table(256, i -> i == 0 ? 0xff : i == 255 ? 0xff0000 : grey(i))), "HiLo");
        assertFalse(ColourTable.isPalette(table(256, i -> i < 128 ? 0 : 0xffffff)), "a threshold");
        assertFalse(ColourTable.isPalette(table(256, i -> 0xff0000)), "one colour");
        assertFalse(ColourTable.isPalette(table(2, i -> i * 0xffffff)), "black and white");
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 4, 8, 16, 100, 256 })
    void listsOfColours(final int size) {
        final int[] colours = new Random(size).ints(size, 0, 1 << 24).toArray();
        assertTrue(ColourTable.isPalette(table(size, i -> colours[i])));
        assertTrue(ColourTable.isPalette(table(256, i -> i < size ? colours[i] : 0)), "filled with black");
        final int[] greys = new Random(size).ints(size, 0, 256).toArray();
        assertTrue(ColourTable.isPalette(table(size, i -> grey(greys[i]))), "greys in any order");
    }

    @Test
    void fixedPalettes() {
        assertTrue(ColourTable.isPalette(LutLoader.getLut("3-3-2 RGB")));
        assertTrue(ColourTable.isPalette(table(216, i -> i / 36 * 51 << 16 | i / 6 % 6 * 51 << 8 | i % 6 * 51)), "web");
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 64, 256 })
    void asImageJMakesThemFromColours(final int colours) {
        final ImagePlus image = ImageFiles.open(Path.of("test-images/tissue-rgb.tif"));
        assertFalse(ColourTable.isPalette(image));
        new ImageConverter(image).convertRGBtoIndexedColor(colours);
        assertEquals(8, image.getBitDepth());
        assertTrue(ColourTable.isPalette(image));
    }

    @Test
    void asGifWritersMakeThem() throws IOException {
        final BufferedImage picture = ImageFiles.open(Path.of("test-images/tissue-rgb.tif")).getBufferedImage();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "gif", bytes);
        final BufferedImage gif = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertTrue(ColourTable.isPalette((IndexColorModel) gif.getColorModel()));
        assertTrue(ColourTable.isPalette(new ImagePlus("gif", gif)));
    }

    @Test
    void theDisplayRangeDoesNotMatter() {
        final ImagePlus image = new ImagePlus("narrow", new ByteProcessor(4, 4));
        image.setLut(new LUT(LutLoader.getLut("fire"), 0, 255));
        image.setDisplayRange(100, 105);
        assertFalse(ColourTable.isPalette(image));
    }

    @Test
    void channelsAndOtherTypesHaveNone() {
        final int[] colours = new Random(1).ints(256, 0, 1 << 24).toArray();
        final LUT lut = new LUT(table(256, i -> colours[i]), 0, 255);
        final ImagePlus words = IJ.createImage("a", "16-bit", 4, 4, 1);
        words.setLut(lut);
        assertFalse(ColourTable.isPalette(words));
        final CompositeImage channels =
            new CompositeImage(IJ.createHyperStack("b", 4, 4, 2, 1, 1, 8), IJ.COLOR);
        channels.setChannelLut(lut, 1);
        assertFalse(ColourTable.isPalette(channels));
        final ImagePlus bytes = IJ.createImage("c", "8-bit", 4, 4, 3);
        bytes.setLut(lut);
        assertTrue(ColourTable.isPalette(bytes));
        assertFalse(ColourTable.isPalette(IJ.createImage("d", "RGB", 4, 4, 1)));
        assertFalse(ColourTable.isPalette(new ImagePlus("e", new ByteProcessor(4, 4))));
    }

    private static int grey(final int value) {
        return new Color(value, value, value).getRGB();
    }

    private static IndexColorModel table(final int size, final IntUnaryOperator rgb) {
        final int[] colours = new int[size];
        for (int i = 0; i < size; i++) {
            colours[i] = 0xff000000 | rgb.applyAsInt(i);
        }
        return new IndexColorModel(8, size, colours, 0, false, -1, 0);
    }
}
