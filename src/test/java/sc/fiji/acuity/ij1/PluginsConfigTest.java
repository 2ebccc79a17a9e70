package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;

import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** Every command is in ImageJ 1's menus, and the bridge has a text for each of its parameters. */
class PluginsConfigTest {

    @Test
    void everyCommandHasItsEntryInItsOrder() {
        final List<OurCommands.Entry> expected = OurCommands.indexed().stream()
            .map(command -> new OurCommands.Entry(
                command.getMenuPath().getMenuString(false).replace(" > ", ">"), OurCommands.label(command),
                MenuEntry.class.getName(), command.getDelegateClassName()))
            .toList();
        assertFalse(expected.isEmpty());
        assertEquals(expected, OurCommands.entries());
    }

    @Test
    void everyParameterHasAText() throws Exception {
        for (final OurCommands.Entry entry : OurCommands.entries()) {
            final BridgeContext context = BridgeContext.get();
            final CommandInfo command = context.command(entry.command());
            final Module module = context.module(command);
            module.initialize();
            for (final ModuleItem<?> item : Parameters.of(module.getInfo())) {
                final Object value = module.getInput(item.getName());
                if (item.getType() == ImagePlus.class) {
                    assertEquals(null, value);
                } else {
                    assertEquals(value, Parameters.parse(item, Parameters.text(value)),
                        entry.label() + " " + item.getName());
                }
            }
            assertNotNull(HelpText.of(module));
        }
    }
}
