package sc.fiji.acuity.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/** Keeps SciJava from showing what a command has shown already; it runs before what shows outputs. */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public final class ShownOutputs extends AbstractPostprocessorPlugin {

    @Override
    public void process(final Module module) {
        if (module.getDelegateObject() instanceof AcuityCommand command) {
            command.shown().forEach(module::resolveOutput);
        }
    }
}
