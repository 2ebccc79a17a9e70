package sc.fiji.acuity.network.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What papers say of the networks in {@link Architectures#names()}: where they were published and what they cost there.
 *
 * <pre>{@code
 * Published.of("falsr-b").flatMap(p -> p.at(2));  // 326K parameters, 74.7G mult-adds
 * }</pre>
 *
 * @param paper authors, year and where
 * @param figures by scale; empty where no table lists the network
 * @param note why the figures are not those that are counted here; empty if there is nothing to say
 */
public record Published(String paper, List<Figures> figures, String note) {

    /**
     * Figures as tables print them.
     *
     * @param scale 2, 3 or 4
     * @param thousandParameters rounded to thousands; 0 where no table says
     * @param gigaMultAdds for a result of 1280 × 720 pixels; 0 where no table says
     */
    public record Figures(int scale, long thousandParameters, double gigaMultAdds) {}

    private static final String FALSR = "Chu et al. 2019 (FALSR)";
    private static final String DLSR = "Huang et al. 2021 (DLSR)";
    private static final String HNAS = "Guo et al., ICASSP 2020 (HNAS)";
    private static final String CARN = "Ahn et al., ECCV 2018 (CARN)";
    private static final String SPAN = "Wan et al., CVPR workshops 2024 (SPAN)";
    private static final String WDSR = "Yu et al. 2018 (WDSR)";

    private static final String BY_TOOL =
        "The paper's tool counts some activations and biases as mult-adds, about 1 %; its figures are from memory.";
    private static final String WIDTH = "No width gives the mult-adds of all three networks of the paper, which are "
        + "from memory; 16 gives those of A within 1.3 %. x3 is an extension of ours.";
    private static final String ENLARGED = "Works on the enlarged image: counted at the size of the result.";

    private static final Map<String, Published> ALL = new HashMap<>();

    static {
        put("carn", CARN, "The tables count the layers of all three scales.", x(2, 1592, 222.8), x(3, 1592, 118.8),
            x(4, 1592, 90.9));
        put("carn-m", CARN, "The tables count the layers of all three scales; 0.7 % of the parameters are unexplained.",
            x(2, 412, 91.2), x(3, 412, 46.1), x(4, 412, 32.5));
        put("dlsr", DLSR, BY_TOOL, x(2, 322, 68.1), x(3, 329, 30.9), x(4, 338, 17.9));
        put("dlsr-tiny", DLSR, "The published weights are of x2; no table lists it.");
        put("edsr-baseline", "Lim et al., CVPR workshops 2017 (EDSR)", "0.2 % of the mult-adds at x4 are unexplained.",
            x(2, 1370, 316.3), x(3, 1555, 160.2), x(4, 1518, 114.0));
        put("espcn", "Shi et al., CVPR 2016 (ESPCN)", "The tables round to whole G.", x(2, 21, 5));
        put("falsr-a", FALSR, "0.13 % of the mult-adds are unexplained.", x(2, 1021, 234.7));
        put("falsr-b", FALSR, "The released network is counted. With one connection more, from the first features to "
            + "cell 3, it would be the paper's 326K and 74.7G.", x(2, 326, 74.7));
        put("falsr-c", FALSR, "The released network, which gives the published quality, is counted. The paper's "
            + "figures are those of falsr-c-table.", x(2, 408, 93.7));
        put("falsr-c-table", FALSR, "The network that the paper's figures fit: cell 1 is left out of the fusion. There "
            + "are no published weights.", x(2, 408, 93.7));
        put("fsrcnn", "Dong et al., ECCV 2016 (FSRCNN)", "The tables count the transposed convolution at every pixel "
            + "of the result; what is computed here is 1/scale^2 of that part. They cut 12.8K to 12K.", x(2, 12, 6.0),
            x(3, 12, 5.0), x(4, 12, 4.6));
        put("hnas-a", HNAS, WIDTH, x(2, 0, 30.6));
        put("hnas-b", HNAS, WIDTH, x(2, 0, 48.2));
        put("hnas-c", HNAS, WIDTH, x(2, 0, 83.6));
        put("imdn", "Hui et al., ACM Multimedia 2019 (IMDN)", "", x(2, 694, 158.8), x(3, 703, 71.5), x(4, 715, 40.9));
        put("safmn", "Sun et al., ICCV 2023 (SAFMN)", "The paper rounds to whole G.", x(2, 228, 52), x(3, 233, 23),
            x(4, 240, 14));
        put("span", SPAN, "As it runs: the branches of training are one convolution.");
        put("span-28", SPAN, "As it runs: the branches of training are one convolution. The winner of NTIRE 2024, "
            + "published as 9.83G for 256 x 256 pixels at x4, here 9.833G.");
        put("span-52", SPAN, "As it runs: the branches of training are one convolution. Figures from memory.",
            x(2, 481, 0), x(4, 498, 0));
        put("srcnn", "Dong et al., TPAMI 2016 (SRCNN)", ENLARGED, x(2, 57, 52.7), x(3, 57, 52.7), x(4, 57, 52.7));
        put("vdsr", "Kim et al., CVPR 2016 (VDSR)", ENLARGED, x(2, 665, 612.6), x(3, 665, 612.6), x(4, 665, 612.6));
        put("wdsr-a", WDSR, "Gains of weight normalisation are counted as parameters.", x(2, 1190, 0), x(3, 1196, 0),
            x(4, 1203, 0));
        put("wdsr-b", WDSR, "The paper's width of its small networks is inferred; no table lists this one.");
    }

    private static void put(final String name, final String paper, final String note, final Figures... figures) {
        ALL.put(name, new Published(paper, List.of(figures), note));
    }

    private static Figures x(final int scale, final long thousandParameters, final double gigaMultAdds) {
        return new Figures(scale, thousandParameters, gigaMultAdds);
    }

    /** What is known of a name; empty for networks of our own. */
    public static Optional<Published> of(final String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The figures at a scale, where a table has them. */
    public Optional<Figures> at(final int scale) {
        return figures.stream().filter(f -> f.scale() == scale).findFirst();
    }
}
