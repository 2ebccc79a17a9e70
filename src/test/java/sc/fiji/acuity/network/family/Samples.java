package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;

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
        }
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
