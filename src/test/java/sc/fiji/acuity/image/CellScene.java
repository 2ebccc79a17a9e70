package sc.fiji.acuity.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Simulated cells with stained nuclei and fibres, and a simulated tissue section. */
final class CellScene {

    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    /** Optical density per unit of stain in red, green and blue: what haematoxylin and eosin look like. */
    private static final double[] HAEMATOXYLIN = { 0.65, 0.70, 0.29 };
    private static final double[] EOSIN = { 0.09, 0.95, 0.28 };

    private CellScene() {}

    /** Photons of {@code count} cells, the nuclei as bright as {@code nucleus}, the fibres as {@code fibre}. */
    static Canvas cells(final int count, final double nucleus, final double fibre, final Random random) {
        // drawn twice as fine as the camera sees it
        final Canvas fine = new Canvas(2 * WIDTH, 2 * HEIGHT);
        final Canvas chromatin = Canvas.texture(fine.width, fine.height, 2.2, random);
        final Canvas fibres = new Canvas(fine.width, fine.height);
        for (final double[] place : places(count, 74, fine.width, fine.height, random)) {
            final double a = 22 + 8 * random.nextDouble();
            final double b = a * (0.65 + 0.25 * random.nextDouble());
            final double angle = StrictMath.PI * random.nextDouble();
            final double light = nucleus * (0.6 + 0.7 * random.nextDouble());
            for (int y = 0; y < fine.height; y++) {
                for (int x = 0; x < fine.width; x++) {
                    final double in = Canvas.inside(x, y, place[0], place[1], a, b, angle);
                    final double body = Canvas.inside(x, y, place[0], place[1], 2.4 * a, 2.0 * b, angle);
                    if (in > 0) {
                        final double dome = StrictMath.sqrt(StrictMath.min(1, 3 * in));
                        fine.data[y * fine.width + x] += light * dome
                            * StrictMath.max(0.35, 1 + 0.28 * chromatin.get(x, y));
                    }
                    if (body > 0) {
                        fine.data[y * fine.width + x] += 0.06 * nucleus * StrictMath.min(1, 4 * body);
                    }
                }
            }
            for (int i = 0; i < 26; i++) {
                fibre(fibres, place[0], place[1], a, fibre, random);
            }
        }
        fine.add(fibres, 1);
        return fine.blurred(1.4).binned();
    }

    private static void fibre(final Canvas canvas, final double x0, final double y0, final double reach,
        final double light, final Random random) {
        double direction = 2 * StrictMath.PI * random.nextDouble();
        double x = x0 + 0.9 * reach * StrictMath.cos(direction);
        double y = y0 + 0.9 * reach * StrictMath.sin(direction);
        double bend = 0;
        final int steps = (int) (reach * (2 + 2 * random.nextDouble()));
        for (int i = 0; i < steps; i++) {
            bend = 0.9 * bend + 0.012 * random.nextGaussian();
            direction += bend;
            x += 0.5 * StrictMath.cos(direction);
            y += 0.5 * StrictMath.sin(direction);
            canvas.addPoint(x, y, light);
        }
    }

    /** Packed RGB pixels of a section in haematoxylin and eosin: glands around their lumen, stroma between. */
    static int[] tissue(final Random random) {
        final Canvas blue = new Canvas(WIDTH, HEIGHT);
        final Canvas pink = new Canvas(WIDTH, HEIGHT);
        final Canvas strands = Canvas.texture(WIDTH, HEIGHT, 1.6, random);
        final Canvas clouds = Canvas.texture(WIDTH, HEIGHT, 9, random);
        for (int i = 0; i < pink.data.length; i++) {
            pink.data[i] = StrictMath.max(0.08, 0.42 + 0.10 * strands.data[i] + 0.13 * clouds.data[i]);
            blue.data[i] = 0.06;
        }
        final double[][] glands = { { 44, 52, 27, 21, 0.5 }, { 118, 78, 31, 23, 2.4 }, { 124, 14, 22, 17, 1.2 } };
        for (final double[] gland : glands) {
            gland(gland, pink, blue, random);
        }
        for (final double[] place : places(26, 11, WIDTH, HEIGHT, random)) {
            boolean free = true;
            for (final double[] g : glands) {
                free &= Canvas.inside((int) place[0], (int) place[1], g[0], g[1], g[2] + 9, g[3] + 9, g[4]) < 0;
            }
            if (free) {
                nucleus(blue, place[0], place[1], 5.5, 1.9, StrictMath.PI * random.nextDouble(), random);
            }
        }
        return stained(blue.blurred(0.7), pink.blurred(0.6), random);
    }

    /** @param g centre x, y, half length, half width, angle */
    private static void gland(final double[] g, final Canvas pink, final Canvas blue, final Random random) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                final double lumen = Canvas.inside(x, y, g[0], g[1], g[2] * 0.42, g[3] * 0.42, g[4]);
                final double wall = Canvas.inside(x, y, g[0], g[1], g[2], g[3], g[4]);
                final int i = y * WIDTH + x;
                if (lumen > 0) {
                    pink.data[i] = 0.03;
                } else if (wall > 0) {
                    pink.data[i] = 0.30 + 0.25 * (pink.data[i] - 0.42);
                    blue.data[i] = 0.14;
                }
            }
        }
        for (double turn = 0.1; turn < 2 * StrictMath.PI; turn += 0.36) {
            final double u = 0.78 * g[2] * StrictMath.cos(turn) + random.nextGaussian();
            final double v = 0.78 * g[3] * StrictMath.sin(turn) + random.nextGaussian();
            final double x = g[0] + u * StrictMath.cos(g[4]) - v * StrictMath.sin(g[4]);
            final double y = g[1] + u * StrictMath.sin(g[4]) + v * StrictMath.cos(g[4]);
            nucleus(blue, x, y, 4.3, 2.9, StrictMath.atan2(y - g[1], x - g[0]) + 0.3 * random.nextGaussian(), random);
        }
    }

    private static void nucleus(final Canvas blue, final double cx, final double cy, final double a, final double b,
        final double angle, final Random random) {
        final double depth = 0.75 + 0.35 * random.nextDouble();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                final double in = Canvas.inside(x, y, cx, cy, a, b, angle);
                if (in > 0) {
                    // darker at the envelope, with clumps inside
                    blue.data[y * WIDTH + x] = depth * (in < 0.3 ? 1.05 : 0.72 + 0.4 * random.nextDouble());
                }
            }
        }
    }

    private static int[] stained(final Canvas blue, final Canvas pink, final Random random) {
        final int[] rgb = new int[blue.data.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 0xff;
            for (int c = 0; c < 3; c++) {
                final double density = HAEMATOXYLIN[c] * blue.data[i] * 1.5 + EOSIN[c] * pink.data[i];
                final double level = 245 * StrictMath.exp(-density) + 1.5 * random.nextGaussian();
                rgb[i] = rgb[i] << 8 | (int) Rounding.UINT8.apply(level);
            }
        }
        return rgb;
    }

    /** Random places that keep their distance. */
    private static List<double[]> places(final int count, final double distance, final int width, final int height,
        final Random random) {
        final List<double[]> places = new ArrayList<>();
        for (int trial = 0; trial < 5000 && places.size() < count; trial++) {
            final double x = width * random.nextDouble();
            final double y = height * random.nextDouble();
            if (places.stream().allMatch(p -> StrictMath.hypot(p[0] - x, p[1] - y) > distance)) {
                places.add(new double[] { x, y });
            }
        }
        return places;
    }
}
