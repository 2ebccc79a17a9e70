package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.Carn;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.EdgeSrCnn;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Fsrcnn;
import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.family.HnasGenotype;
import sc.fiji.acuity.network.family.Wdsr;

class CountTest {

    /**
     * Parameters are those published with the edge-SR pool (tests.pkl) and with ESPCN and FSRCNN; mult-adds come from a
     * program that lists layers as (in, out, kernel, groups, area) and knows nothing of graphs: Σ in·out·k²·area, at
     * the LR size that gives 960 x 960, the pixels of 1280 x 720.
     */
    @ParameterizedTest
    @CsvSource({"espcn, 2, 21284, 4880793600", "espcn, 3, 22729, 2316697600", "espcn, 4, 24752, 1419264000",
        "fsrcnn, 2, 12809, 6006988800", "fsrcnn, 3, 12809, 4992204800", "fsrcnn, 4, 12809, 4637030400",
        "eSR-MAX_s2_K3_C1, 2, 36, 8294400", "eSR-MAX_s2_K7_C13, 2, 2548, 587059200",
        "eSR-MAX_s4_K7_C4, 4, 3136, 180633600", "eSR-TM_s2_K7_C16, 2, 6272, 1445068800",
        "eSR-TM_s2_K7_C3, 2, 1176, 270950400", "eSR-TR_s2_K7_C13, 2, 7644, 1761177600",
        "eSR-TR_s3_K7_C16, 3, 21168, 2167603200", "eSR-CNN_s2_C2_D3_S6, 2, 1110, 253670400",
        "eSR-CNN_s2_C8_D3_S9, 2, 5514, 1267660800", "eSR-CNN_s3_C2_D3_S9, 3, 3246, 331161600",
        "eSR-CNN_s4_C8_D9_S6, 4, 14550, 837216000", "ESPCN_s2_D16_S32, 2, 6212, 1419264000",
        "ESPCN_s2_D10_S15, 2, 2169, 493056000", "ESPCN_s3_D22_S32, 3, 9541, 970547200",
        "ESPCN_s4_D40_S32, 4, 17216, 986572800", "ESPCN_s2_D0_S27, 2, 1246, 279936000",
        "FSRCNN_s2_D56_S12_M4, 2, 12644, 6006988800", "FSRCNN_s4_D44_S12_M4, 4, 11060, 3707366400",
        "FSRCNN_s3_D6_S1_M1, 3, 676, 465408000", "falsr-a, 2, 1021401, 235000627200",
        "falsr-b, 2, 324745, 74502144000", "falsr-c, 2, 426569, 97955020800",
        "falsr-c-table, 2, 408137, 93708288000",
        "edsr-baseline, 2, 1369859, 316248883200", "edsr-baseline, 3, 1554499, 160314163200",
        "edsr-baseline, 4, 1517571, 114230476800", "wdsr-a, 2, 1190100, 272993587200",
        "wdsr-a, 3, 1195605, 121888051200", "wdsr-a, 4, 1203312, 69001113600",
        "wdsr-b, 2, 1202260, 273281126400", "wdsr-b, 3, 1212085, 122458214400",
        "wdsr-b, 4, 1225840, 69670195200", "srcnn, 2, 57281, 52700774400", "srcnn, 3, 57281, 52700774400",
        "srcnn, 4, 57281, 52700774400", "vdsr, 2, 664704, 612591206400", "vdsr, 3, 664704, 612591206400",
        "vdsr, 4, 664704, 612591206400",
        "carn, 2, 1591939, 222820761600", "carn, 3, 1591939, 118790553600", "carn, 4, 1591939, 90873446400",
        "carn-m, 2, 414787, 91172044800", "carn-m, 3, 414787, 46124236800", "carn-m, 4, 414787, 32480870400",
        "imdn, 2, 694404, 158765875200", "imdn, 3, 703059, 71447347200", "imdn, 4, 715176, 40885862400",
        "safmn, 2, 227820, 51482563200", "safmn, 3, 232695, 23378803200", "safmn, 4, 239520, 13542487200",
        "span, 2, 410700, 94390272000", "span, 3, 417195, 42614784000", "span, 4, 426288, 24493363200",
        "span-28, 2, 141580, 32481792000", "span-28, 3, 145375, 14823424000", "span-28, 4, 150688, 8642995200",
        "span-52, 2, 481324, 110642688000", "span-52, 3, 488359, 49893376000", "span-52, 4, 498208, 28631116800",
        "hnas-a, 2, 81459, 30213734400", "hnas-b, 2, 157210, 36841881600",
        "hnas-c, 2, 171249, 42732748800", "hnas-a-c64, 2, 974019, 357256396800",
        "hnas-b-c64, 2, 2141290, 490645094400", "hnas-c-c64, 2, 2542545, 626746982400"})
    void equalThePublishedFigures(final String name, final int scale, final long parameters, final long multAdds) {
        final Architecture architecture = Architectures.named(name, scale);
        final Graph graph = architecture.graph();
        assertEquals(parameters, Count.parameters(architecture));
        assertEquals(multAdds, Count.multAdds(graph, 960 / scale, 960 / scale));
    }

