package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;

class ModelLibraryTest {

    @TempDir
    Path folder;

    private Path user;
    private ModelLibrary library;
    private ModelPackage source;

    @BeforeEach
    void package_() throws IOException {
        user = folder.resolve("user/models");
        library = new ModelLibrary(new ModelStore(List.of(user)));
        source = TestModels.save(Files.createDirectory(folder.resolve("elsewhere")), "mine", 2);
    }

    @Test
    void addsByteForByte() throws IOException {
        final ModelPackage added = library.add(source.path());
        assertEquals(user.resolve("mine-x2"), added.path());
        assertEquals(source.checksum(), added.checksum());
        for (final String name : PackageFiles.ALL) {
            assertArrayEquals(Files.readAllBytes(source.path().resolve(name)),
                Files.readAllBytes(added.path().resolve(name)), name);
        }
        assertEquals(List.of("mine-x2"), children(user));
    }

    @Test
    void doesNotReplace() {
        library.add(source.path());
        final AcuityException e = assertThrows(AcuityException.class, () -> library.add(source.path()));
        assertTrue(e.getMessage().contains("is there already"), e.getMessage());
        assertEquals(source.checksum(), ModelPackage.open(user.resolve("mine-x2")).checksum());
    }

    @Test
    void refusesABrokenPackageAndLeavesNothing() throws IOException {
        Files.write(source.path().resolve(PackageFiles.WEIGHTS), new byte[20]);
        assertThrows(AcuityException.class, () -> library.add(source.path()));
        assertFalse(Files.exists(user));
    }

    @Test
    void goesThroughAZip() throws IOException {
        final Path zip = library.export(source, folder);
        assertEquals(folder.resolve("mine-x2.zip"), zip);
        final byte[] first = Files.readAllBytes(zip);
        assertThrows(AcuityException.class, () -> library.export(source, folder));
        assertArrayEquals(first, Files.readAllBytes(zip));
        assertEquals(source.weights(), library.add(zip).weights());
        Files.delete(zip);
        library.export(source, zip);
        assertArrayEquals(first, Files.readAllBytes(zip), "equal packages give equal zips");
    }

    @Test
    void wantsTheModelsNameForTheZip() {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> library.export(source, folder.resolve("other.zip")));
        assertTrue(e.getMessage().contains("mine-x2.zip"), e.getMessage());
    }

    @Test
    void deletesOwnModelsOnly() throws IOException {
        library.add(source.path());
        library.delete(new ModelName("mine", 2));
        assertEquals(List.of(), children(user));
        final AcuityException e =
            assertThrows(AcuityException.class, () -> library.delete(new ModelName("mine", 2)));
        assertTrue(e.getMessage().contains("not among your own models"), e.getMessage());
        assertTrue(Files.exists(source.path()));
    }

    @Test
    void deletesNothingElseThatLiesThere() throws IOException {
        final Path note = library.add(source.path()).path().resolve("note.txt");
        Files.writeString(note, "mine");
        assertThrows(AcuityException.class, () -> library.delete(new ModelName("mine", 2)));
        assertEquals(6, children(user.resolve("mine-x2")).size());
    }

    private static List<String> children(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
