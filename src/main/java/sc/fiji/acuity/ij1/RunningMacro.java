package sc.fiji.acuity.ij1;

import ij.Macro;
import ij.macro.Interpreter;

/** The macro that runs now. */
public final class RunningMacro {

    private RunningMacro() {}

    /**
     * Ends the macro after the statement that it is in, without a dialog. {@link Macro#abort()} alone does not: a macro
     * goes on after a command that was cancelled.
     *
     * @param reason for whoever runs the macro by a program
     * @return whether there is a macro
     */
    public static boolean stop(final String reason) {
        final Interpreter macro = Interpreter.getInstance();
        if (macro == null) {
            return false;
        }
        // else the interpreter would show the reason, and throw
        macro.setIgnoreErrors(true);
        macro.abort(reason);
        return true;
    }
}
