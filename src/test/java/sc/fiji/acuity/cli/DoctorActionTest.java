package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.Version;

class DoctorActionTest {

    @Test
    void findsThatTheCpuWorks() {
        final JsonObject json = Cli.run("doctor", "--json").expect(0).json();
        assertEquals(Set.of("facts", "devices", "fix", "healthy"), json.keySet());
        final JsonObject facts = json.getAsJsonObject("facts");
        assertEquals(Version.get(), facts.get("Acuity").getAsString());
        assertTrue(facts.keySet().containsAll(Set.of("Java", "System", "Memory", "JNA", "Engine cache", "libtorch",
            "libtorch from")), facts.toString());
        final JsonObject cpu = json.getAsJsonArray("devices").get(0).getAsJsonObject();
        assertEquals("cpu", cpu.get("name").getAsString());
        assertTrue(cpu.get("works").getAsBoolean(), cpu.toString());
        assertTrue(cpu.get("gflops").getAsDouble() > 0.1, cpu.toString());
        for (final JsonElement device : json.getAsJsonArray("devices")) {
            final JsonObject one = device.getAsJsonObject();
            assertEquals(one.get("works").getAsBoolean(), one.get("gflops").getAsDouble() > 0, one.toString());
        }
        assertEquals(json.get("fix").isJsonNull(), json.get("healthy").getAsBoolean());
    }

    @Test
    void saysItInWords() {
        final String text = Cli.run("doctor").expect(0).out();
        assertTrue(text.startsWith("Acuity             " + Version.get()), text);
        assertTrue(text.contains("device cpu         4 convolutions of 32 channels on 256 x 256 pixels: "), text);
        final String last = text.lines().reduce((a, b) -> b).orElseThrow();
        assertTrue(last.equals("Everything works.") || last.startsWith("To do: "), last);
    }
}
