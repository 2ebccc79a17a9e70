package sc.fiji.acuity.network.space;

import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.EdgeSrPool;

/**
 * The pool of edge-SR, of which every network is trained (Navarrete Michelini et al. 2022): one choice, the network;
 * 395 for each scale.
 */
final class EdgeSrSpace extends SearchSpace {

    private final List<Architecture> networks;

    /** @param scale 2, 3 or 4 */
    EdgeSrSpace(final int scale) {
        this(scale, EdgeSrPool.all().stream().filter(network -> network.scale() == scale).toList());
    }

    private EdgeSrSpace(final int scale, final List<Architecture> networks) {
        super("edge-sr", scale, List.of(
            new Choice("network", Choice.Kind.NETWORK, networks.stream().map(Architecture::toString).toList())));
        this.networks = networks;
    }

    @Override
    public Architecture decode(final Genotype genotype) {
        check(genotype);
        return networks.get(genotype.picks().get(0));
    }

    @Override
    public Genotype encode(final Architecture architecture) {
        final int index = networks.indexOf(architecture);
        if (index < 0) {
            throw notMine(architecture);
        }
        return new Genotype(List.of(index));
    }
}
