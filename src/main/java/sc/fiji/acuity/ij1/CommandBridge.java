package sc.fiji.acuity.ij1;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.scijava.Cancelable;
import org.scijava.command.CommandInfo;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.acuity.base.AcuityException;

/**
 * Runs a SciJava command as an ImageJ 1 plugin: parameters from macro options or a dialog, recorded, results shown.
 *
 * <p>With macro options no dialog is built, so that this works without a screen.
 */
final class CommandBridge {

    private final BridgeContext context;
    private final String title;
    private final Module module;
    private final List<ModuleItem<?>> images;

    private CommandBridge(final BridgeContext context, final CommandInfo command) {
        this.context = context;
        title = Parameters.title(command);
        module = context.module(command);
        images = Parameters.images(command);
    }

    /** @param className of a command */
    static void run(final String className) {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        // SciJava and DJL look for their parts there, and ImageJ's plugin classes are not on the class path
        thread.setContextClassLoader(CommandBridge.class.getClassLoader());
        try {
            final BridgeContext context = BridgeContext.get();
            new CommandBridge(context, context.command(className)).run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void run() {
        try {
            module.initialize();
            final Optional<Map<String, String>> values = ask();
            if (values.isEmpty()) {
                if (module instanceof Cancelable command) {
                    command.cancel("");
                }
                forgetRecording();
                if (IJ.isMacro() && !RunningMacro.stop(title + " was cancelled")) {
                    Macro.abort();
                }
            } else {
                execute(values.get());
            }
        } catch (final AcuityException e) {
            report(e);
        } catch (final OutOfMemoryError e) {
            report(new AcuityException("memory", "ImageJ's " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB are not enough", "give it more in Edit > Options > Memory & Threads, or work on a part of the "
                + "image", e));
        } catch (final HeadlessException e) {
            // ImageJ's error dialog, which a macro without a screen is stopped by: its message is with the interpreter
            throw GraphicsEnvironment.isHeadless() ? new IllegalStateException(Macro.MACRO_CANCELED) : e;
        } catch (final MethodCallException | RuntimeException e) {
            if (Macro.MACRO_CANCELED.equals(e.getMessage())) {
                throw (RuntimeException) e;
            }
            final StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            IJ.log(trace.toString());
            report(new AcuityException(title, "has a fault: " + e, "report it with what ImageJ's log tells", e));
        }
    }

    /** @return the text of each parameter that was given; empty if the user cancelled */
    private Optional<Map<String, String>> ask() {
        final String options = Macro.getOptions();
        if (options != null) {
            return Optional.of(MacroOptions.parse(options, module.getInfo()));
        }
        if (GraphicsEnvironment.isHeadless() || Parameters.of(module.getInfo()).isEmpty()) {
            return Optional.of(Map.of());
        }
        final OpenImages open = new OpenImages();
        final boolean needed = images.stream().noneMatch(Parameters::isOptional);
        if (needed && open.size() < images.size()) {
            throw new AcuityException(images.get(open.size()).getName(),
                open.size() == 0 ? "there is no image" : "there is only one image",
                "open " + (images.size() == 1 ? "one" : images.size() + " images") + " first");
        }
        if (images.size() == 1) {
            // what the dialog opens for, whatever a preview shows meanwhile
            module.setInput(images.get(0).getName(), WindowManager.getCurrentImage());
        }
        final Optional<Map<String, String>> values = new CommandDialog(title, module, open).ask();
        values.ifPresent(this::record);
        return values;
    }

    private void execute(final Map<String, String> values) {
        final OpenImages open = new OpenImages();
        final Map<String, Object> inputs = new LinkedHashMap<>();
        values.forEach((name, text) -> {
            final ModuleItem<?> item = module.getInfo().getInput(name);
            inputs.put(name, Parameters.isImage(item) ? open.find(name, text) : Parameters.parse(item, text));
        });
        if (images.size() == 1 && module.getInput(images.get(0).getName()) == null) {
            inputs.putIfAbsent(images.get(0).getName(), WindowManager.getCurrentImage());
        }
        inputs.forEach(module::setInput);
        module.run();
        if (module instanceof Cancelable command && command.isCanceled()) {
            forgetRecording();
            return;
        }
        context.postprocessors().forEach(postprocessor -> postprocessor.process(module));
        Results.show(title, module);
    }

    /** A single image is the current one, in the dialog as in a macro. */
    private void record(final Map<String, String> values) {
        if (Recorder.record) {
            values.forEach((name, text) -> {
                if (images.size() != 1 || !images.get(0).getName().equals(name)) {
                    recordOption(name, text);
                }
            });
        }
    }

    /** ImageJ puts brackets around values with spaces only, and escapes nothing. */
    private static void recordOption(final String name, final String text) {
        final String value = text.indexOf(' ') >= 0 ? text : MacroOptions.quote(text);
        Recorder.recordOption(name, Recorder.fixString(value));
    }

    private static void forgetRecording() {
        if (Recorder.record) {
            Recorder.setCommand(null);
        }
    }

    private void report(final AcuityException e) {
        forgetRecording();
        try {
            ErrorMessage.show(title, e);
        } catch (final HeadlessException noScreen) {
            throw new IllegalStateException(Macro.MACRO_CANCELED, noScreen);
        }
    }
}
