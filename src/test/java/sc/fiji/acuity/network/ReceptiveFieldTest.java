package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.network.family.Architectures;

/** Values by hand; that they are what networks really read is seen in the engine's tests, by impulses. */
class ReceptiveFieldTest {

    @ParameterizedTest
    @CsvSource({"eSR-MAX_s2_K3_C1, 2, 1", "eSR-TM_s2_K7_C3, 2, 3", "eSR-TR_s4_K5_C2, 4, 2",
        // 5x5, 3x3, 3x3
        "eSR-CNN_s3_C2_D3_S6, 3, 4", "espcn, 2, 4", "ESPCN_s2_D16_S32, 2, 4", "ESPCN_s2_D0_S27, 2, 2",
        // layers of 3x3 and the last
        "espcn-5x24, 2, 6",
        // 5x5, four 3x3, and the 9x9 taps of the transposed convolution over 2, 3 or 4
        "fsrcnn, 2, 8", "fsrcnn, 3, 7", "fsrcnn, 4, 7", "FSRCNN_s2_D56_S12_M1, 2, 5"})
    void ofTheFamilies(final String name, final int scale, final int reach) {
        final ReceptiveField field = ReceptiveField.of(Architectures.named(name, scale).graph());
        assertEquals(new ReceptiveField(reach, reach, 1), field);
        assertEquals(reach, field.halo());
        assertEquals(2 * reach + 1, field.size());
    }

    private static ReceptiveField of(final Op... chain) {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.input();
        for (int i = 0; i < chain.length; i++) {
            x = b.add("n" + i, chain[i], x);
        }
        return ReceptiveField.of(b.build(x));
    }

    @Test
    void nothingButThePixelItself() {
        assertEquals(new ReceptiveField(0, 0, 1), of(new Op.Scale(2)));
        assertEquals(1, of().size());
    }

    @Test
    void kernelsThatAreNotCentred() {
        // 4 taps from x - 1 to x + 2, then 2 taps from x - 1 to x
        assertEquals(new ReceptiveField(2, 2, 1),
            of(new Op.Conv(1, 1, 4, 1, 1, 1, 1, true, false), new Op.Conv(1, 1, 2, 1, 1, 1, 1, true, false)));
    }

    @Test
    void poolingAndStretching() {
        // pixels 2i and 2i + 1 make i, which makes the same
        assertEquals(new ReceptiveField(1, 1, 2),
            of(new Op.MaxPool(2, 2), new Op.Interpolate(Op.Interpolate.Method.NEAREST, 2)));
        final GraphBuilder b = new GraphBuilder(1);
        final String small = b.add("small", new Op.MaxPool(2, 2), b.input());
        // bilinear: half of the neighbours on the left, or on the right, 2 pixels each
        assertEquals(new ReceptiveField(2, 2, 2, false),
            ReceptiveField.of(b.build(b.add("large", new Op.StretchTo(2), b.input(), small))));
    }

    /** Six attentions, each with some 40 pixels of strided context: their reaches add up, they do not multiply. */
    @Test
    void theReachOfStretchingAddsUp() {
        final ReceptiveField field = ReceptiveField.of(Architectures.named("dlsr-tiny", 2).graph());
        assertEquals(480, field.size(), 60);
        assertFalse(field.exact());
    }

    /** The field is that of what reads at fixed distances, and says that there is more. */
    @Test
    void globalPooling() {
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("head", Op.Conv.same(1, 2, 3), b.input());
        final String mean = b.add("pool", new Op.GlobalPool(Op.GlobalPool.Mode.MEAN), x);
        final String all = b.add("spread", new Op.StretchTo(1), x, mean);
        final Graph graph = b.build(b.add("times", new Op.Multiply(), x, all));
        assertEquals(new ReceptiveField(1, 1, 1, false), ReceptiveField.of(graph));
    }