    /** Trained for three scales at once, counted as one network; what runs at a scale is smaller. */
    @ParameterizedTest
    @CsvSource({"carn, 2, 964163", "carn, 3, 1148803", "carn, 4, 1111875", "carn-m, 2, 257027", "carn-m, 3, 303427",
        "carn-m, 4, 294147"})
    void oneScaleOfSeveral(final String name, final int scale, final long parameters) {
        final Carn carn = (Carn) Architectures.named(name, scale);
        assertEquals(parameters, Count.parameters(carn.graph()));
        final Carn single =
            new Carn(scale, carn.width(), carn.block(), carn.groups(), carn.recursive(), false);
        assertEquals(parameters, Count.parameters(single));
        assertEquals(Count.multAdds(carn.graph(), 9, 7), Count.multAdds(single.graph(), 9, 7));
    }

    @Test
    void sharedParametersCountOnceTheirUseEachTime() {
        final GraphBuilder b = new GraphBuilder(2);
        String x = b.add("first", Op.Conv.same(2, 2, 3), b.input());
        x = b.again("second", "first", x);
        final Graph graph = b.build(b.again("third", "second", x));
        assertEquals(2 * 2 * 9 + 2, Count.parameters(graph));
        assertEquals(3 * 2 * 2 * 9 * 20, Count.multAdds(graph, 4, 5));
    }

    @Test
    void whatIsPooledToOnePixelIsFree() {
        final GraphBuilder b = new GraphBuilder(2);
        String x = b.add("pool", new Op.GlobalPool(Op.GlobalPool.Mode.MEAN), b.input());
        x = b.add("sum", new Op.Add(), b.add("squeeze", Op.Conv.same(2, 2, 1), x), x);
        x = b.add("spread", new Op.StretchTo(1), b.input(), x);
        final Graph graph = b.build(b.add("conv", Op.Conv.same(2, 1, 1), x));
        assertEquals(2 * 20, Count.multAdds(graph, 4, 5));
        // one pixel that was not pooled counts
        assertEquals(2, Count.multAdds(graph, 1, 1));
    }

    /** The rows of the paper of WDSR by number of blocks, and the releases: a program of our own gives the same. */
    @Test
    void wdsrInOtherSizes() {
        assertCost(37808180, 8701497446400L, new Wdsr(Wdsr.Block.A, 2, 128, 32, 4, Wdsr.Input.HALF, true));
        assertCost(303604, 68088729600L, new Wdsr(Wdsr.Block.B, 2, 32, 16, 6, Wdsr.Input.HALF, true));
        assertCost(615088, 34496409600L, new Wdsr(Wdsr.Block.B, 4, 32, 32, 6, Wdsr.Input.MEAN, true));
        assertCost(231733, 53026099200L, new Wdsr(Wdsr.Block.B, 2, 64, 3, 6, Wdsr.Input.MEAN, false));
        assertCost(226940, 52163481600L, new Wdsr(Wdsr.Block.A, 2, 32, 3, 4, Wdsr.Input.MEAN, false));
    }

