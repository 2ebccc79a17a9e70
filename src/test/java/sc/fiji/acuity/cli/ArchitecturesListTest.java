package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.EdgeSrPool;
import sc.fiji.acuity.network.family.Published;

/** {@code models list --architectures}, and that {@code cost} takes the same names. */
class ArchitecturesListTest extends CliTest {

    private static List<JsonObject> objects(final JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject).toList();
    }

    private static JsonObject row(final JsonObject json, final String name, final int scale) {
        return objects(json.getAsJsonArray("architectures")).stream()
            .filter(r -> r.get("name").getAsString().equals(name) && r.get("scale").getAsInt() == scale).findFirst()
            .orElseThrow();
    }

    @Test
    void asJson() {
        final JsonObject json = Cli.run("models", "list", "--architectures", "--json").expect(0).json();
        assertEquals(Set.of("architectures", "pool"), json.keySet());
        final Set<String> names = new TreeSet<>();
        objects(json.getAsJsonArray("architectures")).forEach(row -> names.add(row.get("name").getAsString()));
        assertEquals(new TreeSet<>(Architectures.names()), names);
        final JsonObject falsr = row(json, "falsr-c", 2);
        assertEquals(Set.of("name", "family", "scale", "parameters", "multAdds", "receptiveField", "wholeImage",
            "paper", "published", "note"), falsr.keySet());
        assertEquals("falsr", falsr.get("family").getAsString());
        assertEquals(426569, falsr.get("parameters").getAsLong());
        assertEquals(97955020800L, falsr.get("multAdds").getAsLong());
        assertEquals(408000, falsr.getAsJsonObject("published").get("parameters").getAsLong());
        assertEquals(93700000000L, falsr.getAsJsonObject("published").get("multAdds").getAsLong());
        assertEquals("Chu et al. 2019 (FALSR)", falsr.get("paper").getAsString());
        assertFalse(falsr.get("wholeImage").getAsBoolean());
        assertTrue(row(json, "hnas-b", 3).get("wholeImage").getAsBoolean());
        assertEquals(Set.of("multAdds"), row(json, "hnas-b", 2).getAsJsonObject("published").keySet());
        // at x3 no whole number of LR pixels makes 1280 x 720: 320 x 320 are as many
        assertEquals(160314163200L, row(json, "edsr-baseline", 3).get("multAdds").getAsLong());
        final List<JsonObject> pool = objects(json.getAsJsonArray("pool"));
        assertEquals(7, pool.size());
        assertEquals(EdgeSrPool.names().size(), pool.stream().mapToInt(r -> r.get("members").getAsInt()).sum());
        assertEquals("[36,12544]", pool.get(0).get("parameters").toString());
        assertEquals("[3,7]", pool.get(0).get("receptiveField").toString());
    }

    @Test
    void forPeople() {
        final String text = Cli.run("models", "list", "--architectures").expect(0).out();
        final List<String> lines = text.lines().toList();
        assertTrue(lines.get(0).matches("name +family +scale +parameters +mult-adds +field +published +paper"));
        assertTrue(lines.stream().anyMatch(l -> l.matches("falsr-b +falsr +x2 +324,745 +74\\.502 G +\\d+  326K 74\\.7G "
            + "\\[\\d+] +Chu et al\\. 2019 \\(FALSR\\)")), text);
        assertTrue(lines.stream().anyMatch(l -> l.matches("hnas-c +hnas +x4 .* \\d+\\*  .*")), text);
        assertTrue(lines.contains("eSR-MAX  144 networks, x2 to x4, 36 to 12,544 parameters, 0.008 to 0.723 G, "
            + "field 3 to 7"), text);
        assertEquals(List.of(), text.chars().filter(c -> c > 126).boxed().toList());
    }

    @Test
    void thePoolIsListedOnDemand() {
        final JsonObject json = Cli.run("models", "list", "--architectures", "--pool", "--json").expect(0).json();
        assertEquals(EdgeSrPool.names(),
            objects(json.getAsJsonArray("pool")).stream().map(r -> r.get("name").getAsString()).toList());
        final Cli.Result result = Cli.run("models", "list", "--pool").expect(2);
        assertTrue(result.err().contains("--pool goes with --architectures"), result.err());
    }

    /** A network of a paper without its paper would be a gap in the table. */
    @Test
    void everyNameHasItsPaper() {
        Architectures.names().forEach(name -> assertTrue(Published.of(name).isPresent(), name));
    }

    @Test
    void costTakesTheSameNames() {
        final JsonObject table = Cli.run("models", "list", "--architectures", "--json").expect(0).json();
        for (final JsonObject row : objects(table.getAsJsonArray("architectures"))) {
            final JsonObject cost = Cli.run("cost", row.get("name").getAsString(), "--scale",
                row.get("scale").getAsInt(), "--lr", "30x20", "--json").expect(0).json();
            assertEquals(row.get("parameters"), cost.get("parameters"), row.toString());
            assertEquals(row.get("receptiveField"), cost.get("receptiveField"), row.toString());
        }
        final JsonObject pooled =
            Cli.run("cost", "eSR-TR_s3_K5_C4", "--scale", 3, "--lr", "10x20", "--json").expect(0).json();
        assertEquals(25 * 9 * 4 * 3, pooled.get("parameters").getAsLong());
        assertEquals(25 * 9 * 4 * 3 * 200, pooled.get("multAdds").getAsLong());
        assertEquals(121, Cli.run("cost", "Bicubic_s2", "--json").expect(0).json().get("parameters").getAsLong());
        final JsonObject hnas = Cli.run("cost", "hnas-a-c64", "--json").expect(0).json();
        assertEquals(974019, hnas.get("parameters").getAsLong());
        assertEquals(357256396800L, hnas.get("multAdds").getAsLong());
        assertEquals(2, Cli.run("cost", "eSR-TR_s3_K5_C4", "--scale", 2).code());
    }
}
