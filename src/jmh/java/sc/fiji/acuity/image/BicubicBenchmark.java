package sc.fiji.acuity.image;

import java.awt.Rectangle;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
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

/** Bicubic, ours and ImageJ's, from pixels to pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BicubicBenchmark {

    /** 24 is RGB. */
    @Param({"8", "16", "24", "32"})
    public int bits;

    @Param("2")
    public int scale;

    @Param("1024")
    public int size;

    private ImageProcessor pixels;
    private Rectangle whole;

    @Setup
    public void noise() {
        pixels = switch (bits) {
            case 8 -> new ByteProcessor(size, size);
            case 16 -> new ShortProcessor(size, size);
            case 24 -> new ColorProcessor(size, size);
            default -> new FloatProcessor(size, size);
        };
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < size * size; i++) {
            if (bits == 32) {
                pixels.setf(i, (float) random.nextDouble());
            } else {
                pixels.set(i, random.nextInt() & (int) ((1L << bits) - 1));
            }
        }
        whole = new Rectangle(size, size);
        pixels.setInterpolationMethod(ImageProcessor.BICUBIC);
    }

    @Benchmark
    public ImageProcessor ours() {
        return Resize.bicubic(pixels, whole, scale, Progress.NONE);
    }

    @Benchmark
    public ImageProcessor imagej() {
        return pixels.resize(scale * size, scale * size);
    }
}