    /** Enlarging earlier costs more; the same program gives the same, at other widths too. */
    @Test
    void hnasAtOtherPositions() {
        assertCost(118703, 100657152000L, new Hnas(2, 20, 12, 0, HnasGenotype.a()));
        assertCost(330523, 178042060800L, new Hnas(2, 24, 12, 5, HnasGenotype.b()));
        assertCost(651615, 303346483200L, new Hnas(2, 32, 12, 7, HnasGenotype.c()));
    }

    /** Other scales change nothing but the upsampling cell and what follows, for B and C the last convolution. */
    @Test
    void hnasAtOtherScales() {
        final long c = 16;
        // stem, eleven cells of a dil3, two dil5, ..., two 1x1 each
        final long entries = 2 * 4 * c * c;
        final long normal = 2 * (9 * c + c * c) + 2 * (25 * c + c * c) + 2 * (25 * c + c * c) + 4 * (9 * c + c * c)
            + 18 * c * c;
        final long body = 27 * 4 * c + 12 * entries + 11 * normal;
        final long attention = 11 * (2 * c + c * 5 + 5 + 5 * c + c);
        final long tail = 9 * 4 * c * 3;
        // four sub-pixel layers of which two lie behind the enlargement, and a transposed convolution
        assertCost(body + attention + tail + 3 + 2 * (9 * c * 9 * c + 9 * c) + 9 * c * c + c,
            (body + 9 * tail + 2 * 9 * c * 9 * c + 9 * c * c) * 320 * 320, Hnas.b(3));
        assertCost(body + attention + tail + 3 + 4 * (9 * c * 4 * c + 4 * c) + 25 * c * c + c,
            (body + 16 * tail + 2 * 5 * 9 * c * 4 * c + 25 * c * c) * 240 * 240, Hnas.b(4));
    }

    /** Six projections with kernels of the scale + 4, each counted at the smaller of its two sizes. */
    @Test
    void upAndDownProjection() {
        for (int scale = 2; scale <= 4; scale++) {
            final String up = "area.0 area.1 area.0 area.0 area.0 area.0 area.0 area.0";
            final String without = "identity.0 identity.1 identity.0 identity.0 identity.0 identity.0 identity.0";
            final Graph plain = new Hnas(scale, 5, 2, 1, HnasGenotype.of(without + " identity.0", up)).graph();
            final Graph projecting = new Hnas(scale, 5, 2, 1, HnasGenotype.of(without + " up_down.0", up)).graph();
            final long each = (long) (scale + 4) * (scale + 4) * 5 * 5;
            assertEquals(6 * (each + 5 + 1), Count.parameters(projecting) - Count.parameters(plain));
            assertEquals(6 * each * 7 * 11, Count.multAdds(projecting, 7, 11) - Count.multAdds(plain, 7, 11));
        }
    }

    /** A transposed convolution says where it is counted; what is made of one value a channel is free. */
    @Test
    void conventionsOfTables() {
        final Op.TransposedConv up = new Op.TransposedConv(2, 3, 5, 3, 1, 0, true);
        for (final Op.TransposedConv.Positions at : Op.TransposedConv.Positions.values()) {
            final GraphBuilder b = new GraphBuilder(2);
            final String x = b.add("up", up.countedAt(at), b.input());
            final Graph graph = b.build(x);
            assertEquals(25 * 2 * 3 * 7 * 5 * (at == Op.TransposedConv.Positions.INPUT ? 1 : 9),
                Count.multAdds(graph, 7, 5));
            assertEquals(25 * 2 * 3 + 3, Count.parameters(graph));
        }
        final GraphBuilder b = new GraphBuilder(2);
        String x = b.add("pool", new Op.GlobalPool(Op.GlobalPool.Mode.MEAN), b.input());
        x = b.add("narrow", Op.Conv.same(2, 1, 1), x);
        x = b.add("wide", Op.Conv.same(1, 2, 1), x);
        x = b.add("spread", new Op.StretchTo(1), b.input(), x);
        final Graph graph = b.build(b.add("counted", Op.Conv.same(2, 3, 1), x));
        assertEquals(2 * 3 * 7 * 5, Count.multAdds(graph, 7, 5));
    }

