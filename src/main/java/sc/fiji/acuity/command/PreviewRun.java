package sc.fiji.acuity.command;

import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Roi;

import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.task.TaskService;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.ij1.ErrorMessage;
import sc.fiji.acuity.upscale.Preview;

/**
 * Makes previews beside the dialog that asks for them: the dialog goes on, Esc and its end cancel, a new preview takes
 * the place of the last one.
 */
final class PreviewRun {

    /** LR pixels to a side: enough to judge by, and there in a moment. */
    static final int MOST = 256;

    /** The width on the screen below which a preview is shown larger. */
    private static final int NARROW = 480;
    private static final int ZOOM_STEPS = 8;

    /** Of the preview that was asked for last. */
    private AtomicBoolean stop = new AtomicBoolean();

    /**
     * Starts a preview; returns at once.
     *
     * @param image stays the current image
     * @param ended whether the dialog was cancelled
     * @param work makes the preview
     */
    Thread start(final Context context, final ImagePlus image, final BooleanSupplier ended,
        final Function<Progress, ImagePlus> work) {
        return start(context, Preview.TITLE, ended, progress -> {
            final ImagePlus preview = work.apply(progress);
            progress.checkCancelled();
            EventQueue.invokeLater(() -> show(preview, image));
        });
    }

    /**
     * Starts any short work beside the dialog; returns at once.
     *
     * @param title what it is called while it runs
     */
    synchronized Thread start(final Context context, final String title, final BooleanSupplier ended,
        final Consumer<Progress> work) {
        stop();
        final AtomicBoolean mine = new AtomicBoolean();
        stop = mine;
        final Thread thread = new Thread(() -> {
            try (SciJavaProgress progress = new SciJavaProgress(title, context.getService(StatusService.class),
                context.getService(TaskService.class), () -> mine.get() || ended.getAsBoolean())) {
                progress.report(title, 0);
                work.accept(progress);
            } catch (final CancellationException e) {
                IJ.showStatus(title + " was cancelled");
            } catch (final AcuityException e) {
                ErrorMessage.tell(title, e);
            } catch (final RuntimeException | OutOfMemoryError | LinkageError e) {
                IJ.handleException(e);
            }
        }, title);
        // the button's thread is ImageJ's and does not see the libraries among its plugins
        thread.setContextClassLoader(PreviewRun.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Cancels the preview that is in work. */
    synchronized void stop() {
        stop.set(true);
    }

    /** The selection, else what the window shows; of a large one {@value #MOST} pixels to a side around its centre. */
    static Rectangle part(final ImagePlus image) {
        final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
        final Roi roi = image.getRoi();
        final ImageCanvas canvas = image.getCanvas();
        Rectangle part = roi == null ? new Rectangle() : roi.getBounds().intersection(whole);
        if (part.isEmpty()) {
            part = canvas == null ? whole : canvas.getSrcRect().intersection(whole);
        }
        final int width = Math.min(part.width, MOST);
        final int height = Math.min(part.height, MOST);
        return new Rectangle(part.x + (part.width - width) / 2, part.y + (part.height - height) / 2, width, height);
    }

    /** Where the dialog, which stays on top, does not hide it, if there is such a place. */
    private static void beside(final Window preview) {
        final Window dialog = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
        if (dialog instanceof Dialog) {
            final Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
            preview.setLocation(place(dialog.getBounds(), preview.getSize(), screen));
        }
    }

    /** Right of the dialog, left of it, or below it; else as far right as the screen goes. */
    static Point place(final Rectangle dialog, final Dimension preview, final Rectangle screen) {
        final int right = dialog.x + dialog.width;
        final int left = dialog.x - preview.width;
        final int below = dialog.y + dialog.height;
        final int last = Math.max(screen.x, screen.x + screen.width - preview.width);
        if (right <= last) {
            return new Point(right, dialog.y);
        }
        if (left >= screen.x) {
            return new Point(left, dialog.y);
        }
        return below + preview.height <= screen.y + screen.height
            ? new Point(Math.max(screen.x, Math.min(dialog.x, last)), below) : new Point(last, dialog.y);
    }

    private static void show(final ImagePlus preview, final ImagePlus image) {
        final ImagePlus last = WindowManager.getImage(Preview.TITLE);
        if (last != null && last.getWindow() != null) {
            ImageWindow.setNextLocation(last.getWindow().getLocation());
            last.changes = false;
            last.close();
        }
        preview.show();
        final ImageCanvas canvas = preview.getCanvas();
        for (int i = 0; canvas != null && i < ZOOM_STEPS
            && preview.getWidth() * canvas.getMagnification() < NARROW; i++) {
            canvas.zoomIn(0, 0);
        }
        if (preview.getWindow() != null && last == null) {
            beside(preview.getWindow());
        }
        if (image.getWindow() != null) {
            WindowManager.setCurrentWindow(image.getWindow());
        }
    }
}
