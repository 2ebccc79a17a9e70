package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.acuity.model.SafetensorsTest.assertReason;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

/** A zip is a package or an error; nothing is ever unpacked. */
class PackageZipTest {

    @TempDir
    Path folder;

    private Path zip;
    private ModelPackage model;

    @BeforeEach
    void save() {
        model = TestModels.save(folder, "mine", 2);
        zip = folder.resolve("mine-x2.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "mine-x2/" })
    void opensAZip(final String prefix) throws IOException {
        TestModels.zip(zip, files(prefix));
        final ModelPackage read = ModelPackage.open(zip);
        assertEquals(zip, read.path());
        assertEquals(model.card(), read.card());
        assertEquals(model.weights(), read.weights());
        assertEquals(model.testOutput(), read.testOutput());
    }

    @Test
    void opensAZipWithAnEntryForItsFolder() throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("mine-x2/", new byte[0]);
        files.putAll(files("mine-x2/"));
        assertEquals(model.card(), ModelPackage.open(TestModels.zip(zip, files)).card());
    }

    @ParameterizedTest
    @ValueSource(strings = { "../card.yaml", "/card.yaml", "mine-x2/../card.yaml", "..\\card.yaml", "C:\\card.yaml",
        "Card.yaml", "CARD.YAML", "other-x2/card.yaml", "mine-x2/sub/card.yaml", "script.js", "model.pt", "empty/",
        "mine-x2/../", "card.yaml ", "\u001b[2J" })
    void refusesOtherEntries(final String name) throws IOException {
        for (final String prefix : new String[] { "", "mine-x2/" }) {
            final Map<String, byte[]> files = files(prefix);
            files.put(name, new byte[0]);
            TestModels.zip(zip, files);
            final AcuityException e = refuses("which is no part of a package");
            assertTrue(e.getMessage().indexOf('\u001b') < 0, "nothing for terminals to obey");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "../", "/", "a/", "mine-x9/", "../mine-x2/", "./" })
    void refusesOtherFolders(final String prefix) throws IOException {
        TestModels.zip(zip, files(prefix));
        refuses("which is no part of a package");
    }

    @Test
    void refusesTwoOfOneName() throws IOException {
        final Map<String, byte[]> files = files("");
        final byte[] card = files.remove("card.yaml");
        files.put("card.yamX", card);
        files.put("card.yaml", card);
        TestModels.zip(zip, files);
        final String bytes = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
        Files.write(zip, bytes.replace("card.yamX", "card.yaml").getBytes(StandardCharsets.ISO_8859_1));
        refuses("two entries card.yaml");
    }

    @Test
    void refusesMoreEntriesThanAPackageHas() throws IOException {
        final Map<String, byte[]> files = files("");
        for (int i = 0; i < 12; i++) {
            files.put("x" + i, new byte[0]);
        }
        TestModels.zip(zip, files);
        refuses("has 17 entries");
    }

    @Test
    void refusesALargeDirectory() throws IOException {
        final Map<String, byte[]> files = files("");
        files.put("x".repeat(65_000), new byte[0]);
        TestModels.zip(zip, files);
        refuses("entries in a directory of");
    }

    @Test
    void refusesWhatGrowsOutOfProportion() throws IOException {
        final Map<String, byte[]> files = files("");
        files.put("test-input.npy", new byte[8 << 20]);
        TestModels.zip(zip, files);
        refuses("unpacks ");
    }

    @Test
    void refusesLargeEntries() throws IOException {
        final Map<String, byte[]> files = files("");
        final byte[] card = new byte[PackageFiles.MAX_TEXT + 1];
        new Random(1).nextBytes(card);
        files.put("card.yaml", card);
        TestModels.zip(zip, files);
        refuses(PackageFiles.MAX_TEXT + " is the most that is read");
    }

    @Test
    void refusesAnEntryThatIsLongerThanItSays() throws IOException {
        TestModels.zip(zip, files(""));
        final byte[] bytes = Files.readAllBytes(zip);
        bytes[sizeField(bytes, "card.yaml")]--;
        Files.write(zip, bytes);
        final AcuityException e = assertThrows(AcuityException.class, () -> ModelPackage.open(zip));
        // Java's inflater may notice first
        assertTrue(e.getMessage().contains("bytes that it is said to have")
            || e.getMessage().contains("cannot be read"), e.getMessage());
    }

    /** Where the directory at the end says how long an entry is. */
    private static int sizeField(final byte[] zip, final String name) {
        final int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name);
        return at - 46 + 24;
    }

    @Test
    void refusesWhatIsNotAZip() throws IOException {
        Files.write(zip, new byte[10]);
        refuses("is too short for a zip");
        Files.write(zip, new byte[100]);
        refuses("does not end as a zip");
        TestModels.zip(zip, files(""));
        final byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length + 1));
        refuses("does not end as a zip");
        bytes[sizeField(bytes, "card.yaml") - 24] = 0;
        Files.write(zip, bytes);
        refuses("is not a zip that can be read");
    }

    @Test
    void survivesMutations() throws IOException {
        TestModels.zip(zip, files(""));
        final byte[] whole = Files.readAllBytes(zip);
        final int directory = sizeField(whole, "card.yaml") - 24;
        final Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            final byte[] mutated = whole.clone();
            // half of them in the directory
            final int position = i % 2 == 0 ? random.nextInt(whole.length)
                : directory + random.nextInt(whole.length - directory);
            mutated[position] = (byte) random.nextInt();
            // a new name each time: Java keeps the directory of a zip that it knows
            final Path file = Files.write(folder.resolve("mutated" + i + ".zip"), mutated);
            try {
                ModelPackage.open(file);
            } catch (final AcuityException e) {
                refused++;
            }
        }
        assertTrue(refused > 100 && refused < 500, refused + " of 500 were refused");
    }

    private Map<String, byte[]> files(final String prefix) throws IOException {
        return TestModels.files(folder.resolve("mine-x2"), prefix);
    }

    private AcuityException refuses(final String reason) {
        final AcuityException e = assertThrows(AcuityException.class, () -> ModelPackage.open(zip));
        assertReason(reason, e);
        return e;
    }
}
