package sc.fiji.acuity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house and who may use whom; a room that has no classes yet is held to it from its first one on. */
class ArchitectureTest {

    private static final String HOUSE = "sc.fiji.acuity";

    /** Top floor first: each may use those behind it. */
    private static final List<String> ROOMS = List.of("command", "ij1", "cli", "op", "batch", "search", "train",
        "evaluate", "upscale", "model", "engine", "network", "metric", "image", "base");

    /** Rooms of one floor, which do not use each other; {@code metric} may use {@code image}. */
    private static final List<String> SIBLINGS = List.of("network", "metric", "image");

    /** Rooms that know nothing of ImageJ; those above the engine and {@code image} may. */
    private static final List<String> WITHOUT_IMAGEJ = List.of("model", "engine", "network", "metric", "base");

    private static final String[] LIBTORCH = {"ai.djl..", "com.sun.jna.."};

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);
    }

    static List<String> rooms() {
        return ROOMS;
    }

    private static String of(final String room) {
        return HOUSE + "." + room + "..";
    }

    private static void check(final ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static ArchRule notUsing(final String room, final String... packages) {
        return noClasses().that().resideInAPackage(of(room)).should().dependOnClassesThat()
            .resideInAnyPackage(packages);
    }

    private static Set<String> seen() {
        return classes.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(HOUSE + "."))
            .map(name -> name.substring(HOUSE.length() + 1).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every folder of the sources is a known room whose classes were read: or the rules would hold of nothing. */
    @Test
    void everyRoomIsKnownAndSeen() throws IOException {
        final Set<String> folders = new TreeSet<>();
        try (Stream<Path> inside = Files.list(Path.of("src/main/java", HOUSE.split("\\.")))) {
            inside.filter(Files::isDirectory).forEach(folder -> folders.add(folder.getFileName().toString()));
        }
        assertTrue(folders.containsAll(List.of("engine", "network", "metric", "image", "base")), folders.toString());
        assertTrue(ROOMS.containsAll(folders), "not in the list of rooms: " + folders);
        assertEquals(folders, seen());
        for (final String room : folders) {
            assertTrue(classes.stream().anyMatch(c -> c.getPackageName().startsWith(HOUSE + "." + room)
                && !c.getSimpleName().equals("package-info")), "no classes in " + room);
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyRoomsBelow(final String room) {
        final List<String> above = new ArrayList<>(
            ROOMS.subList(0, ROOMS.indexOf(room)).stream().map(ArchitectureTest::of).toList());
        // the house's own package is for what stands above all rooms
        above.add(HOUSE);
        check(notUsing(room, above.toArray(String[]::new)));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void siblingsDoNotUseEachOther(final String room) {
        if (SIBLINGS.contains(room)) {
            check(notUsing(room, SIBLINGS.stream().filter(other -> !other.equals(room))
                .filter(other -> !(room.equals("metric") && other.equals("image"))).map(ArchitectureTest::of)
                .toArray(String[]::new)));
        }
    }

    @Test
    void baseUsesNoOtherRoom() {
        check(notUsing("base", ROOMS.stream().filter(room -> !room.equals("base")).map(ArchitectureTest::of)
            .toArray(String[]::new)));
    }

    @Test
    void onlyTheEngineKnowsLibtorch() {
        check(noClasses().that().resideOutsideOfPackage(of("engine")).should().dependOnClassesThat()
            .resideInAnyPackage(LIBTORCH));
    }

    @Test
    void onlyDrawingsAreLaidOut() {
        check(noClasses().that().resideOutsideOfPackage(HOUSE + ".network.drawing").should().dependOnClassesThat()
            .resideInAPackage("com.mxgraph.."));
    }

    @Test
    void onlyPairsAreTransformed() {
        check(noClasses().that().resideOutsideOfPackage(HOUSE + ".train.pairs").should().dependOnClassesThat()
            .resideInAPackage("org.jtransforms.."));
    }

    @Test
    void theCoreKnowsNothingOfImageJ() {
        for (final String room : WITHOUT_IMAGEJ) {
            check(notUsing(room, "ij..", "net.imagej.."));
        }
    }

    @Test
    void noCyclesBetweenPackages() {
        check(slices().matching(HOUSE + ".(**)").should().beFreeOfCycles());
    }

    /** What is true of this house is found, so that the rules above can fail. */
    @Test
    void theRulesCanFail() {
        assertTrue(broken(notUsing("engine", of("network"))));
        assertTrue(broken(notUsing("engine", LIBTORCH)));
        assertTrue(broken(notUsing("image", "ij..")));
        assertTrue(broken(notUsing("metric", of("image"))));
        assertTrue(broken(notUsing("model", of("base"))));
        assertFalse(broken(notUsing("network", of("engine"))));
    }

    private static boolean broken(final ArchRule rule) {
        return rule.evaluate(classes).hasViolation();
    }
}
