package sc.fiji.acuity.image;

import java.awt.Color;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * Makes the pictures in {@code test-images/}, the same ones each time.
 *
 * <pre>{@code
 * mvn test -Dtest=TestImagesTest -Dacuity.testImages.write=true
 * }</pre>
 */
public final class TestImages {

    private static final double GAIN = 2.2;
    private static final double OFFSET = 400;
    private static final double READ_NOISE = 4;

    private TestImages() {}

    /** Writes all pictures into the folder given, {@code test-images} by default. */
    public static void main(final String... arguments) {
        final Path folder = Path.of(arguments.length > 0 ? arguments[0] : "test-images");
        all().forEach((name, image) -> ImageFiles.save(image, folder.resolve(name), true));
    }

    /** The pictures by file name. */
    static Map<String, ImagePlus> all() {
        final Map<String, ImagePlus> images = new LinkedHashMap<>();
        images.put("cells-8bit.tif", cells8());
        images.put("cells-16bit.tif", cells16());
        images.put("cells-32bit.tif", cells32());
        final int[] section = CellScene.tissue(new Random(4));
        final ImagePlus tissue = new ImagePlus("tissue-rgb", new ColorProcessor(160, 120, section));
        calibrate(tissue, 0.5);
        images.put("tissue-rgb.tif", tissue);
        images.put("tissue-rgb.png", tissue);
        final FibreScene scene = new FibreScene(new Random(5));
        images.put("timelapse-16bit-czt.tif", timelapse(scene, false));
        images.put("timelapse-truth-16bit-czt.tif", timelapse(scene, true));
        return images;
    }

    private static ImagePlus cells8() {
        final Random random = new Random(1);
        final Plane plane = CellScene.cells(7, 11, 3.2, random).exposed(2.6, 8, 1.5, random);
        return calibrate(new ImagePlus("cells-8bit", Planes.toProcessor(plane, 8)), 0.325);
    }

    private static ImagePlus cells16() {
        final Random random = new Random(2);
        final Plane plane = CellScene.cells(8, 480, 140, random).exposed(GAIN, OFFSET, READ_NOISE, random);
        return calibrate(new ImagePlus("cells-16bit", Planes.toProcessor(plane, 16)), 0.1625);
    }

    /** In photons, the offset taken off, so that there are negative values. */
    private static ImagePlus cells32() {
        final Random random = new Random(3);
        final Plane plane = CellScene.cells(6, 40, 12, random).exposed(1, 0, 2.5, random);
        final ImagePlus image = new ImagePlus("cells-32bit", Planes.toProcessor(plane, 32));
        image.resetDisplayRange();
        image.getCalibration().setValueUnit("photons");
        return calibrate(image, 0.1625);
    }

    private static ImagePlus timelapse(final FibreScene scene, final boolean truth) {
        final Random random = new Random(6);
        ImageStack stack = null;
        for (int t = 0; t < FibreScene.FRAMES; t++) {
            for (int z = 0; z < FibreScene.SLICES; z++) {
                for (int c = 0; c < FibreScene.CHANNELS; c++) {
                    // a pixel of the truth has a quarter of the area, and is shown on the camera's scale
                    final Plane plane = truth ? scene.truth(c, z, t).ideal(4 * GAIN, OFFSET)
                        : scene.seen(c, z, t).exposed(GAIN, OFFSET, READ_NOISE, random);
                    final ImageProcessor pixels = Planes.toProcessor(plane, 16);
                    stack = stack == null ? new ImageStack(plane.width(), plane.height()) : stack;
                    final String channel = c == 0 ? "fibres" : "spots";
                    stack.addSlice(channel + " z=" + (z - 1) * 0.5 + " um t=" + 30 * t + " s", pixels);
                }
            }
        }
        final ImagePlus plain = new ImagePlus(truth ? "timelapse-truth-16bit-czt" : "timelapse-16bit-czt", stack);
        plain.setDimensions(FibreScene.CHANNELS, FibreScene.SLICES, FibreScene.FRAMES);
        final CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
        image.setOpenAsHyperStack(true);
        final double brightest = truth ? 6000 : 3000;
        setChannel(image, 1, Color.GREEN, 450, brightest);
        setChannel(image, 2, Color.MAGENTA, 450, 0.7 * brightest);
        calibrate(image, truth ? 0.08125 : 0.1625);
        final Calibration calibration = image.getCalibration();
        calibration.pixelDepth = 0.5;
        calibration.frameInterval = 30;
        calibration.setTimeUnit("sec");
        final String camera = "gain " + GAIN + ", offset " + OFFSET + ", read noise " + READ_NOISE;
        image.setProperty("Info", "Simulated: " + (truth ? "the scene without noise and blur" : camera) + "\n");
        return image;
    }

    private static void setChannel(final CompositeImage image, final int c, final Color colour, final double min,
        final double max) {
        final LUT lut = LUT.createLutFromColor(colour);
        lut.min = min;
        lut.max = max;
        image.setChannelLut(lut, c);
    }

    private static ImagePlus calibrate(final ImagePlus image, final double pixelSize) {
        image.getCalibration().pixelWidth = pixelSize;
        image.getCalibration().pixelHeight = pixelSize;
        image.getCalibration().setUnit("um");
        return image;
    }
}
