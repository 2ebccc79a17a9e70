package sc.fiji.acuity.command;

import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;

import org.scijava.command.ContextCommand;
import org.scijava.thread.ThreadService;
import sc.fiji.acuity.base.Progress;

/** A command whose parameters do not change: see {@link CommandRun} for how it runs. */
abstract class AcuityCommand extends ContextCommand {

    private final List<String> shown = new ArrayList<>();

    /** Does it, with parameters as they came: neither choices nor limits are enforced for macros and scripts. */
    abstract void execute(Progress progress);

    @Override
    public final void run() {
        CommandRun.run(this, context(), this::execute);
    }

    @Override
    public final String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }

    /** Shows an output to a macro, for which SciJava would come too late. */
    final void show(final String output, final ImagePlus image) {
        if (IJ.isMacro()) {
            MacroImages.show(image, context().service(ThreadService.class));
            shown.add(output);
        }
    }

    /** Says that the user has seen an output, so that SciJava does not show it once more. */
    final void markShown(final String output) {
        shown.add(output);
    }

    final List<String> shown() {
        return shown;
    }
}
