package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.OutOfMemory;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;

/** A network that runs out of memory goes on in smaller tiles, and the result says so. */
@Timeout(20)
class ShortMemoryTest {

    private static final int SIDE = 40;
    private static final String LIBTORCH = "The following operation failed in the TorchScript interpreter.\n"
        + "RuntimeError: [enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory: you "
        + "tried to allocate 4294967296 bytes. Error code 12 (Cannot allocate memory)";

    private final ModelPackage model = TinyModels.small(2);
    private final ImagePlus image = Scenes.image(16, 91, 77);

    /** Refuses tiles of more than so many pixels. */
    private FakeNetwork fake(final int most, final boolean java) {
        return new FakeNetwork(model.graph(), (call, output) -> {
            if (output.length > most * 4) {
                if (java) {
                    throw new OutOfMemoryError("Cannot reserve 4096 bytes of direct buffer memory");
                }
                throw new IllegalStateException(LIBTORCH);
            }
        });
    }

    private ImagePlus run(final FakeNetwork network, final int workers) {
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(model, network, workers, SIDE))) {
            return upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE);
        } finally {
            assertEquals(0, network.openRunners.get(), "all runners are closed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void halvesTheTileAndGoesOn(final int workers) {
        final ImagePlus expected = run(fake(Integer.MAX_VALUE / 8, false), 1);
        for (final boolean java : new boolean[] {false, true}) {
            final ImagePlus result = run(fake(900, java), workers);
            assertArrayEquals(Scenes.pixels(expected), Scenes.pixels(result), "the same pixels");
            assertEquals("20 x 20 LR pixels, since memory was short", Provenance.of(result).values().get("tile"));
        }
        assertFalse(Provenance.of(expected).values().get("tile").contains("short"));
    }

    @Test
    void twiceIfNeedBe() {
        final String tile = Provenance.of(run(fake(399, false), 2)).values().get("tile");
        assertTrue(tile.matches("1\\d x 1\\d LR pixels, since memory was short"), tile);
    }

    @Test
    void whereNothingIsSmallEnoughItIsAnErrorWithARemedy() {
        final AcuityException e = assertThrows(AcuityException.class, () -> run(fake(0, false), 2));
        assertTrue(e.getMessage().contains("needs more memory than there is"), e.getMessage());
        assertTrue(e.remedy().contains("close other programs"), e.getMessage());
        assertTrue(OutOfMemory.is(e.getCause()));
    }

    /** The words that tell of it stand before pixels that are written already. */
    @Test
    void aFileSaysSoToo(@TempDir final Path folder) throws Exception {
        final ImageStack stack = new ImageStack(91, 77);
        for (int i = 0; i < 7; i++) {
            stack.addSlice("p" + i, Scenes.plane(16, 91, 77, i));
        }
        image.setStack(stack);
        final Path file = folder.resolve("streamed.tif");
        try (Upscaler upscaler = Upscaler.of(new NetworkMethod(model, fake(900, false), 2, SIDE))) {
            final Saved saved =
                upscaler.upscale(image, UpscaleOptions.DEFAULT, file, false, written -> { }, Progress.NONE);
            assertTrue(saved.provenance().values().get("tile").contains("memory was short"));
        }
        final Path expected = folder.resolve("expected.tif");
        ImageFiles.save(run(fake(900, false), 2), expected, false);
        assertEquals(-1, Files.mismatch(expected, file));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void tilesFitIntoTheMemoryThatThereIs() {
        final Cutting full = Cutting.of(model.graph(), 1000, 800, 0);
        final Cutting less = full.within(model.graph(), full.bytes() / 3);
        assertTrue(less.bytes() <= full.bytes() / 3 && less.plan().width() < full.plan().width());
        assertEquals(full, full.within(model.graph(), full.bytes()));
        assertEquals(2, full.workers(4, 2 * full.bytes()));
        assertEquals(1, full.workers(4, 0));
        assertEquals(Optional.empty(), full.within(model.graph(), 0).halved(model.graph()));
    }

    @Test
    void otherFailuresAreNoLackOfMemory() {
        assertFalse(OutOfMemory.is(new IllegalStateException("device lost")));
        assertFalse(OutOfMemory.is(new IllegalStateException()));
        assertTrue(OutOfMemory.is(new RuntimeException(new OutOfMemoryError())));
        assertTrue(OutOfMemory.is(new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB")));
    }
}
