package sc.fiji.acuity.network.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.EdgeSrPool;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.FalsrCell;
import sc.fiji.acuity.network.family.Hnas;

class SpacesTest {

    private static BigInteger size(final SearchSpace space, final String prefix) {
        return space.choices().stream().filter(choice -> choice.name().startsWith(prefix) && !choice.isMacro())
            .map(choice -> BigInteger.valueOf(choice.options().size())).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Test
    void falsrHas192CellsSevenTimesAnd28Connections() {
        final SearchSpace space = Spaces.named("falsr", 2);
        for (int i = 0; i < 7; i++) {
            assertEquals(BigInteger.valueOf(192), size(space, "c" + i + "."));
        }
        assertEquals(28, space.choices().stream().filter(Choice::isMacro).count());
        assertEquals(BigInteger.valueOf(192).pow(7).multiply(BigInteger.TWO.pow(28)), space.size());
    }

    /** All 192 kinds of one cell are those that the family lists, each once. */
    @Test
    void theKindsOfACellAreThoseOfThePaper() {
        final SearchSpace space = Spaces.named("falsr", 2);
        Genotype genotype = space.encode(Falsr.b());
        final Set<FalsrCell> cells = new HashSet<>();
        for (int o = 0; o < 4; o++) {
            for (int f = 0; f < 4; f++) {
                for (int rest = 0; rest < 12; rest++) {
                    genotype = genotype.with(10, o).with(11, f).with(12, rest / 6).with(13, rest / 3 % 2).with(14, rest % 3);
                    cells.add(((Falsr) space.decode(genotype)).cells().get(2));
                }
            }
        }
        assertEquals(new HashSet<>(FalsrCell.options()), cells);
        assertEquals(192, cells.size());
    }

    /** Sources of two edges to each of four nodes: (2·3·4·5)² a cell; six operations, or five that enlarge. */
    @Test
    void hnasHasTwoCellsAndAPosition() {
        final BigInteger sources = BigInteger.valueOf(120 * 120);
        assertEquals(sources.multiply(BigInteger.valueOf(6).pow(8)).multiply(sources)
            .multiply(BigInteger.valueOf(5).pow(8)).multiply(BigInteger.valueOf(12)), Spaces.named("hnas", 2).size());
        assertEquals(3, Spaces.named("hnas-8x3", 2).choices().get(32).options().size());
    }

    /** Nine operations three times; pairs of 2, 3, 4 and 5 earlier cells. */
    @Test
    void dlsrHasThreeStepsAndFourPairs() {
        assertEquals(BigInteger.valueOf(9 * 9 * 9 * 3 * 6 * 10), Spaces.named("dlsr", 2).size());
    }

    @Test
    void edgeSrHas1185Networks() {
        final Set<String> names = new HashSet<>();
        for (int scale = 2; scale <= 4; scale++) {
            final SearchSpace space = Spaces.named("edge-sr", scale);
            for (int i = 0; i < space.size().intValue(); i++) {
                names.add(space.decode(new Genotype(List.of(i))).toString());
            }
        }
        assertEquals(1185, names.size());
        assertEquals(new HashSet<>(EdgeSrPool.names()), names);
    }

    @Test
    void theLaptopSpace() {
        assertEquals(BigInteger.valueOf(6 * 3 * 2 * 7).multiply(BigInteger.valueOf(8).pow(11))
            .multiply(BigInteger.TWO.pow(12)), Spaces.named("laptop", 2).size());
    }

    @ParameterizedTest
    @CsvSource({"falsr, falsr-a, 2", "falsr, falsr-b, 2", "falsr, falsr-c, 2", "falsr, falsr-c-table, 2",
        "hnas-16x12, hnas-a, 2", "hnas-16x12, hnas-b, 2", "hnas-16x12, hnas-c, 4", "hnas-64x12, hnas-a-c64, 2",
        "dlsr, dlsr, 2", "dlsr, dlsr, 4", "dlsr-18, dlsr-tiny, 3", "edge-sr, eSR-TM_s2_K7_C3, 2"})
    void whatThePapersFoundIsAMember(final String space, final String network, final int scale) {
        final Architecture found = Architectures.named(network, scale);
        final SearchSpace in = Spaces.named(space, scale);
        final Genotype genotype = Genotype.parse(in.encode(found).toString());
        assertEquals(found, in.decode(genotype));
        assertEquals(found.graph(), in.decode(genotype).graph());
    }

    /** The second published set of weights has its pairs in another order: the same network with channels swapped. */
    @Test
    void pairsHaveNoOrder() {
        final Dlsr second = new Dlsr(2, 48, List.of(Dlsr.Step.SEP3, Dlsr.Step.SEP5, Dlsr.Step.SEP5),
            List.of(List.of(2, 1), List.of(3, 2), List.of(4, 3), List.of(1, 3)));
        final SearchSpace space = Spaces.named("dlsr", 2);
        assertEquals(List.of(List.of(1, 2), List.of(2, 3), List.of(3, 4), List.of(1, 3)),
            ((Dlsr) space.decode(space.encode(second))).connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"falsr", "hnas-8x4", "dlsr-18", "edge-sr", "laptop"})
    void everyGenotypeIsANetworkAndComesBack(final String name) {
        final SearchSpace space = Spaces.named(name, 2);
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            final Genotype genotype = space.random(random);
            final Architecture network = space.decode(genotype);
            final Graph graph = network.graph();
            assertEquals(2, graph.scale());
            assertEquals(network, Architectures.fromJson(Architectures.toJson(network)));
            assertEquals(graph, space.decode(space.encode(network)).graph());
        }
    }

    @Test
    void aNarrowedSpaceHasFewerOptionsAndTheSameNetworks() {
        final SearchSpace space =
            Spaces.narrow(Spaces.named("falsr", 2), "*.filters=16; *.kernel = 3 ;c0.operation=conv,group4;f.*=0");
        assertEquals(List.of("conv", "group4"), space.choices().get(0).options());
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            final Falsr network = (Falsr) space.decode(space.random(random));
            assertTrue(network.cells().stream().allMatch(cell -> cell.filters() == 16 && cell.kernel() == 3));
            assertEquals("0000000", network.connections().get(0));
            assertEquals(network, space.decode(space.encode(network)));
        }
        assertThrows(GraphException.class, () -> space.encode(Falsr.a()));
    }

    @ParameterizedTest
    @CsvSource({"falsr, c9.filters=16, c9.filters", "falsr, *.filters=17, 17", "falsr, filters, narrows nothing",
        "falsr, *.skip=0;*.operation=1, 1", "laptop, width=, narrows nothing"})
    void badNarrowingIsNamed(final String name, final String only, final String part) {
        final SearchSpace space = Spaces.named(name, 2);
        final String message = assertThrows(GraphException.class, () -> Spaces.narrow(space, only)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource({"flasr, 2, there is no search space", "falsr, 3, is for x2", "laptop, 5, scale is 5", "dlsr-17, 2, even",
        "hnas-8x0, 2, no options", "hnas-9999x99, 2, 9999"})
    void badSpacesAreNamed(final String name, final int scale, final String part) {
        final String message = assertThrows(GraphException.class, () -> Spaces.named(name, scale)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a.b", "0.0.0.99", "0.0.0.-1"})
    void badGenotypesAreRefused(final String text) {
        final SearchSpace space = Spaces.named("laptop", 2);
        assertThrows(GraphException.class, () -> space.decode(Genotype.parse(text)));
    }
}
