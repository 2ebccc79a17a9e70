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
            all.addAll(List.of(Edsr.baseline(scale), Srcnn.original(scale), Vdsr.original(scale), Wdsr.a(scale),
                Wdsr.b(scale), Dlsr.original(scale), Dlsr.tiny(scale)));
        }
        return all;
    }

    /** Members of the families with attention over the whole image: at least 15 x 15 pixels. */
    public static List<Architecture> attentive() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Dlsr(scale, 4, List.of(Dlsr.Step.DIL3, Dlsr.Step.CONV3, Dlsr.Step.SEP5),
                List.of(List.of(2, 1), List.of(1, 3), List.of(4, 2), List.of(3, 5))));
        }
        return all;
    }

    /** Members of the families for colour images, small enough to run in milliseconds. */
    public static List<Architecture> colour() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(new Edsr(scale, 4, 1));
            all.add(new Wdsr(Wdsr.Block.A, scale, 4, 2, 2, Wdsr.Input.HALF, true));
            all.add(new Wdsr(Wdsr.Block.B, scale, 5, 1, 3, Wdsr.Input.MEAN, true));
        }
        all.add(new Wdsr(Wdsr.Block.A, 2, 3, 1, 2, Wdsr.Input.MEAN, false));
        return all;
    }

    /** The networks of the papers, in full size. */
    public static List<Architecture> published() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            all.add(Espcn.original(scale));
            all.add(Fsrcnn.original(scale));
        }
        return all;
    }
}
