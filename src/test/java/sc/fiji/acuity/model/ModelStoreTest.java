package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.acuity.model.SafetensorsTest.assertReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class ModelStoreTest {

    @TempDir
    Path folder;

    private Path user;
    private Path shipped;
    private ModelStore store;

    @BeforeEach
    void folders() throws IOException {
        user = Files.createDirectory(folder.resolve("user"));
        shipped = Files.createDirectory(folder.resolve("shipped"));
        store = new ModelStore(List.of(user, folder.resolve("absent"), shipped));
    }

    @Test
    void findsByNameAndScale() {
        TestModels.save(shipped, "balanced", 2);
        TestModels.save(shipped, "balanced", 3);
        assertEquals(shipped.resolve("balanced-x3"), store.resolve("balanced", 3).path());
        assertEquals(2, store.resolve("balanced", 2).scale());
    }

    @Test
    void takesTheFirstFolderThatHasIt() {
        TestModels.save(shipped, "balanced", 2);
        TestModels.save(user, "balanced", 2);
        assertEquals(user.resolve("balanced-x2"), store.resolve("balanced", 2).path());
        assertEquals(List.of(user.resolve("balanced-x2")), store.list().stream().map(ModelStore.Entry::path).toList());
    }

    @Test
    void findsZips() throws IOException {
        final Path zip = zip("mine");
        assertEquals(zip, store.resolve("mine", 2).path());
        TestModels.save(user, "mine", 2);
        assertEquals(user.resolve("mine-x2"), store.resolve("mine", 2).path(), "a folder wins over a zip beside it");
    }

    private Path zip(final String name) throws IOException {
        TestModels.save(folder, name, 2);
        final Path source = folder.resolve(name + "-x2");
        return TestModels.zip(user.resolve(name + "-x2.zip"), TestModels.files(source, ""));
    }

    @Test
    void takesPathsAsTheyAre() throws IOException {
        TestModels.save(folder, "mine", 2);
        final Path renamed = Files.move(folder.resolve("mine-x2"), folder.resolve("any name"));
        assertEquals("mine", store.resolve(renamed.toString(), 2).name());
        assertReason("is a model for x2, not x3",
            assertThrows(AcuityException.class, () -> store.resolve(renamed.toString(), 3)));
        assertReason("absent: does not exist",
            assertThrows(AcuityException.class, () -> store.resolve(folder + "/absent", 2)));
    }

    @Test
    void takesTheFullNameThatFoldersAndMessagesHave() {
        TestModels.save(shipped, "balanced", 2);
        TestModels.save(shipped, "balanced", 3);
        assertEquals(shipped.resolve("balanced-x2"), store.resolve("balanced-x2", 2).path());
        assertReason("is a model for x2, not x3",
            assertThrows(AcuityException.class, () -> store.resolve("balanced-x2", 3)));
    }

    @Test
    void namesTheScalesThatThereAre() {
        TestModels.save(shipped, "balanced", 2);
        assertEquals("balanced: has no model for x3; there is x2. Remedy: use scale 2 or model bicubic.",
            assertThrows(AcuityException.class, () -> store.resolve("balanced", 3)).getMessage());
        TestModels.save(shipped, "fast", 3);
        assertEquals("balanced: has no model for x3; there is x2. Remedy: use scale 2 or model fast or bicubic.",
            assertThrows(AcuityException.class, () -> store.resolve("balanced", 3)).getMessage());
        TestModels.save(user, "balanced", 4);
        assertEquals("balanced: has no model for x7; there is x2, x4. Remedy: use scale 2 or 4 or model bicubic.",
            assertThrows(AcuityException.class, () -> store.resolve("balanced", 7)).getMessage());
    }

    @Test
    void namesTheModelsThatThereAre() {
        assertEquals("the model 'best': is not known; there are no models. Remedy: use model bicubic.",
            assertThrows(AcuityException.class, () -> store.resolve("best", 2)).getMessage());
        TestModels.save(user, "small", 2);
        TestModels.save(shipped, "balanced", 3);
        TestModels.save(shipped, "balanced", 2);
        assertEquals("the model 'best': is not known; there are balanced-x2, balanced-x3, small-x2. "
            + "Remedy: use one of these, the path of a package, or model bicubic.",
            assertThrows(AcuityException.class, () -> store.resolve("best", 2)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "..", "a b", "Balanced", "balanced*", "bal\u0000anced" })
    void refusesWhatIsNoName(final String name) {
        TestModels.save(user, "balanced", 2);
        assertReason("the model '" + name + "'", assertThrows(AcuityException.class, () -> store.resolve(name, 2)));
    }

    @Test
    void listsWhatThereIsSorted() throws IOException {
        TestModels.save(shipped, "b", 3);
        TestModels.save(user, "b", 2);
        TestModels.save(user, "a", 4);
        Files.createDirectories(user.resolve("other-x2/weights"));
        Files.createDirectory(user.resolve("balanced"));
        Files.writeString(user.resolve("notes-x2.txt"), "x");
        final List<ModelStore.Entry> entries = store.list();
        assertEquals(List.of("a-x4", "b-x2", "b-x3"), entries.stream().map(entry -> entry.id().toString()).toList());
        assertTrue(entries.stream().allMatch(entry -> entry.card().isPresent() && entry.problem().isEmpty()));
    }

    @Test
    void listsWhatIsBrokenWithItsProblem() throws IOException {
        TestModels.save(user, "a", 2);
        Files.writeString(user.resolve("a-x2/card.yaml"), "name: [");
        Files.writeString(user.resolve("b-x2.zip"), "no zip");
        TestModels.save(user, "c", 2);
        Files.move(user.resolve("c-x2"), user.resolve("d-x2"));
        final List<ModelStore.Entry> entries = store.list();
        assertReason("is not a plain YAML document", entries.get(0).problem().orElseThrow());
        assertReason("is too short for a zip", entries.get(1).problem().orElseThrow());
        assertReason("is called d-x2, but its card says c-x2", entries.get(2).problem().orElseThrow());
        assertEquals(3, entries.size());
        assertReason("is called d-x2", assertThrows(AcuityException.class, () -> store.resolve("d", 2)));
    }

    @Test
    void searchesTheFoldersOfTheDesign() {
        final Map<String, String> home = Map.of("user.home", "/home/me");
        assertEquals(List.of(Path.of("/home/me/.acuity/models")), standard(home, Map.of()).folders());
        assertEquals(List.of(Path.of("/env")), standard(home, Map.of("ACUITY_MODELS", "/env")).folders());
        assertEquals(List.of(Path.of("/mine"), Path.of("/fiji/models"), Path.of("/dist/models")),
            standard(Map.of("acuity.models", "/mine", "imagej.dir", "/fiji", "fiji.dir", "/other", "acuity.home",
                "/dist"),
                Map.of("ACUITY_MODELS", "/env")).folders());
        assertEquals(List.of(Path.of("/mine"), Path.of("/ij/models")),
            standard(Map.of("acuity.models", "/mine", "ij.dir", "/ij", "imagej.dir", ""), Map.of()).folders());
    }

    @Test
    void searchesBesideTheJar() throws IOException {
        final Path jar = Files.createFile(Files.createDirectory(folder.resolve("Acuity")).resolve("Acuity_.jar"));
        final Map<String, String> mine = Map.of("acuity.models", "/mine");
        assertEquals(List.of(Path.of("/mine"), folder.resolve("Acuity/models"), folder.resolve("models")),
            ModelStore.standard(mine::get, name -> null, Optional.of(jar)).folders());
        assertEquals(List.of(Path.of("/mine")),
            ModelStore.standard(mine::get, name -> null, Optional.of(folder)).folders(), "no jar");
    }

    private static ModelStore standard(final Map<String, String> properties, final Map<String, String> environment) {
        return ModelStore.standard(properties::get, environment::get, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({ "balanced-x2,balanced,2", "a-x2-x3,a-x2,3", "1.0_b-x4,1.0_b,4" })
    void parsesNames(final String text, final String name, final int scale) {
        assertEquals(new ModelName(name, scale), ModelName.parse(text).orElseThrow());
        assertEquals(text, ModelName.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x2", "-x2", "a-x1", "a-x5", "a-x22", "a-X2", ".a-x2", "a/b-x2", "bicubic-x2",
        "ä-x2" })
    void parsesNothingElse(final String text) {
        assertTrue(ModelName.parse(text).isEmpty());
    }
}
