package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import ij.WindowManager;

import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import sc.fiji.acuity.base.AcuityException;

/** A bare SciJava context that runs commands as scripts and menus do. */
final class Commands implements AutoCloseable {

    private final Context context = new Context();

    Commands() {
        // the errors that tests provoke
        context.service(LogService.class).setLevel(LogLevel.NONE);
    }

    Context context() {
        return context;
    }

    CommandService service() {
        return context.service(CommandService.class);
    }

    /** With all pre- and postprocessing. */
    Module run(final Class<? extends Command> command, final Map<String, Object> inputs) throws Exception {
        return context.service(ModuleService.class).run(service().getCommand(command), true, inputs).get();
    }

    /** The message that the caller of a command with bad inputs gets. */
    String error(final Class<? extends Command> command, final Map<String, Object> inputs) {
        final ExecutionException e = assertThrows(ExecutionException.class, () -> run(command, inputs));
        Throwable cause = e;
        while (!(cause instanceof AcuityException)) {
            cause = cause.getCause();
            assertTrue(cause != null, () -> "another error: " + e);
        }
        assertNull(cause.getCause());
        assertTrue(cause.getStackTrace().length == 0, "a stack trace");
        assertTrue(cause.getMessage().contains("Remedy: "), cause.getMessage());
        assertNull(WindowManager.getIDList(), "nothing is shown");
        return cause.getMessage();
    }

    @Override
    public void close() {
        context.dispose();
    }
}
