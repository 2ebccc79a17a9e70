package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

/** Macro options as ImageJ2 runs commands: with SciJava's preprocessors on a thread that has options. */
class MacroCheckTest {

    private static Commands commands;

    private String thread;

    @BeforeAll
    static void start() {
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @BeforeEach
    void beARunningCommand() {
        thread = Thread.currentThread().getName();
        Thread.currentThread().setName("Run$_" + thread);
        IJ.getErrorMessage();
    }

    @AfterEach
    void beOneselfAgain() {
        Macro.setOptions(null);
        Thread.currentThread().setName(thread);
    }

    private static Module run(final String options, final boolean byScript) {
        final Module module = commands.context().service(ModuleService.class)
            .createModule(commands.service().getCommand(BicubicCommand.class));
        module.setInput("input", new ImagePlus("a", new ByteProcessor(5, 3)));
        if (byScript) {
            module.resolveInput("input");
        }
        Macro.setOptions(options);
        new ModuleRunner(commands.context(), module, commands.context().service(PluginService.class)
            .createInstancesOfType(PreprocessorPlugin.class), null).run();
        return module;
    }

    @Test
    void aWrongKeyStopsTheMacro() {
        final Module module = run("scal=3", false);
        assertTrue(((Cancelable) module).isCanceled());
        assertNull(module.getOutput("result"));
        assertTrue(IJ.getErrorMessage().startsWith("scal=3: is not an option of SR Bicubic. Remedy: use input, scale"));
    }

    @Test
    void aWrongValueStopsTheMacro() {
        assertNull(run("scale=three", false).getOutput("result"));
        assertTrue(IJ.getErrorMessage().startsWith("scale=three: is not a whole number"));
    }

    @Test
    void aValueOutOfRangeStopsTheMacro() {
        assertNull(run("scale=5", false).getOutput("result"));
        assertTrue(IJ.getErrorMessage().startsWith("scale=5: is more than 4. Remedy: write a number from 2 to 4"));
    }

    @Test
    void rightOptionsPass() {
        assertNotNull(run("scale=3 input=a", false).getOutput("result"));
        assertNull(IJ.getErrorMessage());
    }

    @Test
    void theOptionsOfAScriptAreNotOurs() {
        assertNotNull(run("folder=x", true).getOutput("result"));
    }
}
