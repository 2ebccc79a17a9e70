package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.FileInfoVirtualStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.PlaneSelection;
import sc.fiji.acuity.model.ModelPackage;

/** Planes that go from a file to a file one by one give the file that the image in memory gives. */
@Timeout(60)
class StreamedFilesTest {

    private static final ModelPackage MODEL = TinyModels.small(2);

    @TempDir
    private Path folder;

    static Stream<ImageKinds.Kind> kinds() {
        return ImageKinds.all().stream();
    }

    private Path both(final Path in, final Upscaler upscaler, final UpscaleOptions options) {
        final Path expected = folder.resolve("expected.tif");
        final Path streamed = folder.resolve("streamed.tif");
        ImageFiles.save(upscaler.upscale(ImageFiles.open(in), options, Progress.NONE), expected, true);
        upscaler.upscale(ImageFiles.openLazily(in), options, streamed, true, written -> { }, Progress.NONE);
        try {
            assertEquals(-1, Files.mismatch(expected, streamed));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        return streamed;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasTheSameBytes(final ImageKinds.Kind kind) {
        final Path in = folder.resolve("kind.tif");
        ImageFiles.save(BatchKindsTest.copy(kind.image().get()), in, false);
        try (Upscaler bicubic = Upscaler.of(new BicubicMethod(2));
            Upscaler network = Scenes.open(MODEL, 3, 16)) {
            both(in, bicubic, UpscaleOptions.DEFAULT);
            both(in, network, UpscaleOptions.DEFAULT);
        }
    }

    @Test
    void aPartOfAStack() {
        final Path in = folder.resolve("in.tif");
        ImageFiles.save(ImageKinds.stack(16, 2, 3, 4), in, false);
        try (Upscaler network = Scenes.open(MODEL, 2, 16)) {
            both(in, network, UpscaleOptions.DEFAULT.of(PlaneSelection.parse("2", "1-2", "all")));
        }
    }

    @Test
    void imageJsOwnVirtualStack() throws IOException {
        final Path in = folder.resolve("in.tif");
        ImageFiles.save(ImageKinds.stack(16, 1, 5, 1), in, false);
        final ImagePlus virtual = FileInfoVirtualStack.openVirtual(in.toString());
        assertTrue(virtual.getStack().isVirtual());
        try (Upscaler network = Scenes.open(MODEL, 2, 16)) {
            final Path a = both(in, network, UpscaleOptions.DEFAULT);
            final Path b = folder.resolve("b.tif");
            network.upscale(virtual, UpscaleOptions.DEFAULT, b, false, written -> { }, Progress.NONE);
            final ImagePlus expected = ImageFiles.open(a);
            final ImagePlus found = ImageFiles.open(b);
            for (int i = 1; i <= 5; i++) {
                assertEquals(Fingerprint.pixels(expected.getStack().getPixels(i)),
                    Fingerprint.pixels(found.getStack().getPixels(i)));
            }
        }
    }

    @Test
    void planesStayInTheFile() {
        final Path in = folder.resolve("in.tif");
        ImageFiles.save(ImageKinds.stack(16, 2, 3, 1), in, false);
        assertTrue(ImageFiles.openLazily(in).getStack().isVirtual());
        assertFalse(ImageFiles.open(in).getStack().isVirtual());
    }

    private ImagePlus stack(final int planes) {
        final ImageStack stack = new ImageStack(60, 50);
        for (int i = 0; i < planes; i++) {
            stack.addSlice(Scenes.plane(16, 60, 50, i));
        }
        return new ImagePlus("stack", stack);
    }

    @Test
    void aCancelLeavesNothingWithinASecond() throws IOException {
        final AtomicInteger tiles = new AtomicInteger();
        final FakeNetwork slow = new FakeNetwork(MODEL.graph(), (call, output) -> {
            tiles.incrementAndGet();
            LockSupport.parkNanos(20_000_000);
        });
        final long[] asked = new long[1];
        final Progress progress = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                // nobody looks
            }

            @Override
            public boolean cancelled() {
                if (tiles.get() > 20 && asked[0] == 0) {
                    asked[0] = System.nanoTime();
                }
                return tiles.get() > 20;
            }
        };
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(MODEL, slow, 2, 24))) {
            assertThrows(CancellationException.class, () -> upscaler.upscale(stack(50), UpscaleOptions.DEFAULT,
                folder.resolve("out.tif"), false, written -> { }, progress));
        }
        assertTrue(System.nanoTime() - asked[0] < TimeUnit.SECONDS.toNanos(1));
        assertEmpty();
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void anErrorInTheMiddleSurfacesAndLeavesNothing() throws IOException {
        final IllegalStateException lost = new IllegalStateException("device lost");
        final FakeNetwork broken = new FakeNetwork(MODEL.graph(), (call, output) -> {
            if (call == 40) {
                throw lost;
            }
        });
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(MODEL, broken, 3, 24))) {
            assertSame(lost, assertThrows(IllegalStateException.class, () -> upscaler.upscale(stack(30),
                UpscaleOptions.DEFAULT, folder.resolve("out.tif"), false, written -> { }, Progress.NONE)));
        }
        assertEmpty();
    }

    @Test
    void whatTheWriterOfTheJournalThrowsStopsTheWorkers() throws IOException {
        try (Upscaler upscaler = Scenes.open(MODEL, 3, 24)) {
            assertThrows(AcuityException.class, () -> upscaler.upscale(stack(30), UpscaleOptions.DEFAULT,
                folder.resolve("out.tif"), false, written -> {
                    throw new IOException("no");
                }, Progress.NONE));
        }
        assertEmpty();
    }

    @Test
    void anEstimateBeforeItStarts() {
        try (Upscaler upscaler = Scenes.open(MODEL, 2, 24)) {
            final Estimate estimate = upscaler.estimate(stack(30), UpscaleOptions.DEFAULT,
                Optional.of(folder.resolve("out.tif")), Progress.NONE);
            assertEquals(120, estimate.width());
            assertEquals(30, estimate.planes());
            assertEquals(120L * 100 * 2 * 30, estimate.disk());
            // the planes of three workers, what waits, what describes it
            assertEquals(120L * 100 * 2 * (3 + 3 + 1) + 3 * 60 * 50 * 4, estimate.heap());
            assertTrue(estimate.seconds() > 0 && estimate.seconds() < 60, estimate.line());
            assertTrue(estimate.line().matches("120 x 100 pixels, 30 planes: about [\\d.]+ s, \\d+ KB of Java's memory, "
                + "\\d+ KB beside it, 703 KB on disk"), estimate.line());
        }
    }
}