    /** Cells of 8 x 8 pixels with their neighbours, and a 3x3 layer, in 8 blocks that add up; two 3x3 layers around. */
    @Test
    void poolingToCellsOfTheImage() {
        final GraphBuilder b = new GraphBuilder(1);
        final String small = b.add("small", new Op.AdaptiveMaxPool(2), b.input());
        final Op nearest = new Op.StretchTo(Op.Interpolate.Method.NEAREST, 2);
        assertEquals(new ReceptiveField(1, 1, 2, false),
            ReceptiveField.of(b.build(b.add("large", nearest, b.input(), small))));
        final ReceptiveField field = ReceptiveField.of(Architectures.named("safmn", 2).graph());
        assertEquals(8, field.lattice());
        assertEquals(8 * (15 + 1) + 2, field.halo());
        assertFalse(field.exact());
    }

    /** What reads at fixed distances: 3x3 layers in a row. */
    @ParameterizedTest
    @CsvSource({"carn, 2, 21", "carn, 4, 21", "carn-m, 2, 21", "span, 3, 21", "imdn, 2, 27"})
    void ofNetworksOfManyLayers(final String name, final int scale, final int reach) {
        final ReceptiveField field = ReceptiveField.of(Architectures.named(name, scale).graph());
        assertEquals(reach, field.halo());
        assertEquals(!name.equals("imdn"), field.exact());
    }

    @Test
    void dilation() {
        assertEquals(new ReceptiveField(6, 6, 1), of(new Op.Conv(1, 1, 5, 1, 6, 3, 1, true, false)));
    }

    @Test
    void stridesCanBeCutOnTheirLatticeOnly() {
        // pixels 2i - 1 .. 2i + 1 make i, which makes pixels 2i and 2i + 1: the first reads 1 back, the second 2 back
        assertEquals(new ReceptiveField(2, 1, 2),
            of(new Op.Conv(1, 4, 3, 2, 1, 1, 1, true, false), new Op.PixelShuffle(2)));
        // 2 and 3: cells of 6 pixels
        assertEquals(6, of(new Op.Conv(1, 4, 2, 2, 0, 1, 1, true, false),
            new Op.Conv(4, 36, 3, 3, 0, 1, 1, true, false), new Op.PixelShuffle(6)).lattice());
    }

    @Test
    void enlargingAndReducingAgainHasNoLattice() {
        // input i -> 2i, 2i + 1; result j reads 2j - 1 .. 2j + 1
        assertEquals(new ReceptiveField(1, 0, 1), of(new Op.Interpolate(Op.Interpolate.Method.NEAREST, 2),
            new Op.Conv(1, 1, 3, 2, 1, 1, 1, true, false)));
    }

    @Test
    void interpolation() {
        for (int factor = 2; factor <= 4; factor++) {
            assertEquals(new ReceptiveField(0, 0, 1), of(new Op.Interpolate(Op.Interpolate.Method.NEAREST, factor)));
            assertEquals(new ReceptiveField(1, 1, 1), of(new Op.Interpolate(Op.Interpolate.Method.BILINEAR, factor)));
            assertEquals(new ReceptiveField(2, 2, 1), of(new Op.Interpolate(Op.Interpolate.Method.BICUBIC, factor)));
        }
        assertEquals(new ReceptiveField(0, 0, 1), of(new Op.Interpolate(Op.Interpolate.Method.BICUBIC, 1)));
    }

    @Test
    void branchesReachAsFarAsTheWidest() {
        final GraphBuilder b = new GraphBuilder(1);
        final String left = b.add("left", new Op.Conv(1, 1, 3, 1, 2, 1, 1, true, false), b.input());
        final String cut = b.add("cut", new Op.Conv(1, 1, 3, 1, 0, 1, 1, true, false), left);
        final String wide = b.add("wide", Op.Conv.same(1, 1, 7), b.input());
        assertEquals(new ReceptiveField(3, 3, 1), ReceptiveField.of(b.build(b.add("sum", new Op.Add(), cut, wide))));
    }
}
