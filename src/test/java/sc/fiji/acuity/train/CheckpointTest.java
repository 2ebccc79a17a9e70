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
import java.util.OptionalDouble;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
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

    /** As versions before settings could be chosen wrote it, to the letter: such runs go on. */
    @Test
    void ofAnEarlierVersion() {
        final Safetensors.Content content = Safetensors.readAll(file);
        Safetensors.write(file, content.weights(), Map.of("step", "7", "seconds", "4.5", "architecture",
            content.metadata().get("architecture"), "settings", "{\"steps\":40,\"batch\":4,\"patch\":8,\"rate\":0.005,"
                + "\"finalRate\":1.0E-5,\"warmup\":3,\"ema\":0.99,\"shards\":2,\"seed\":5}"));
        final Checkpoint read = Checkpoint.read(folder);
        assertEquals(TrainImages.settings(40), read.settings());
        assertEquals(7, read.state().step());
        assertEquals(1, read.state().rateFactor());
        assertEquals(7, read.state().good().step());
        assertTrue(read.state().best().isEmpty() && read.images().isEmpty());
    }

    /** What later versions add is passed over. */
    @Test
    void ofALaterVersion() {
        final Safetensors.Content content = Safetensors.readAll(file);
        final Map<String, String> metadata = new HashMap<>(content.metadata());
        metadata.put("settings", metadata.get("settings").replaceFirst("[{]", "{\"colour\":\"blue\","));
        metadata.put("mood", "good");
        Safetensors.write(file, content.weights(), metadata);
        assertEquals(settings, Checkpoint.read(folder).settings());
    }

    /** Good state, best weights, lowered rate: all of it. */
    @Test
    void everythingThatARunRemembers() {
        final RunState state = new RunState(settings.architecture().initialWeights(1));
        state.adam().weights().asMap().values().forEach(tensor -> tensor.data()[0] += 1);
        state.advance(0.25);
        state.advance(0.5);
        state.judge(OptionalDouble.of(33.5));
        state.judge(OptionalDouble.of(33.25));
        state.setSetbacks(1, 0.25);
        new Checkpoint(settings.withLoss(Loss.parse("l1+0.2*hfen")).withClip(3).withGradients(Gradients.FAST), state, 1,
            Optional.of("f")).write(folder);
        final Checkpoint read = Checkpoint.read(folder);
        assertEquals("l1+0.2*hfen", read.settings().loss().toString());
        assertEquals(3, read.settings().clip());
        assertEquals(Gradients.FAST, read.settings().gradients());
        assertEquals(0, read.state().good().step());
        assertEquals(state.good().adam().state(), read.state().good().adam().state());
        assertEquals(state.adam().state(), read.state().adam().state());
        assertEquals(state.best().orElseThrow().weights(), read.state().best().orElseThrow().weights());
        assertEquals(33.5, read.state().best().orElseThrow().psnr());
        assertEquals(2, read.state().best().orElseThrow().step());
        assertEquals(1, read.state().setbacks());
        assertEquals(0.25, read.state().rateFactor());
        assertEquals(0.75, read.state().lossSum());
        assertEquals(2, read.state().lossCount());
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
        "settings | {}", "run | []", "run | {\"goodStep\":3}", "run | {\"bestStep\":3}", "run | {\"setbacks\":1}",
        "settings | {\"steps\":null}", "settings | nonsense {", "seconds | soon",
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
