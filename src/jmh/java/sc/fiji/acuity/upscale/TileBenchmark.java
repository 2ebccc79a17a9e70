package sc.fiji.acuity.upscale;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;

/** What goes on around a network: finding the intensity map, opening a plane, reading a tile, writing its result. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TileBenchmark {

    private static final int TILE = 256;
    private static final int SCALE = 2;

    @Param({"8", "16", "32"})
    public int bits;

    @Param("1024")
    public int size;

    private ImageProcessor pixels;
    private Plane plane;
    private final float[] input = new float[TILE * TILE];
    private final float[] output = new float[TILE * TILE * SCALE * SCALE];
    private PixelSink sink;
    private final IntensityMap map = new IntensityMap(0, 200);

    @Setup
    public void noise() {
        pixels = empty(size);
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < size * size; i++) {
            pixels.setf(i, random.nextInt(200));
        }
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) random.nextDouble();
        }
        plane = Planes.of(pixels);
        sink = PixelSink.into(empty(size * SCALE), map);
    }

    private ImageProcessor empty(final int side) {
        return bits == 8 ? new ByteProcessor(side, side)
            : bits == 16 ? new ShortProcessor(side, side) : new FloatProcessor(side, side);
    }

    /** Of a whole plane; nothing is to be done for 8 bits. */
    @Benchmark
    public IntensityMap[] intensityMap() {
        return IntensityScan.scan(new StackSource(new ImagePlus("noise", pixels)), new int[] {1}, Intensity.FULL,
            Progress.NONE);
    }

    /** A whole plane. */
    @Benchmark
    public Plane open() {
        return Planes.of(pixels);
    }

    @Benchmark
    public float[] read() {
        for (int y = 0; y < TILE; y++) {
            map.toNetwork(plane.data(), (y + 100) * size + 100, input, y * TILE, TILE);
        }
        return input;
    }

    @Benchmark
    public PixelSink write() {
        for (int y = 0; y < TILE * SCALE; y++) {
            sink.row(200, 200 + y, output, y * TILE * SCALE, TILE * SCALE);
        }
        return sink;
    }
}
