package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.acuity.model.SafetensorsTest.assertReason;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.LumaRange;

class CardTest {

    private static final Card.Facts FACTS = new Card.Facts(7, 21_284, 20_000, "0123456789abcdef".repeat(4));

    /** Everything that a card can say, with texts that YAML would take for something else. */
    static Card full() {
        return new Card(new ModelName("1.0", 3),
            new Card.About("Two lines:\n  the second, with µ and \"quotes\"\n", List.of(new Card.Author("no", "2024"),
                new Card.Author("Ä. B.", "")), List.of(new Card.Citation("- text: [x], {y}", "10.1/x"),
                    new Card.Citation("# not a comment", "")), "CC-BY-4.0", "README.md",
                List.of("true", "1e5", "~x", "<<")),
            new Card.Signal(1, Optional.of(LumaRange.STUDIO), -0.5, 255, true), FACTS,
            new Card.Trust(Map.of("fp32", 1e-5, "bf16", 0.02), OptionalDouble.of(1e-4),
                OptionalDouble.of(0.003), List.of(new Card.Evaluation("Set5", "standard", new Card.Score(36.9, 0.954),
                    Optional.of(new Card.Score(33.65, 0.9295)), Optional.of(new Card.Score(36.5, 0.953))),
                    new Card.Evaluation("Urban100", "esr", new Card.Score(29.5, -0.1), Optional.empty())),
                "Not for ".repeat(50).strip()),
            Optional.of(new Card.Training("photographs", List.of("a.png: A. Author, CC0", "b.png"), "docs/recipes/x.md",
                Long.MIN_VALUE, 100_000, 3600.5)),
            Optional.of(new Card.Source("FALSR-\u00b5 1.pb", "TensorFlow graph", "0".repeat(64))),
            Optional.of(new Card.Tuning("0-x3", "1".repeat(64), "bicubic: no", "Better: +1.", OptionalDouble.of(1e-9),
                List.of(new Card.HeldOut("a: [b].tif", new Card.Score(30, 0.9), new Card.Score(-1.5, 0.91),
                    new Card.Score(120, 1))))),
            Optional.of(new Card.Search("edge-sr x3: {a}", 7, "0.12.1", "# random", 60, "a".repeat(64))));
    }

    /** Only what a card must say. */
    static Card minimal() {
        return new Card(new ModelName("small", 2), Card.About.of("Small.", "CC0-1.0"),
            new Card.Signal(3, Optional.empty(), 0, 1, false), new Card.Facts(0, 0, 0, "f".repeat(64)),
            new Card.Trust(Map.of("fp32", 0.0), OptionalDouble.empty(), List.of(), ""), Optional.empty());
    }

    @Test
    void readsWhatItWrites() {
        for (final Card card : List.of(full(), minimal())) {
            final String yaml = CardYaml.write(card);
            assertEquals(card, CardYaml.read(yaml, "card.yaml"));
            assertEquals(yaml, CardYaml.write(card), "same text for the same card");
        }
    }

    @Test
    void hasTheFieldsOfBioimageIo() {
        final String yaml = CardYaml.write(full());
        assertTrue(yaml.startsWith("name: '1.0'\ndescription: |\n  Two lines:\n"), yaml);
        final String axis = String.join("\n  ", "", "- type: space", "  id: y", "  size:", "    tensor_id: input",
            "    axis_id: y", "  scale: 0.3333333333333333", "  halo: 21", "- type: space");
        assertTrue(yaml.contains(axis), yaml);
    }

    @Test
    void doesNotMindWhatBioimageIoHasBeside() {
        final String yaml = CardYaml.write(minimal()) + "timestamp: 2026-01-01\ncovers: [a.png]\n";
        assertEquals(minimal(), CardYaml.read(yaml, "card.yaml"));
    }

