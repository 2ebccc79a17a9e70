package sc.fiji.acuity.upscale;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import ij.ImagePlus;
import ij.process.ByteProcessor;
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
import sc.fiji.acuity.engine.DeviceChoice;

/** Bicubic from ImagePlus to ImagePlus, ours and ImageJ's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ImageToImageBenchmark {

    @Param("1024")
    public int size;

    private ImagePlus image;
    private Upscaler upscaler;

    @Setup
    public void noise() {
        final byte[] pixels = new byte[size * size];
        new SplittableRandom(1).nextBytes(pixels);
        image = new ImagePlus("noise", new ByteProcessor(size, size, pixels));
        upscaler = Upscaler.open(Upscaler.BICUBIC, 2, DeviceChoice.CPU);
    }

    @Benchmark
    public ImagePlus ours() {
        return upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE);
    }

    @Benchmark
    public ImagePlus imagej() {
        return image.resize(2 * size, 2 * size, "bicubic");
    }
}
