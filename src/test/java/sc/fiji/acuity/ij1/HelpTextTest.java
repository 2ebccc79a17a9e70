package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

class HelpTextTest {

    @Test
    void saysWhatParametersMeanAndHowAMacroNamesThem() throws Exception {
        final BridgeContext context = BridgeContext.get();
        final Module module = context.module(context.command("sc.fiji.acuity.command.BicubicCommand"));
        final String help = HelpText.of(module);
        assertTrue(help.startsWith("<html>"), help);
        assertTrue(help.contains("How many times wider and higher the image becomes: 2, 3 or 4."), help);
        assertTrue(help.contains("run(\"SR Bicubic...\", \"scale=2 "), help);
    }
}
