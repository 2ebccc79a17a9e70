package sc.fiji.acuity.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

import org.scijava.thread.ThreadService;

/** Shows images to a macro while it runs. */
final class MacroImages {

    private MacroImages() {}

    /**
     * In batch mode ImageJ keeps a current image for each thread, and SciJava runs commands on threads of its own:
     * the image has to become that of the macro's thread, and must not stay behind on this one for a later command.
     */
    static void show(final ImagePlus image, final ThreadService threads) {
        image.show();
        if (Interpreter.isBatchMode()) {
            final Thread own = Thread.currentThread();
            final Thread parent = threads.getParent(own);
            WindowManager.setTempCurrentImage(null);
            WindowManager.setTempCurrentImage(parent == null ? own : parent, image);
        }
    }
}