    /** The other program takes strided maps as 1/4 and 1/36 of the pixels; theirs are a little smaller. */
    @ParameterizedTest
    @CsvSource({"dlsr, 2, 322620, 67317350400", "dlsr, 3, 329115, 30582374400", "dlsr, 4, 338208, 17725132800",
        "dlsr-tiny, 2, 56268, 12069734400"})
    void networksWithAttention(final String name, final int scale, final long parameters, final long multAdds) {
        final Graph graph = Architectures.named(name, scale).graph();
        assertEquals(parameters, Count.parameters(graph));
        assertEquals(multAdds, Count.multAdds(graph, 960 / scale, 960 / scale), 5e-4 * multAdds);
    }

    private static void assertCost(final long parameters, final long multAdds, final Architecture architecture) {
        final Graph graph = architecture.graph();
        final int side = 960 / architecture.scale();
        assertEquals(parameters, Count.parameters(graph), architecture.toString());
        assertEquals(multAdds, Count.multAdds(graph, side, side), architecture.toString());
    }

    private static void both(final Architecture architecture, final long weights, final long others,
        final long multAddsPerPixel) {
        final Graph graph = architecture.graph();
        assertEquals(weights + others, Count.parameters(graph), architecture.toString());
        // odd sides: sizes must not be rounded anywhere
        assertEquals(multAddsPerPixel * 7 * 11, Count.multAdds(graph, 11, 7), architecture.toString());
    }

    @Test
    void thePoolOfOneLayerNetworks() {
        int members = 0;
        for (int s = 2; s <= 4; s++) {
            for (final int k : new int[] {3, 5, 7}) {
                for (int c = 1; c <= 16; c++) {
                    final long one = (long) s * s * c * k * k;
                    both(new EdgeSr(EdgeSr.Variant.MAX, s, k, c), one, 0, one);
                    both(new EdgeSr(EdgeSr.Variant.TM, s, k, c), 2 * one, 0, 2 * one);
                    both(new EdgeSr(EdgeSr.Variant.TR, s, k, c), 3 * one, 0, 3 * one);
                    members += 3;
                }
            }
        }
        assertEquals(3 * (48 + 48 + 48), members);
    }

    @Test
    void thePoolOfThreeLayerNetworks() {
        int members = 0;
        for (int s = 2; s <= 4; s++) {
            for (final int c : new int[] {2, 4, 6, 8}) {
                for (final int d : new int[] {1, 3, 5, 7, 9}) {
                    for (final int shrink : new int[] {3, 6, 9, 12, 15}) {
                        final long weights = 25L * d + 9L * d * shrink + 18L * shrink * s * s * c;
                        both(new EdgeSrCnn(s, c, d, shrink), weights, d + shrink, weights);
                        members++;
                    }
                }
            }
        }
        assertEquals(300, members);
    }

    @Test
    void thePoolOfEspcn() {
        final int[][] depths = {{0, 1, 2, 3, 5, 6, 7, 9, 10, 11}, {4, 8, 12, 16, 22, 28, 34, 40, 52, 64}};
        final int[][] widths = {{3, 9, 15, 21, 27}, {6, 12, 18, 24, 32}};
        int members = 0;
        for (int s = 2; s <= 4; s++) {
            for (int block = 0; block < 2; block++) {
                for (final int d : depths[block]) {
                    for (final int w : widths[block]) {
                        final long head = d == 0 ? 9L * w : 25L * d + 9L * d * w;
                        final long weights = head + 9L * w * s * s;
                        both(Espcn.pool(s, d, w), weights, d + w + s * s, weights);
                        members++;
                    }
                }
            }
        }
        assertEquals(300, members);
    }

