package sc.fiji.acuity.command;

import ij.Macro;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.ij1.ErrorMessage;
import sc.fiji.acuity.ij1.MacroOptions;

/**
 * Refuses wrong keys and values of a macro before ImageJ2 fills in the parameters: it would ignore them and run with
 * the defaults. In plain ImageJ the bridge does the same.
 *
 * <p>A command that a script calls with inputs is none of the macro's, even if a macro runs the script: the options
 * that ImageJ has then are those of the script.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.FIRST)
public final class MacroCheck extends AbstractPreprocessorPlugin {

    private static final String HOUSE = "sc.fiji.acuity.";

    @Override
    public void process(final Module module) {
        final String options = Macro.getOptions();
        if (options == null || !module.getInfo().getDelegateClassName().startsWith(HOUSE) || called(module)) {
            return;
        }
        try {
            MacroOptions.parse(options, module.getInfo());
        } catch (final AcuityException e) {
            cancel("");
            ErrorMessage.show(module.getInfo().getMenuPath().getLeaf().getName(), e);
        }
    }

    private static boolean called(final Module module) {
        for (final var input : module.getInfo().inputs()) {
            if (module.isInputResolved(input.getName())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }
}
