package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;

/** What a failing network or device does to a run. */
@Timeout(20)
class BadTilesTest {

    private static final int SIDE = 24;

    private final ModelPackage model = TinyModels.small(2);
    private final ImagePlus image = Scenes.image(32, 61, 47);

    private FakeNetwork fake(final FakeNetwork.Fault fault) {
        return new FakeNetwork(model.graph(), fault);
    }

    private ImagePlus run(final FakeNetwork network, final int workers, final Progress progress) {
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(model, network, workers, SIDE))) {
            return upscaler.upscale(image, UpscaleOptions.DEFAULT, progress);
        } finally {
            assertEquals(0, network.running.get(), "nothing runs when the caller goes on");
            assertEquals(0, network.openRunners.get(), "all runners are closed");
            assertFalse(workersAlive(), "no worker is left behind");
        }
    }

    /** A thread whose work is over may need a moment to end. */
    private static boolean workersAlive() {
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("acuity-upscale")) {
                final long patience = System.nanoTime() + 1_000_000_000L;
                while (thread.isAlive() && System.nanoTime() < patience) {
                    LockSupport.parkNanos(1_000_000);
                }
                if (thread.isAlive()) {
                    return true;
                }
            }
        }
        return false;
    }

    private TilePlan plan() {
        return TilePlan.of(61, 47, ReceptiveField.of(model.graph()), SIDE);
    }

    private float[] truth() {
        final float[] truth = new float[122 * 94];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = image.getProcessor().getf(i % 122 / 2, i / 122 / 2);
        }
        return truth;
    }

    @Test
    void withoutFault() {
        assertArrayEquals(truth(), Scenes.floats(run(fake((call, output) -> { }), 3, Progress.NONE)), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void oneBadResultIsComputedAgain(final float bad) {
        final FakeNetwork network = fake((call, output) -> output[17] = call == 3 ? bad : output[17]);
        final ImagePlus result = run(network, 2, Progress.NONE);
        assertArrayEquals(truth(), Scenes.floats(result), 1e-6f);
        assertEquals(plan().tiles().size() + 1, network.calls.get());
    }

    @Test
    void aTileThatStaysBadIsAnErrorThatNamesIt() {
        final FakeNetwork network = fake((call, output) -> output[0] = call >= 2 ? Float.NaN : output[0]);
        final AcuityException e = assertThrows(AcuityException.class, () -> run(network, 1, Progress.NONE));
        final Tile third = plan().tiles().get(2);
        assertTrue(e.input().contains(third.x() + ", " + third.y()) && e.input().contains("plane 1"), e.getMessage());
        assertEquals(4, network.calls.get());
    }

    @Test
    void constantOutputOfAnImageIsBad() {
        final FakeNetwork network = fake((call, output) -> Arrays.fill(output, 0.5f));
        assertThrows(AcuityException.class, () -> run(network, 2, Progress.NONE));
    }

    /** A tile of background beside a very bright pixel: what is left of it is rounding. */
    @Test
    void constantOutputOfABackgroundIsNone() {
        final float[] pixels = new float[61 * 47];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 3;
        }
        pixels[0] = 1e9f;
        image.setProcessor(new FloatProcessor(61, 47, pixels));
        final FakeNetwork network = fake((call, output) -> {
            for (int i = 0; i < output.length; i++) {
                output[i] = (output[i] + 1) - 1;
            }
        });
        assertEquals(1e9f, run(network, 1, Progress.NONE).getProcessor().getf(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void whatIsThrownInAWorkerSurfaces(final int at) {
        final IllegalStateException thrown = new IllegalStateException("device lost");
        final FakeNetwork network = fake((call, output) -> {
            if (call == at) {
                throw thrown;
            }
            LockSupport.parkNanos(5_000_000);
        });
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> run(network, 3, Progress.NONE)));
    }

    @Test
    void errorsSurfaceToo() {
        final FakeNetwork network = fake((call, output) -> {
            throw new NoSuchMethodError("another jar");
        });
        assertThrows(NoSuchMethodError.class, () -> run(network, 2, Progress.NONE));
    }

    @Test
    void aPlaneThatCannotBeReadSurfaces() {
        final FakeNetwork network = fake((call, output) -> { });
        final StackSource whole = new StackSource(image);
        final PlaneSource broken = new BrokenSource(whole);
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(model, network, 2, SIDE))) {
            final AcuityException e = assertThrows(AcuityException.class,
                () -> upscaler.enlarge(broken, UpscaleOptions.DEFAULT, Progress.NONE, (i, pixels) -> { }));
            assertEquals("plane 2", e.input());
        }
        assertFalse(workersAlive());
    }

    @Test
    void cancelTakesEffectWithinASecond() {
        final FakeNetwork network = fake((call, output) -> LockSupport.parkNanos(100_000_000));
        final AtomicInteger reports = new AtomicInteger();
        final long[] asked = new long[1];
        final Progress progress = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                if (reports.incrementAndGet() == 3) {
                    asked[0] = System.nanoTime();
                }
            }

            @Override
            public boolean cancelled() {
                return reports.get() >= 3;
            }
        };
        assertThrows(CancellationException.class, () -> run(network, 2, progress));
        assertTrue(System.nanoTime() - asked[0] < 1_000_000_000L);
        assertTrue(network.calls.get() <= 5, network.calls + " calls");
    }

    @Test
    void anInterruptCancels() {
        final Thread caller = Thread.currentThread();
        final FakeNetwork network = fake((call, output) -> {
            LockSupport.parkNanos(20_000_000);
            caller.interrupt();
        });
        assertThrows(CancellationException.class, () -> run(network, 2, Progress.NONE));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
    }

    /** Progress goes up to 1. */
    @Test
    void progress() {
        final double[] last = new double[1];
        final Progress progress = new Progress() {

            @Override
            public synchronized void report(final String stage, final double fraction) {
                assertTrue(fraction > 0 && fraction <= 1);
                last[0] = Math.max(last[0], fraction);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        run(fake((call, output) -> { }), 2, progress);
        assertEquals(1, last[0]);
    }

    /** Two planes after the scan for the range: the second fails when it is opened for the network. */
    private static final class BrokenSource implements PlaneSource {

        private final StackSource whole;
        private int reads;

        BrokenSource(final StackSource whole) {
            this.whole = whole;
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int width() {
            return whole.width();
        }

        @Override
        public int height() {
            return whole.height();
        }

        @Override
        public int bitDepth() {
            return whole.bitDepth();
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int channel(final int plane) {
            return 0;
        }

        @Override
        public ImageProcessor plane(final int plane) {
            if (++reads == 4) {
                throw new AcuityException("plane 2", "cannot be read", "get the file again");
            }
            return whole.plane(0);
        }
    }
}