    /** Replaces one line of a good card. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "name: small            | name: ../small          | name is '../small', not 1 to 64 letters",
        "name: small            | name: bicubic           | name is that of the built-in",
        "name: small            | name: [small]           | name is not text",
        "name: small            |                         | name is missing",
        "name: small            | name:                   | name is missing",
        "name: small            | name: null              | name is missing",
        "description: Small.    |                         | description is missing",
        "description: Small.    | description: ' '        | description is blank",
        "description: Small.    | description: \"\\e[2J\" | description has characters that cannot be printed",
        "license: CC0-1.0       | license: my own         | license is 'my own', not an SPDX",
        "license: CC0-1.0       | authors: A              | authors is not a list",
        "license: CC0-1.0       | authors: [A]            | authors[0] is not a mapping",
        "license: CC0-1.0       | authors: [{nam: A}]     | authors[0].name is missing",
        "license: CC0-1.0       | cite: [{doi: x}]        | cite[0].text is missing",
        "inputs:                | ? [a]\\n: b\\ninputs:   | a key that is not text",
        "inputs:                | license: CC0-1.0\\ninputs: | duplicate key license",
        "- type: channel        | - type: chanel          | axes is [batch, chanel, y, x], not",
        "- red                  | - [red]                 | channel_names[0] is not text",
        "scale: 1.0             | scale: 2.0              | inputs[0].axes[2].scale is 2.0, not 1",
        "scale: 0.5             | scale: 0.25             | outputs[0].axes[2].scale is 0.25, not 1/2",
        "scale: 0.5             | halo: 3                 | outputs[0].axes[2].scale is 1.0, not 1/2",
        "scale: 0.5             | scale: 0.5\\n    halo: 3 | halo is 3, not a multiple of the scale 2",
        "scale: 0.5             | scale: 0.5\\n    halo: 4 | axes[3].halo is not the same as along y",
        "format: 1              | format: 2               | config.acuity.format is newer",
        "format: 1              | format: 1\\n    lumma: full | config.acuity.lumma is not a field",
        "scale: 2               | scale: 7                | config.acuity.scale is '7', not a whole number from 2 to 4",
        "scale: 2               | scale: 2.0              | config.acuity.scale is '2.0', not a whole number",
        "scale: 2               | scale: two              | config.acuity.scale is 'two', not a whole number",
        "bounded: false         | bounded: yes            | config.acuity.bounded is 'yes', not true or false",
        "bounded: false         | luma: full              | config.acuity.luma is only for networks of a single",
        "- 0.0                  | - .nan                  | config.acuity.intensity is '.nan', not a number",
        "- 0.0                  | - 1e999                 | intensity is '1e999', not a number",
        "- 0.0                  | - 1.5                   | intensity is not black followed by a greater white",
        "- 0.0                  | - 0.0\\n    - 0.5       | intensity has 3 items; 2 is the most",
        "parameters: 0          | parameters: -1          | config.acuity.parameters is '-1'",
        "parameters: 0          | parameters: 9999999999999999999 | config.acuity.parameters is '9999999999999999999'",
        "mult_adds_per_pixel: 0 |                         | config.acuity.mult_adds_per_pixel is missing",
        "fp32: 0.0              | bf16: 0.0               | config.acuity.self_test.fp32 is missing",
        "fp32: 0.0              | fp32: -1.0              | config.acuity.self_test.fp32 is '-1.0'",
        "fp32: 0.0              | FP 32: 1.0              | self_test.FP 32 is not the name of a precision",
        "self_test:             | training: {seed: 1, steps: 1}\\n    self_test: | training.seconds is missing",
        "self_test:             | training: {seconds: x, seed: 1, steps: 1}\\n    self_test: | training.seconds is 'x'",
        "self_test:             | evaluations: [{dataset: a}]\\n    self_test: | evaluations[0].protocol is missing",
    })
    void refuses(final String line, final String replacement, final String reason) {
        final String yaml = CardYaml.write(minimal());
        assertTrue(yaml.contains(line), yaml);
        final int at = yaml.indexOf(line.equals("scale: 2") ? "scale: 2\n" : line);
        final String other = yaml.substring(0, at) + (replacement == null ? "" : replacement.replace("\\n", "\n"))
            + yaml.substring(at + line.length());
        final AcuityException e = assertThrows(AcuityException.class, () -> CardYaml.read(other, "card.yaml"), other);
        assertEquals("card.yaml", e.input());
        assertReason(reason, e);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
        "name: !!java.io.File [x]",
        "name: !!int x",
        "name: !!binary '*'",
        "name: &a [*a]",
        "&a name: {? *a : b}",
        "name: *a",
        "a: 1\n---\nb: 2\n",
        "- a",
        "text",
        "",
        "a: \u0000",
        "a: [",
        "a: b: c",
        "%YAML 3.0\n---\na: 1",
    })
    void refusesWhatIsNotPlain(final String yaml) {
        assertReason("card.yaml", assertThrows(AcuityException.class, () -> CardYaml.read(yaml, "card.yaml")));
    }

    @Test
    void refusesWhatWouldGrow() {
        final StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [")
                .append(("*a" + (i - 1) + ", ").repeat(8)).append("*a").append(i - 1).append("]\n");
        }
        refusesQuickly(laughs.toString(), "aliases");
        refusesQuickly("a: " + "[".repeat(100_000), "Nesting");
        refusesQuickly("a: " + "{b: ".repeat(100_000), "Nesting");
        refusesQuickly("- ".repeat(100_000), "Nesting");
        refusesQuickly("a: " + "x".repeat(CardYaml.MAX_LENGTH), "is the most that is read");
        refusesQuickly("tags: [" + "x, ".repeat(2000) + "x]\n" + CardYaml.write(minimal()), "tags has 2001 items");
    }

    private static void refusesQuickly(final String yaml, final String reason) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () ->
            assertReason(reason, assertThrows(AcuityException.class, () -> CardYaml.read(yaml, "card.yaml"))));
    }

    @Test
    void doesNotWriteWhatItWouldNotRead() {
        assertReason("config.acuity.weights_sha256 is missing",
            assertThrows(AcuityException.class, () -> CardYaml.write(full().with(Card.Facts.UNKNOWN))));
    }
}
