package sc.fiji.acuity.cli;

import java.awt.HeadlessException;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.macro.Interpreter;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

/**
 * Runs ImageJ macros without a screen: all macro functions that need none, and of the commands those of Acuity.
 *
 * <p>Plain ImageJ cannot: it finds commands through its menus, which need a screen. With its table of commands filled
 * by hand, some commands of its own compute something else than they should, because they take their values from
 * dialogs. So they are refused here.
 */
final class HeadlessMacros {

    /** A line of {@code plugins.config}: menu, label, class. */
    private static final Pattern ENTRY = Pattern.compile("[^#,]+,\\s*\"([^\"]+)\"\\s*,\\s*(sc\\.fiji\\.acuity\\..+)");

    private static final long POLL_MS = 100;

    private HeadlessMacros() {}

    /**
     * @param name of the macro, for messages
     * @param argument what {@code getArgument()} returns
     * @param progress asked whether to stop
     * @return what the macro returns; null if nothing
     * @throws AcuityException if it stops before its end
     */
    static synchronized String run(final String name, final String macro, final String argument,
        final Progress progress) {
        final Map<String, String> commands = commands();
        install(commands);
        final CommandListener guard = command -> guard(command, commands);
        final Interpreter interpreter = new Interpreter();
        Executer.addCommandListener(guard);
        try {
            return wait(name, interpreter, progress, () -> interpreter.run(macro, argument));
        } finally {
            Executer.removeCommandListener(guard);
            closeImages();
        }
    }

    /** ImageJ keeps options, images and errors by thread, and knows macros by the thread's name. */
    private static String wait(final String name, final Interpreter macro, final Progress progress,
        final Callable<String> work) {
        final FutureTask<String> task = new FutureTask<>(work);
        final Thread thread = new Thread(task, "Run$_Macro$");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                progress.checkCancelled();
                final String returned = task.get(POLL_MS, TimeUnit.MILLISECONDS);
                if (macro.getErrorMessage() != null) {
                    throw stopped(name, macro);
                }
                return returned;
            } catch (final TimeoutException e) {
                continue;
            } catch (final ExecutionException e) {
                throw failure(name, macro, e.getCause());
            } catch (final InterruptedException | CancellationException e) {
                IJ.setKeyDown(KeyEvent.VK_ESCAPE);
                macro.abortMacro();
                throw new CancellationException("cancelled by the user");
            }
        }
    }

    private static RuntimeException failure(final String name, final Interpreter macro, final Throwable cause) {
        if (macro.getErrorMessage() != null || Macro.MACRO_CANCELED.equals(cause.getMessage())) {
            return stopped(name, macro);
        }
        if (cause instanceof HeadlessException) {
            return new AcuityException(name + " line " + macro.getLineNumber(),
                "opens a window, and there is no screen",
                "give the macro what it asks for as its argument, or run it in ImageJ", cause);
        }
        return new IllegalStateException(name + " line " + macro.getLineNumber(), cause);
    }

    private static String guard(final String command, final Map<String, String> commands) {
        if (!commands.containsKey(command)) {
            IJ.error("run", "run(\"" + command + "\"): is a command that ImageJ cannot run without a screen. "
                + "Remedy: use macro functions or " + String.join(", ", commands.keySet())
                + ", or run the macro in ImageJ");
        }
        return command;
    }

    private static AcuityException stopped(final String name, final Interpreter macro) {
        final String message = macro.getErrorMessage();
        if (message == null) {
            return new AcuityException(name, "stopped itself by exit", "see what it printed");
        }
        final String[] parts = message.replaceAll("\\.$", "").split("\\. Remedy: ", 2);
        // when it finds an error, the interpreter reads on to the end of the line
        final String line = (macro.wasError() ? " before line " : " line ") + macro.getLineNumber();
        return new AcuityException(name + line, parts[0], parts.length == 2 ? parts[1] : "correct the macro");
    }

    /** ImageJ makes its table before the menus. */
    private static void install(final Map<String, String> commands) {
        if (Menus.getCommands() == null) {
            try {
                IJ.run("");
            } catch (final HeadlessException e) {
                // as expected: the table is there now, the menus are not
            }
        }
        @SuppressWarnings("unchecked")
        final Map<String, String> table = Menus.getCommands();
        table.putAll(commands);
    }

    private static Map<String, String> commands() {
        final Map<String, String> commands = new TreeMap<>();
        try {
            final ClassLoader loader = HeadlessMacros.class.getClassLoader();
            for (final URL url : Collections.list(loader.getResources("plugins.config"))) {
                try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
                    lines.lines().map(ENTRY::matcher).filter(Matcher::matches)
                        .forEach(entry -> commands.put(entry.group(1), entry.group(2)));
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return commands;
    }

    private static void closeImages() {
        final int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            Interpreter.removeBatchModeImage(WindowManager.getImage(ids[i]));
        }
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
    }
}
