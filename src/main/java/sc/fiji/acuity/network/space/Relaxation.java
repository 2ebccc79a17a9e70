package sc.fiji.acuity.network.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.DlsrSuperNet;

/**
 * All networks of a space in one, which mixes their options with weights that are learned, for differentiable search.
 *
 * <pre>{@code
 * Relaxation relaxed = Relaxation.of(Spaces.named("dlsr-18", 2));
 * List<double[]> worth = relaxed.worth(trained);    // for each choice, of each of its options
 * }</pre>
 *
 * There is one of DLSR's spaces; of a narrowed one only what is left is mixed.
 */
public final class Relaxation {

    /** Thousands of parameters of each operation, in the order of {@link Dlsr.Step}, for 50 channels: DLSR's table. */
    private static final double[] COSTS = {2.5, 22.5, 62.5, 122.5, 5.9, 7.5, 9.9, 2.95, 3.75};

    private static final String STEP = "step";
    private static final String CELL = "cell";
    private static final String READS = ".reads";

    private final SearchSpace space;
    private final DlsrSuperNet net;
    private final Graph graph;
    private final List<Mixture> mixtures;

    /**
     * Options that are mixed.
     *
     * @param name for people: {@code step1}, {@code cell3}
     * @param parameter of the graph: a value for each option, of which soft-max makes weights
     * @param options what is mixed
     * @param costs of each option, as a share of those of all operations there are together; 0 for connections
     */
    public record Mixture(String name, String parameter, List<String> options, List<Double> costs) {

        public Mixture {
            options = List.copyOf(options);
            costs = List.copyOf(costs);
        }

        /** What each option weighs; their sum is 1. */
        public double[] shares(final Weights weights) {
            final float[] alpha = weights.get(parameter).data();
            double largest = Double.NEGATIVE_INFINITY;
            for (final float a : alpha) {
                largest = Math.max(largest, a);
            }
            final double[] shares = new double[alpha.length];
            double sum = 0;
            for (int i = 0; i < alpha.length; i++) {
                shares[i] = StrictMath.exp(alpha[i] - largest);
                sum += shares[i];
            }
            for (int i = 0; i < shares.length; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
    }

    private Relaxation(final SearchSpace space, final DlsrSuperNet net, final List<Mixture> mixtures) {
        this.space = space;
        this.net = net;
        graph = net.graph();
        this.mixtures = List.copyOf(mixtures);
    }

    /** @throws GraphException if the space is not one of DLSR's */
    public static Relaxation of(final SearchSpace space) {
        if (!(space.decode(new Genotype(space.choices().stream().map(choice -> 0).toList())) instanceof Dlsr dlsr)) {
            throw new GraphException("space " + space.name()
                + " has no network that mixes its options; dlsr has, and with other numbers of channels, dlsr-18");
        }
        final List<Mixture> mixtures = new ArrayList<>();
        final List<List<Dlsr.Step>> steps = new ArrayList<>();
        final List<List<Integer>> sources = new ArrayList<>();
        for (final Choice choice : space.choices()) {
            final int number = number(choice);
            if (choice.name().startsWith(STEP)) {
                steps.add(choice.options().stream().map(Relaxation::step).toList());
                mixtures.add(new Mixture(choice.name(), DlsrSuperNet.stepParameter(number), choice.options(),
                    costs(steps.get(number - 1))));
            } else {
                final List<Integer> cells = cells(choice);
                sources.add(cells);
                mixtures.add(new Mixture(CELL + number, DlsrSuperNet.sourceParameter(number),
                    cells.stream().map(String::valueOf).toList(), cells.stream().map(cell -> 0.0).toList()));
            }
        }
        return new Relaxation(space, new DlsrSuperNet(space.scale(), dlsr.width(), steps, sources), mixtures);
    }

    private static int number(final Choice choice) {
        return Integer.parseInt(choice.name().replace(STEP, "").replace(CELL, "").replace(READS, ""));
    }

    private static Dlsr.Step step(final String option) {
        return Arrays.stream(Dlsr.Step.values()).filter(step -> step.name().equalsIgnoreCase(option)).findFirst()
            .orElseThrow();
    }

    private static List<Double> costs(final List<Dlsr.Step> steps) {
        final double all = Arrays.stream(COSTS).sum();
        return steps.stream().map(step -> COSTS[step.ordinal()] / all).toList();
    }

    /** Those that are read in some option, in their order. */
    private static List<Integer> cells(final Choice reads) {
        return List.copyOf(reads.options().stream().flatMap(option -> pair(option).stream())
            .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<Integer> pair(final String option) {
        return Arrays.stream(option.split("\\+")).map(Integer::valueOf).toList();
    }

    public SearchSpace space() {
        return space;
    }

    /** The network that mixes. */
    public Graph graph() {
        return graph;
    }

    /** To start training from. */
    public Weights initialWeights(final long seed) {
        return net.initialWeights(seed);
    }

    /** All that is mixed, in the order of the choices. */
    public List<Mixture> mixtures() {
        return mixtures;
    }

    /** The names of the parameters that decide on options, as against those that compute. */
    public Set<String> deciding() {
        return mixtures.stream().map(Mixture::parameter).collect(Collectors.toSet());
    }

    /**
     * What the options of each choice are worth: their share of the mixture; of two cells that are read, the product of
     * theirs, so that the two largest are the best pair.
     */
    public List<double[]> worth(final Weights weights) {
        final List<double[]> all = new ArrayList<>();
        for (int i = 0; i < mixtures.size(); i++) {
            final Mixture mixture = mixtures.get(i);
            final double[] shares = mixture.shares(weights);
            all.add(space.choices().get(i).name().startsWith(STEP) ? shares
                : space.choices().get(i).options().stream().mapToDouble(option -> pair(option).stream()
                    .mapToDouble(cell -> shares[mixture.options().indexOf(String.valueOf(cell))])
                    .reduce(1, (a, b) -> a * b)).toArray());
        }
        return all;
    }

    /** The sum of the mixed operations' costs: {@code Σ softmax(α)_o · P_o / ΣP}. */
    public double complexity(final Weights weights) {
        double sum = 0;
        for (final Mixture mixture : mixtures) {
            sum += mean(mixture, mixture.shares(weights));
        }
        return sum;
    }

    private static double mean(final Mixture mixture, final double[] shares) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i] * mixture.costs().get(i);
        }
        return sum;
    }

    /** Adds the gradient of {@link #complexity}, times a factor. */
    public void addComplexityGradient(final Weights weights, final double factor, final Weights gradient) {
        for (final Mixture mixture : mixtures) {
            final double[] shares = mixture.shares(weights);
            final double mean = mean(mixture, shares);
            final float[] to = gradient.get(mixture.parameter()).data();
            for (int i = 0; i < to.length; i++) {
                to[i] += (float) (factor * shares[i] * (mixture.costs().get(i) - mean));
            }
        }
    }
}
