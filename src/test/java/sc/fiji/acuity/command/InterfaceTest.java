package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ij.ImagePlus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.service.Service;
import org.scijava.widget.Button;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.ij1.MacroOptions;
import sc.fiji.acuity.op.OpsYaml;

/**
 * The names that users' macros and scripts consist of. A line may be added here, never changed: each stands in a
 * macro that somebody has saved.
 */
class InterfaceTest {

    private static Commands commands;

    @BeforeAll
    static void start() {
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @Test
    void commandsAndTheirParameters() {
        assertEquals("""
            Plugins > Acuity > SR Batch...
              in String action = upscale
              in String device = auto
              in String exclude =\s
              in File folder
              in String intensity = full
              in int jobs = 1
              in String model = balanced
              in File output
              in boolean overwrite = false
              in String pattern =\s
              in boolean recursive = false
              in File reference
              in int scale = 2
              in String template = {folder}/{name}-x{scale}.tif
              out String report
            Plugins > Acuity > SR Bicubic...
              in String channels = all
              in File file
              in String frames = all
              in ImagePlus input
              in boolean overwrite = false
              in int scale = 2
              in boolean selection = false
              in String slices = all
              out ImagePlus result
            Plugins > Acuity > SR Compare...
              in ImagePlus first
              in double range = 0.0
              in ImagePlus second
              out double psnr
              out double ssim
            Plugins > Acuity > SR Doctor
              out String report
            Plugins > Acuity > SR Fine-tune...
              in String degradation = bicubic
              in File folder
              in ImagePlus input
              in boolean keep = false
              in File lowres
              in double minutes = 5.0
              in String model = balanced
              in double na = 1.4
              in String name =\s
              in double photons = 0.0
              in double pixelsize = 0.0
              in File psf
              in double readnoise = 0.0
              in boolean resume = false
              in int scale = 2
              in int seed = 1
              in int steps = 0
              in double wavelength = 520.0
              out String report
            Plugins > Acuity > SR Models...
              in String action = list
              in String architecture =\s
              in File file
              in String format = package
              in String license = unknown
              in String model = balanced
              in String name =\s
              in int scale = 2
              out ImagePlus drawing
              out String report
            Plugins > Acuity > SR Search...
              in String budget = 30m
              in int candidates = 0
              in String cost = balanced
              in File folder
              in File images
              in double kilobytes = 0.0
              in String only =\s
              in int scale = 2
              in double seconds = 0.0
              in int seed = 1
              in String space = laptop
              in int steps = 0
              in String strategy = evolution
              out String report
            Plugins > Acuity > SR Train...
              in File folder
              in boolean keep = false
              in double minutes = 60.0
              in String name =\s
              in String network = espcn-10x16
              in boolean resume = false
              in int scale = 2
              in int seed = 1
              in int steps = 0
              out String report
            Plugins > Acuity > SR Upscale...
              in String channels = all
              in String device = auto
              in File file
              in String frames = all
              in ImagePlus input
              in String intensity = full
              in String model = balanced
              in boolean overwrite = false
              in int scale = 2
              in boolean selection = false
              in String slices = all
              out ImagePlus result
            """, describe());
    }

    @Test
    void ops() throws Exception {
        assertEquals(List.of("acuity.bicubic", "acuity.upscale", "image.mse", "image.psnr", "image.ssim"),
            List.copyOf(OpsYaml.read().keySet()));
    }

    @Test
    void namesWorkInMacros() {
        for (final CommandInfo command : ours()) {
            final List<String> names = new ArrayList<>();
            inputs(command).forEach(item -> names.add(item.getName()));
            command.outputs().forEach(item -> names.add(item.getName()));
            for (final String name : names) {
                assertTrue(name.matches("[a-z]+"), command + ": " + name);
                for (final String other : names) {
                    assertTrue(name.equals(other) || !other.endsWith(name),
                        command + ": " + other + " ends with " + name);
                }
            }
            assertEquals(names.size(), new TreeSet<>(names).size(), command + ": " + names);
        }
    }

    @Test
    void nothingIsRememberedAndNoImageIsNoReasonToSkipACommand() {
        for (final CommandInfo command : ours()) {
            for (final ModuleItem<?> item : inputs(command)) {
                assertFalse(item.isPersisted(), command + ": " + item.getName());
                assertTrue(item.getType() != ImagePlus.class || !item.isRequired(), command + ": " + item.getName());
            }
        }
    }

    @Test
    void commandsRunHeadlessAndCanBeCancelled() throws Exception {
        for (final CommandInfo command : ours()) {
            assertTrue(command.canRunHeadless(), command.toString());
            assertTrue(Cancelable.class.isAssignableFrom(command.loadDelegateClass()), command.toString());
        }
    }

    /** ImageJ2 records what has a value; a button has none, and our own check refuses it as a key. */
    @Test
    void buttonsAreNotForMacros() {
        for (final CommandInfo command : ours()) {
            for (final ModuleItem<?> item : inputs(command)) {
                if (item.getType() == Button.class) {
                    assertFalse(item.isRequired(), command + ": " + item.getName());
                    assertNotNull(item.getCallback(), command + ": " + item.getName());
                    final String key = item.getName() + "=1";
                    final AcuityException e =
                        assertThrows(AcuityException.class, () -> MacroOptions.parse(key, command), command.toString());
                    assertTrue(e.getMessage().startsWith(key + ": is not an option of"), e.getMessage());
                    assertFalse(e.remedy().contains(item.getName()), e.remedy());
                }
            }
        }
    }

    @Test
    void enlargingIsNotMeasuring() {
        final CommandInfo upscale = commands.service().getCommand(UpscaleCommand.class);
        for (final ModuleItem<?> item : inputs(upscale)) {
            if (item.getVisibility() == ItemVisibility.MESSAGE) {
                assertEquals("note", item.getName());
                assertEquals("Enlarging adds plausible detail, not measured detail.",
                    upscaleModuleValue(item.getName()));
                return;
            }
        }
        throw new AssertionError("the dialog does not say so");
    }

    private static Object upscaleModuleValue(final String name) {
        final UpscaleCommand command = new UpscaleCommand();
        command.setContext(commands.context());
        return command.getInput(name);
    }

    private static String describe() {
        return ours().stream().map(InterfaceTest::describe).sorted().collect(Collectors.joining());
    }

    private static String describe(final CommandInfo command) {
        final List<String> lines = new ArrayList<>();
        final Module module =
            commands.context().service(ModuleService.class).createModule(command);
        assertNotNull(module, command.toString());
        for (final ModuleItem<?> item : inputs(command)) {
            if (item.getVisibility() != ItemVisibility.MESSAGE && item.getType() != Button.class) {
                final Object value = module.getInput(item.getName());
                lines.add("  in " + item.getType().getSimpleName() + " " + item.getName()
                    + (value == null ? "" : " = " + value) + "\n");
            }
        }
        command.outputs().forEach(
            item -> lines.add("  out " + item.getType().getSimpleName() + " " + item.getName() + "\n"));
        lines.sort(Comparator.comparing(line -> line.startsWith("  in ") ? "0" + line.split(" ")[4]
            : "1" + line.split(" ")[4]));
        return command.getMenuPath().getMenuString() + "\n" + String.join("", lines);
    }

    /** Without those that SciJava fills in itself. */
    private static List<ModuleItem<?>> inputs(final CommandInfo command) {
        final List<ModuleItem<?>> inputs = new ArrayList<>();
        command.inputs().forEach(inputs::add);
        inputs.removeIf(item -> Service.class.isAssignableFrom(item.getType()) || item.getType() == Context.class);
        return inputs;
    }

    private static List<CommandInfo> ours() {
        final List<CommandInfo> ours = commands.service().getCommands().stream()
            .filter(command -> command.getDelegateClassName().startsWith("sc.fiji.acuity.")).toList();
        assertFalse(ours.isEmpty());
        return ours;
    }
}
