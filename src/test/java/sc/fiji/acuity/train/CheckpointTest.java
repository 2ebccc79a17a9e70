package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.family.Espcn;

class CheckpointTest {

    @TempDir
    private Path folder;

    private final TrainSettings settings = TrainImages.settings(40);
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve(Checkpoint.FILE);
        new Checkpoint(settings, new RunState(new Adam(settings.architecture().initialWeights(1)), 7), 12.5,
            Optional.of("images")).write(folder);
    }

    @Test
    void comesBackAsItWas() {
        final Checkpoint read = Checkpoint.read(folder);
        assertEquals(settings, read.settings());
        assertEquals(7, read.state().step());
        assertEquals(12.5, read.seconds());
        assertEquals(new Adam(settings.architecture().initialWeights(1)).state(), read.state().adam().state());
        assertEquals(settings, Trainer.settings(folder));
    }

    private void refused() {
        final AcuityException e = assertThrows(AcuityException.class, () -> Checkpoint.read(folder));
        assertTrue(e.input().contains(folder.toString()), e.getMessage());
    }

    @Test
    void noRun() throws IOException {
        Files.delete(file);
        refused();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 8, 100, 1000})
    void cutShort(final int bytes) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
        refused();
    }

    @Test
    void oneByteLessOrMore() throws IOException {
        final byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - 1));
        refused();
        Files.write(file, Arrays.copyOf(all, all.length + 1));
        refused();
    }

    @Test
    void text() throws IOException {
        Files.writeString(file, "step,loss,rate,psnr\n");
        refused();
    }

    /** An empty value leaves the entry out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "absent", value = {
        "step | absent", "step | x", "step | -1", "step | 41", "architecture | absent", "architecture | {}",
        "architecture | [", "architecture | {\"family\":\"espcn\"}", "settings | absent", "settings | []",
        "settings | {}", "settings | {\"steps\":null}", "settings | nonsense {", "seconds | soon",
        "settings | {\"steps\":-1,\"batch\":4,\"patch\":8,\"rate\":1,\"finalRate\":0,\"warmup\":0,\"ema\":0,"
            + "\"shards\":1,\"seed\":1}"})
    void brokenEntries(final String key, final String value) {
        final Safetensors.Content content = Safetensors.readAll(file);
        final Map<String, String> metadata = new HashMap<>(content.metadata());
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }
        Safetensors.write(file, content.weights(), metadata);
        refused();
    }

    @Test
    void tensorsOfAnotherNetwork() {
        final Safetensors.Content content = Safetensors.readAll(file);
        Safetensors.write(file, new Adam(Espcn.narrow(2, 1, 5).initialWeights(1)).state(), content.metadata());
        refused();
        Safetensors.write(file, new Adam(Espcn.narrow(2, 2, 4).initialWeights(1)).state(), content.metadata());
        refused();
        Safetensors.write(file, settings.architecture().initialWeights(1), content.metadata());
        refused();
    }
}
