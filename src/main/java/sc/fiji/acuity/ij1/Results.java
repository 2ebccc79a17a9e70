package sc.fiji.acuity.ij1;

import java.awt.Font;
import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.ImagePlus;
import ij.text.TextWindow;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** Shows what a command gave back and did not show itself. */
final class Results {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private static final Font FONT = new Font(Font.MONOSPACED, Font.PLAIN, 12);

    private Results() {}

    static void show(final String title, final Module module) {
        for (final ModuleItem<?> item : module.getInfo().outputs()) {
            final Object value = module.getOutput(item.getName());
            if (value != null && !module.isOutputResolved(item.getName())) {
                show(title, item, value);
            }
        }
    }

    private static void show(final String title, final ModuleItem<?> item, final Object value) {
        if (value instanceof ImagePlus image) {
            image.show();
        } else if (value instanceof String text && text.indexOf('\n') >= 0 && !GraphicsEnvironment.isHeadless()) {
            // reports have columns
            new TextWindow(title, text, WIDTH, HEIGHT).getTextPanel().setFont(FONT, false);
        } else {
            IJ.log(title + ": " + Parameters.label(item) + ": " + value);
        }
    }
}
