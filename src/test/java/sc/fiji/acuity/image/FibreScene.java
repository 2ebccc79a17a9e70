package sc.fiji.acuity.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A living cell: fibres that radiate from a centre and wave, and spots that wander, at several depths.
 *
 * <p>Each channel and time is a pile of layers a quarter of a micrometre apart. In focus a layer is as sharp as the
 * optics allow, and it gets wider with its distance from the focus.
 */
final class FibreScene {

    static final int CHANNELS = 2;
    static final int SLICES = 3;
    static final int FRAMES = 4;
    /** Pixels of the truth; the camera has half as many a side. */
    static final int WIDTH = 192;
    static final int HEIGHT = 160;
    private static final int LAYERS = 7;
    private static final double LAYER_STEP = 0.25;
    private static final double SLICE_STEP = 0.5;
    /** Standard deviations in pixels of the truth: of the truth's own optics, and of the microscope's. */
    private static final double SHARP = 0.7;
    private static final double FOCUS = 1.25;

    /** By channel and frame: the layers, in photons. */
    private final Canvas[][][] layers = new Canvas[CHANNELS][FRAMES][LAYERS];

    FibreScene(final Random random) {
        for (int t = 0; t < FRAMES; t++) {
            for (int layer = 0; layer < LAYERS; layer++) {
                layers[0][t][layer] = new Canvas(WIDTH, HEIGHT);
                layers[1][t][layer] = new Canvas(WIDTH, HEIGHT);
            }
        }
        for (int i = 0; i < 44; i++) {
            fibre(random);
        }
        for (int i = 0; i < 90; i++) {
            spot(random);
        }
        body(random);
    }

    private void fibre(final Random random) {
        final double phase = 2 * StrictMath.PI * random.nextDouble();
        final double slope = 0.004 * random.nextGaussian();
        final double start = 0.2 * random.nextGaussian();
        final List<double[]> path = new ArrayList<>();
        double direction = 2 * StrictMath.PI * random.nextDouble();
        double x = 84 + 16 * random.nextDouble() * StrictMath.cos(direction);
        double y = 86 + 16 * random.nextDouble() * StrictMath.sin(direction);
        double bend = 0;
        final int steps = 120 + random.nextInt(180);
        for (int i = 0; i < steps; i++) {
            bend = 0.95 * bend + 0.004 * random.nextGaussian();
            direction += bend;
            x += 0.4 * StrictMath.cos(direction);
            y += 0.4 * StrictMath.sin(direction);
            path.add(new double[] { x, y, direction });
        }
        for (int t = 0; t < FRAMES; t++) {
            for (int i = 0; i < path.size(); i++) {
                final double[] p = path.get(i);
                // the free end waves most
                final double wave = 2.2 * i / steps * StrictMath.sin(phase + 0.8 * t + 0.03 * i);
                final Canvas layer = layers[0][t][layer(start + slope * 0.4 * i)];
                layer.addPoint(p[0] - wave * StrictMath.sin(p[2]), p[1] + wave * StrictMath.cos(p[2]),
                    75 * StrictMath.pow(0.93, t));
            }
        }
    }

    private void spot(final Random random) {
        final double direction = 2 * StrictMath.PI * random.nextDouble();
        final double distance = 18 + 52 * random.nextDouble();
        final double speed = 1.2 * random.nextGaussian();
        final double light = 900 + 1600 * random.nextDouble();
        double z = 0.35 * random.nextGaussian();
        double x = 84 + 1.2 * distance * StrictMath.cos(direction);
        double y = 86 + 0.95 * distance * StrictMath.sin(direction);
        for (int t = 0; t < FRAMES; t++) {
            layers[1][t][layer(z)].addPoint(x, y, light * StrictMath.pow(0.9, t));
            x += speed * StrictMath.cos(direction) + 0.5 * random.nextGaussian();
            y += speed * StrictMath.sin(direction) + 0.5 * random.nextGaussian();
            z += 0.05 * random.nextGaussian();
        }
    }

    /** The dim light of unbound dye inside the cell, but not inside its nucleus. */
    private void body(final Random random) {
        final Canvas texture = Canvas.texture(WIDTH, HEIGHT, 6, random);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                final double cell = Canvas.inside(x, y, 86, 84, 92, 74, 0.35);
                final double nucleus = Canvas.inside(x, y, 112, 72, 25, 19, 0.9);
                if (cell > 0) {
                    final double light = StrictMath.min(1, 5 * cell) * (nucleus > 0 ? 0.35 : 1)
                        * (1 + 0.15 * texture.get(x, y));
                    for (int t = 0; t < FRAMES; t++) {
                        layers[0][t][LAYERS / 2].data[y * WIDTH + x] += 9 * light;
                        layers[1][t][LAYERS / 2].data[y * WIDTH + x] += 6 * light;
                    }
                }
            }
        }
    }

    /** Photons that would fall on pixels of the truth: what is in focus, nearly unblurred. */
    Canvas truth(final int c, final int z, final int t) {
        final Canvas sum = new Canvas(WIDTH, HEIGHT);
        for (int layer = 0; layer < LAYERS; layer++) {
            final double d = depth(layer, z);
            sum.add(layers[c][t][layer], StrictMath.exp(-d * d / (2 * 0.3 * 0.3)));
        }
        return sum.blurred(SHARP);
    }

    /** Photons that fall on the camera: through the microscope, with the haze of what is out of focus, binned 2 x 2. */
    Canvas seen(final int c, final int z, final int t) {
        final Canvas sum = new Canvas(WIDTH, HEIGHT);
        for (int layer = 0; layer < LAYERS; layer++) {
            final double defocus = 5 * depth(layer, z);
            final double sigma = StrictMath.sqrt(FOCUS * FOCUS + defocus * defocus);
            sum.add(layers[c][t][layer].blurred(sigma), 1);
        }
        return sum.binned();
    }

    private static double depth(final int layer, final int z) {
        return (layer - LAYERS / 2) * LAYER_STEP - (z - SLICES / 2) * SLICE_STEP;
    }

    private static int layer(final double micrometres) {
        final int layer = (int) StrictMath.rint(micrometres / LAYER_STEP) + LAYERS / 2;
        return StrictMath.max(0, StrictMath.min(LAYERS - 1, layer));
    }
}
