package sc.fiji.acuity.command;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import ij.IJ;
import ij.Macro;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.task.TaskService;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.ij1.ErrorMessage;
import sc.fiji.acuity.ij1.RunningMacro;

/**
 * What every command does around its work: progress, cancelling, and that an error reaches whoever called.
 *
 * <p>Scripts and programs get the {@link AcuityException}. A macro does not see exceptions: it is stopped by ImageJ's
 * own error message, as by any command of ImageJ.
 */
final class CommandRun {

    private CommandRun() {}

    static <C extends Command & Cancelable> void run(final C command, final Context context,
        final Consumer<Progress> work) {
        JarWarnings.once(context);
        final String title = context.service(CommandService.class).getCommand(command.getClass()).getTitle();
        try (SciJavaProgress progress = new SciJavaProgress(title, context.getService(StatusService.class),
            context.getService(TaskService.class), command::isCanceled)) {
            work.accept(progress);
        } catch (final CancellationException e) {
            command.cancel("");
            if (IJ.isMacro() && !RunningMacro.stop(title + " was cancelled")) {
                Macro.abort();
            }
        } catch (final AcuityException e) {
            if (!IJ.isMacro()) {
                throw plain(e);
            }
            command.cancel("");
            ErrorMessage.show(title, e);
        }
    }

    /** SciJava prints what it is thrown, and the message is all that the user needs. */
    private static AcuityException plain(final AcuityException e) {
        final AcuityException plain = new AcuityException(e.input(), e.reason(), e.remedy());
        plain.setStackTrace(new StackTraceElement[0]);
        return plain;
    }

    /** Null where there is nothing to tell: SciJava warns of any other reason, be it empty. */
    static String reason(final String cancelReason) {
        return cancelReason == null || cancelReason.isEmpty() ? null : cancelReason;
    }
}
