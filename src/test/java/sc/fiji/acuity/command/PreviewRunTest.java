package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ij.IJ;
import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.Progress;

class PreviewRunTest {

    @Test
    void thePartIsTheSelectionWithinTheImageElseItsCentre() {
        final ImagePlus image = IJ.createImage("large", "8-bit black", 1000, 300, 1);
        assertEquals(new Rectangle(372, 22, 256, 256), PreviewRun.part(image));
        image.setRoi(980, -10, 50, 40);
        assertEquals(new Rectangle(980, 0, 20, 30), PreviewRun.part(image));
        image.setRoi(100, 20, 300, 10);
        assertEquals(new Rectangle(122, 20, 256, 10), PreviewRun.part(image));
        image.setRoi(2000, 20, 30, 10);
        assertEquals(new Rectangle(372, 22, 256, 256), PreviewRun.part(image));
        assertEquals(new Rectangle(20, 30), PreviewRun.part(IJ.createImage("small", "8-bit black", 20, 30, 1)));
    }

    @Test
    void theDialogDoesNotHideThePreview() {
        final Rectangle screen = new Rectangle(1280, 1000);
        final Dimension preview = new Dimension(500, 300);
        assertEquals(new Point(700, 50), PreviewRun.place(new Rectangle(200, 50, 500, 500), preview, screen));
        assertEquals(new Point(100, 50), PreviewRun.place(new Rectangle(600, 50, 500, 500), preview, screen));
        assertEquals(new Point(380, 600), PreviewRun.place(new Rectangle(380, 100, 500, 500), preview, screen));
        assertEquals(new Point(780, 400), PreviewRun.place(new Rectangle(380, 400, 500, 500), preview, screen));
    }

    @Test
    void theEndOfTheDialogAndTheNextPreviewCancelOne() throws Exception {
        try (Commands commands = new Commands()) {
            final ImagePlus image = IJ.createImage("cells", "8-bit black", 20, 20, 1);
            final PreviewRun previews = new PreviewRun();
            final Endless first = new Endless();
            final Thread started = previews.start(commands.context(), image, () -> false, first::work);
            first.awaitStart();
            final AtomicBoolean ended = new AtomicBoolean();
            final Endless second = new Endless();
            final Thread next = previews.start(commands.context(), image, ended::get, second::work);
            second.awaitStart();
            started.join(5000);
            assertTrue(first.cancelled, "the next one did not cancel it");
            assertTrue(next.isAlive());
            ended.set(true);
            next.join(5000);
            assertTrue(second.cancelled, "the end of the dialog did not cancel it");
        }
    }

    /** Work that ends only if it is cancelled. */
    private static final class Endless {

        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile boolean cancelled;

        ImagePlus work(final Progress progress) {
            begun.countDown();
            try {
                while (true) {
                    progress.checkCancelled();
                    Thread.onSpinWait();
                }
            } catch (final CancellationException e) {
                cancelled = true;
                throw e;
            }
        }

        void awaitStart() throws InterruptedException {
            assertTrue(begun.await(5, TimeUnit.SECONDS));
        }
    }
}