    @Test
    void thePoolOfFsrcnn() {
        int members = 0;
        for (int s = 2; s <= 4; s++) {
            for (final int d : new int[] {6, 19, 32, 44, 56}) {
                for (final int w : new int[] {1, 3, 6, 9, 12}) {
                    for (final int m : new int[] {1, 4}) {
                        final long low = 25L * d + 2L * d * w + 9L * m * w * w;
                        final int biases = 2 * d + w + m * w + 1;
                        both(new Fsrcnn(s, d, w, m, false), low + 81L * d, biases + m + 3, low + 81L * d * s * s);
                        both(new Fsrcnn(s, d, w, m, true), low + 81L * d, biases + 2 * d + w + m * w,
                            low + 81L * d * s * s);
                        members++;
                    }
                }
            }
        }
        assertEquals(150, members);
    }

    @Test
    void ourNarrowNetworks() {
        for (int s = 2; s <= 4; s++) {
            final long weights = 9L * 24 + 4 * 9L * 24 * 24 + 9L * 24 * s * s;
            both(Espcn.narrow(s, 5, 24), weights, 5 * 24 + s * s, weights);
        }
    }

    @Test
    void groupsStridesAndGains() {
        final GraphBuilder b = new GraphBuilder(4);
        String x = b.add("half", new Op.Conv(4, 8, 3, 2, 1, 1, 2, true, true), b.input());
        x = b.add("spread", new Op.Conv(8, 16, 3, 1, 2, 2, 8, false, false), x);
        final Graph graph = b.build(b.add("up", new Op.PixelShuffle(2), x));
        assertEquals(8 + 8 * 2 * 9 + 8 + 16 * 9, Count.parameters(graph));
        // 10 x 6 pixels become 5 x 3
        assertEquals(15 * (8 * 2 * 9 + 16 * 9), Count.multAdds(graph, 10, 6));
    }

    @Test
    void multAddsBeyondTheRangeOfIntegers() {
        // 100,000 x 100,000 pixels
        assertEquals(21184L * 10_000_000_000L, Count.multAdds(Espcn.original(2).graph(), 100_000, 100_000));
    }

    @Test
    void activationsAreReleasedAfterTheirLastUse() {
        final GraphBuilder b = new GraphBuilder(1);
        final String wide = b.add("wide", Op.Conv.same(1, 8, 3), b.input());
        final String narrow = b.add("narrow", Op.Conv.same(8, 2, 3), wide);
        final Graph graph = b.build(b.add("sum", new Op.Add(), b.add("back", Op.Conv.same(2, 1, 3), narrow),
            b.input()));
        // the input lives to the end: 1 + 8 + 2 channels at once
        assertEquals(11 * 12 * 4, Count.activationBytes(graph, 3, 4));
        assertEquals(2, Count.uses(graph).get("input"));
        assertEquals(1, Count.uses(graph).get("sum"));
    }

    @Test
    void repeatedInputsCountEachTime() {
        final GraphBuilder b = new GraphBuilder(1);
        final List<String> four = IntStream.range(0, 4).mapToObj(i -> b.input()).toList();
        final Graph graph = b.build(b.add("copies", new Op.Concat(), four));
        assertEquals(4, Count.uses(graph).get("input"));
        assertEquals(5 * 6 * 4, Count.activationBytes(graph, 2, 3));
        assertEquals(0, Count.parameters(graph));
        assertEquals(0, Stream.of(graph).mapToLong(g -> Count.multAdds(g, 2, 3)).sum());
    }
}
