package sc.fiji.acuity.ij1;

import ij.IJ;
import ij.plugin.PlugIn;

/**
 * What {@code plugins.config} calls for each command, with the command's class name as argument.
 *
 * <p>ImageJ 1 swallows the error of a class that is missing. This class needs none but ImageJ's, and so is there to
 * say that the libraries of Acuity are not.
 */
public final class MenuEntry implements PlugIn {

    /** The attribute of an image that a command can do without: its dialog opens though there is none. */
    public static final String OPTIONAL = "optional";

    @Override
    public void run(final String command) {
        try {
            CommandBridge.run(command);
        } catch (final LinkageError e) {
            IJ.error("Acuity", missing(e));
        }
    }

    static String missing(final LinkageError e) {
        return "Acuity cannot start: a library is missing or of another version (" + e + ").\n"
            + "Remedy: copy all of Acuity's files into ImageJ's plugins folder again, as README says,\n"
            + "and remove older copies of them.";
    }
}
