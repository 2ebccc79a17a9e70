package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.FalsrCell.Operation;

/** Members of every family at every scale, small enough to run in milliseconds. */
public final class Samples {

    private Samples() {}

    public static List<Architecture> small() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new EdgeSr(EdgeSr.Variant.MAX, scale, 3, 2));
            all.add(new EdgeSr(EdgeSr.Variant.TM, scale, 5, 3));
            all.add(new EdgeSr(EdgeSr.Variant.TR, scale, 7, 2));
            all.add(new EdgeSrCnn(scale, 2, 3, 6));
            all.add(new Espcn(scale, List.of(5, 3), List.of(6, 4), Espcn.Nonlinearity.TANH, false, false));
            all.add(Espcn.pool(scale, 3, 4));
            all.add(Espcn.pool(scale, 0, 3));
            all.add(Espcn.narrow(scale, 2, 5));
            all.add(new Espcn(scale, List.of(3, 1), List.of(4, 3), Espcn.Nonlinearity.PRELU, false, true));
            all.add(new Espcn(scale, List.of(3), List.of(4), Espcn.Nonlinearity.RELU, true, false));
            all.add(new Fsrcnn(scale, 5, 3, 1, true));
            all.add(new Fsrcnn(scale, 6, 1, 2, false));
            all.add(new Vdsr(scale, 3, 4));
            all.add(new Srcnn(scale, 4, 3, 1));
        }
        all.add(falsr());
        all.add(new Falsr(falsr().cells(), falsr().connections(), true));
        return all;
    }

    /** Every kind of cell and of connection, but few channels and a small reach. */
    private static Falsr falsr() {
        return new Falsr(List.of(new FalsrCell(Operation.BOTTLENECK, 4, 1, true, 2),
            new FalsrCell(Operation.CONV, 8, 1, true, 2), new FalsrCell(Operation.GROUP2, 4, 3, false, 1),
            new FalsrCell(Operation.GROUP4, 8, 1, true, 3),
            new FalsrCell(Operation.CONV, 4, 3, true, 1), new FalsrCell(Operation.CONV, 4, 1, false, 4),
            new FalsrCell(Operation.BOTTLENECK, 4, 1, false, 1)),
            List.of("0100101", "100010", "00111", "0100", "001", "10", "1"));
    }

    /** Networks of the papers that take too long to run in exact arithmetic. */
    public static List<Architecture> large() {
        final List<Architecture> all = new ArrayList<>(List.of(Falsr.a(), Falsr.b(), Falsr.c(), Falsr.cTable()));
        for (int scale = 2; scale <= 4; scale++) {
            all.addAll(List.of(Carn.original(scale), Carn.mobile(scale), Imdn.original(scale), Safmn.original(scale),
                SpanNetwork.of(scale, 28), SpanNetwork.of(scale, 48), SpanNetwork.of(scale, 52)));
            all.addAll(List.of(Edsr.baseline(scale), Srcnn.original(scale), Vdsr.original(scale), Wdsr.a(scale),
                Wdsr.b(scale), Dlsr.original(scale), Dlsr.tiny(scale), Hnas.a(scale), Hnas.b(scale), Hnas.c(scale)));
        }
        return all;
    }

    /** Members of the families that look at the whole image: what they give depends on its size. */
    public static List<Architecture> attentive() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Dlsr(scale, 4, List.of(Dlsr.Step.DIL3, Dlsr.Step.CONV3, Dlsr.Step.SEP5),
                List.of(List.of(2, 1), List.of(1, 3), List.of(4, 2), List.of(3, 5))));
            all.add(new Imdn(scale, 16, 2));
            all.add(new Safmn(scale, 4 * (scale - 1), 2, scale - 1));
        }
        return all;
    }

    /** Members of the families for colour images, small enough to run in milliseconds. */
    public static List<Architecture> colour() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Carn(scale, 4, Carn.Block.EFFICIENT, 2, true, true));
            all.add(new SpanNetwork(scale, 4, scale - 1));
            all.add(new Edsr(scale, 4, 1));
            all.add(new Wdsr(Wdsr.Block.A, scale, 4, 2, 2, Wdsr.Input.HALF, true));
            all.add(new Wdsr(Wdsr.Block.B, scale, 5, 1, 3, Wdsr.Input.MEAN, true));
        }
        all.add(new Carn(2, 3, Carn.Block.RESIDUAL, 3, false, true));
        all.add(new Carn(4, 2, Carn.Block.RESIDUAL, 1, true, false));
        all.add(new Carn(3, 4, Carn.Block.EFFICIENT, 4, false, false));
        all.add(new Wdsr(Wdsr.Block.A, 2, 3, 1, 2, Wdsr.Input.MEAN, false));
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Hnas(scale, 2, 2, scale % 2, HnasGenotype.of(
                "identity.1 sep3.0 dil3.1 identity.0 sep5.1 dil5.2 identity.3 dil3.0", ENLARGING)));
        }
        return all;
    }

    /** Every operation that enlarges, from the inputs and from what is enlarged. */
    private static final String ENLARGING =
        "area.0 bilinear.1 sub_pixel.0 deconvolution.1 nearest.1 deconvolution.2 bilinear.3 sub_pixel.4";

    /** Members of the families that pool the whole image; colour images of any size. */
    public static List<Architecture> global() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Hnas(scale, 3, 2, 1, HnasGenotype.of(
                "rcab.0 up_down.1 rcab.2 identity.0 dil3.1 dil5.2 identity.3 up_down.0", ENLARGING)));
            // what lies behind the cell that enlarges, and inputs that nothing reads
            all.add(new Hnas(scale, 4, 4, 2, HnasGenotype.of(
                "rcab.0 identity.0 dil3.0 sep3.2 sep5.3 dil3.2 identity.4 dil3.3", ENLARGING)));
        }
        return all;
    }

    /** The networks of the papers, in full size. */
    public static List<Architecture> published() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(Espcn.original(scale));
            all.add(Fsrcnn.original(scale));
            all.add(new EdgeSrBicubic(scale));
        }
        return all;
    }
}
