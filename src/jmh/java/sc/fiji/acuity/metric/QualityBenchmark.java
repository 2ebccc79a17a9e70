package sc.fiji.acuity.metric;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
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

import sc.fiji.acuity.image.Plane;

/** PSNR and SSIM of two large images. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class QualityBenchmark {

    @Param("4096")
    public int size;

    private Plane a;
    private Plane b;
    private Img<UnsignedByteType> first;
    private Img<UnsignedByteType> second;

    @Setup
    public void noise() {
        final SplittableRandom random = new SplittableRandom(1);
        a = new Plane(size, size);
        b = new Plane(size, size);
        final byte[] p = new byte[size * size];
        final byte[] q = new byte[size * size];
        random.nextBytes(p);
        random.nextBytes(q);
        for (int i = 0; i < p.length; i++) {
            a.data()[i] = p[i] & 0xff;
            b.data()[i] = q[i] & 0xff;
        }
        first = ArrayImgs.unsignedBytes(p, size, size);
        second = ArrayImgs.unsignedBytes(q, size, size);
    }

    @Benchmark
    public double psnr() {
        return Psnr.of(a, b, 255);
    }

    @Benchmark
    public double ssim() {
        return Ssim.of(a, b, 255);
    }

    /** Both, of images of any type. */
    @Benchmark
    public Quality quality() {
        return Quality.compare(first, second, 255);
    }
}
