package sc.fiji.acuity.imagej2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import net.imagej.Dataset;
import net.imagej.legacy.IJ1Helper;
import net.imagej.legacy.LegacyService;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** What the recorder of ImageJ2 is given: the inputs that a dialog would have resolved. */
final class Recording {

    private static final Map<String, Object> DIALOG =
        Map.of("model", "bicubic", "scale", 2, "device", "cpu", "intensity", "full", "selection", false);

    private Recording() {}

    /** @return {@code key=value}, in the order of the parameters */
    static List<String> of(final Context context, final Dataset input) throws InterruptedException, ExecutionException {
        final PluginService plugins = context.service(PluginService.class);
        final PluginInfo<PreprocessorPlugin> dialog =
            new PluginInfo<>(Dialog.class.getName(), PreprocessorPlugin.class);
        dialog.setPriority(Priority.VERY_LOW);
        plugins.addPlugin(dialog);
        final LegacyService legacy = context.service(LegacyService.class);
        final List<String> recorded = new ArrayList<>();
        final IJ1Helper before = legacy.getIJ1Helper();
        legacy.setIJ1Helper(new IJ1Helper(legacy) {

            @Override
            public void recordOption(final String key, final String value) {
                if (DIALOG.containsKey(key)) {
                    recorded.add(key + "=" + value);
                }
            }

            @Override
            public void finishRecording() {
                // nothing is shown here
            }
        });
        try {
            context.service(ModuleService.class).run(
                context.service(CommandService.class).getCommand("sc.fiji.acuity.command.UpscaleCommand"), true,
                "input", input).get();
        } finally {
            legacy.setIJ1Helper(before);
            plugins.removePlugin(dialog);
        }
        return recorded;
    }

    /** Fills in what a person would, without a window. */
    public static final class Dialog extends AbstractPreprocessorPlugin {

        @Override
        public void process(final Module module) {
            DIALOG.forEach((name, value) -> {
                if (module.getInfo().getInput(name) != null && !module.isInputResolved(name)) {
                    module.setInput(name, value);
                    module.resolveInput(name);
                }
            });
        }
    }
}
