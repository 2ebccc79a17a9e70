package sc.fiji.acuity.ij1;

import java.util.List;

import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.task.TaskService;
import org.scijava.thread.ThreadService;

/** The SciJava context of plain ImageJ: made when the first command runs, with the services that commands use. */
final class BridgeContext {

    private static final String HOUSE = "sc.fiji.acuity.";

    private static BridgeContext instance;

    private final Context context;
    /** Kept here because the event service lets go of subscribers that nobody holds. */
    private final StatusBar statusBar = new StatusBar();

    private BridgeContext() {
        context = new Context(CommandService.class, ModuleService.class, PluginService.class, EventService.class,
            StatusService.class, TaskService.class, ThreadService.class, ConvertService.class, LogService.class);
        context.service(EventService.class).subscribe(statusBar);
    }

    static synchronized BridgeContext get() {
        if (instance == null) {
            instance = new BridgeContext();
        }
        return instance;
    }

    /** @throws IllegalArgumentException if there is no such command */
    CommandInfo command(final String className) {
        final CommandInfo command = context.service(CommandService.class).getCommand(className);
        if (command == null) {
            throw new IllegalArgumentException(className + " is no command");
        }
        return command;
    }

    Module module(final CommandInfo command) {
        final Module module = context.service(ModuleService.class).createModule(command);
        if (module == null) {
            throw new IllegalStateException(command.getDelegateClassName() + " cannot be created");
        }
        return module;
    }

    /** What of this house follows each command; SciJava's own postprocessors need services that are not here. */
    List<PostprocessorPlugin> postprocessors() {
        final PluginService plugins = context.service(PluginService.class);
        final List<PluginInfo<PostprocessorPlugin>> ours = plugins.getPluginsOfType(PostprocessorPlugin.class).stream()
            .filter(plugin -> plugin.getClassName().startsWith(HOUSE)).toList();
        return plugins.createInstances(ours);
    }
}
