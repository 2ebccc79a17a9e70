package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelStore;

class ModelChoicesTest {

    private static ModelStore.Entry entry(final String name, final String description, final Card.Citation... cite) {
        final Card.Evaluation set5 = new Card.Evaluation("Set5/x2", "standard", new Card.Score(37.219, 0.9567),
            Optional.of(new Card.Score(33.65, 0.9295)));
        final Card card = new Card(new ModelName(name, 2),
            new Card.About(description, List.of(), List.of(cite), "CC0-1.0", "", List.of()), Card.Signal.LUMA,
            new Card.Facts(22, 21620, 21456, ""),
            new Card.Trust(Map.of("fp32", 1e-4), OptionalDouble.empty(), List.of(set5), ""), Optional.empty());
        return new ModelStore.Entry(card.id(), Path.of(name), Optional.of(card), Optional.empty());
    }

    @Test
    void aLineTellsWhatAModelIsAndCosts() {
        final ModelChoices choices = ModelChoices.of(List.of(entry("art", "For a < b & more.",
            new Card.Citation("Nobody et al. 2020", "10.1/2")), entry("balanced", "Default")));
        assertEquals(List.of("balanced", "art", "bicubic"), choices.names());
        assertEquals("<html>balanced x2: Default<br>&nbsp;&nbsp;&nbsp;&nbsp;21,620 parameters; "
            + "PSNR on Set5/x2 37.22 dB, bicubic 33.65 dB<br>art x2: For a &lt; b &amp; more<br>"
            + "&nbsp;&nbsp;&nbsp;&nbsp;21,620 parameters; PSNR on Set5/x2 37.22 dB, bicubic 33.65 dB</html>",
            choices.offer());
        assertTrue(choices.citation().endsWith("<br>art: Nobody et al. 2020, doi:10.1/2</html>"), choices.citation());
    }

    @Test
    void manyModelsAndLongOrBrokenCardsLeaveTheDialogOnTheScreen() {
        final List<ModelStore.Entry> stored = new ArrayList<>();
        stored.add(new ModelStore.Entry(new ModelName("broken", 2), Path.of("b"), Optional.empty(),
            Optional.of(new AcuityException("b", "is broken", "mend it"))));
        for (int i = 0; i < 30; i++) {
            stored.add(entry("m" + i, "word ".repeat(100), new Card.Citation("paper ".repeat(100), "")));
        }
        final ModelChoices choices = ModelChoices.of(stored);
        assertEquals(32, choices.names().size());
        final String[] lines = choices.offer().split("<br>");
        assertEquals(8, lines.length);
        assertEquals("<html>broken-x2: cannot be used, see SR Models...", lines[0]);
        assertEquals("and 27 more: see SR Models...</html>", lines[7]);
        for (final String line : choices.citation().split("<br>")) {
            assertTrue(line.length() < 130, line);
        }
        assertEquals(5, choices.citation().split("<br>").length);
        assertFalse(choices.offer().contains("bicubic x"), choices.offer());
    }
}
