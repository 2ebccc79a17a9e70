package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.Relaxation;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** From mixtures to networks. That the mixtures' gradients are right is tested with the other operations. */
class DifferentiableStrategyTest {

    private static final Goal GOAL = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of());

    /** A search of a second. */
    private static final SearchSpace TINY = Spaces.narrow(Spaces.named("dlsr-4", 2),
        "step1=conv1,conv3;step2=conv1,sep3;step3=dil3;cell4.reads=1+3,2+3;cell5.reads=1+4,2+4,3+4;cell6.reads=4+5");

    private static final BilevelSettings SHORT = new BilevelSettings(10, 2, 15, Loss.parse("l1+0.2*hfen"), 3);

    @TempDir
    private Path temporary;

    /** The weights of a super-net, mixtures as given: alpha is 0, and large at the named options. */
    private static Weights peaked(final Relaxation relaxed, final Map<String, List<String>> peaks) {
        final Weights weights = relaxed.initialWeights(5);
        for (final Relaxation.Mixture mixture : relaxed.mixtures()) {
            final float[] alpha = weights.get(mixture.parameter()).data();
            Arrays.fill(alpha, 0);
            peaks.get(mixture.name()).forEach(option -> alpha[mixture.options().indexOf(option)] = 200);
        }
        return weights;
    }

    private static final Map<String, List<String>> PUBLISHED = Map.of("step1", List.of("conv1"), "step2",
        List.of("sep7"), "step3", List.of("sep5"), "cell3", List.of("1", "2"), "cell4", List.of("2", "3"), "cell5",
        List.of("2", "4"), "cell6", List.of("4", "5"));

    @Test
    void thePublishedNetworkIsWhatItsMixturesDecodeTo() {
        final SearchSpace space = Spaces.named("dlsr", 2);
        final Relaxation relaxed = Relaxation.of(space);
        final Genotype genotype = new BestFirst(relaxed.worth(peaked(relaxed, PUBLISHED))).next().orElseThrow();
        assertEquals(Dlsr.original(2), space.decode(genotype));
    }

    /** The paper's second variant, in which each cell reads the one before it, is a narrower space. */
    @Test
    void onlyWhatIsAllowedCounts() {
        final SearchSpace space = Spaces.narrow(Spaces.named("dlsr-6", 2),
            "step2=sep3,sep5;cell4.reads=1+3,2+3;cell5.reads=1+4,2+4,3+4;cell6.reads=1+5,2+5,3+5,4+5");
        final Relaxation relaxed = Relaxation.of(space);
        assertEquals(List.of("sep3", "sep5"), relaxed.mixtures().get(1).options());
        final Genotype genotype = new BestFirst(relaxed.worth(peaked(relaxed, Map.of("step1", List.of("dil5"), "step2",
            List.of("sep5"), "step3", List.of("conv3"), "cell3", List.of("1"), "cell4", List.of("1", "2"), "cell5",
            List.of("1", "3"), "cell6", List.of("2", "3"))))).next().orElseThrow();
        final Dlsr found = (Dlsr) space.decode(genotype);
        assertEquals(List.of(Dlsr.Step.DIL5, Dlsr.Step.SEP5, Dlsr.Step.CONV3), found.steps());
        for (int cell = 3; cell <= 6; cell++) {
            assertTrue(found.connections().get(cell - 3).contains(cell - 1), found.toString());
        }
    }

    @Test
    void aSuperNetOfOneChoiceIsTheNetwork() {
        final SearchSpace space = Spaces.named("dlsr-6", 2);
        final Relaxation relaxed = Relaxation.of(space);
        final Weights mixed = peaked(relaxed, PUBLISHED);
        final Dlsr network = new Dlsr(2, 6, Dlsr.original(2).steps(), Dlsr.original(2).connections());
        final float[] image = new float[3 * 15 * 17];
        final SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        final float[] expected = run(relaxed.graph(), mixed, image);
        final float[] result = run(network.graph(), inherited(network, relaxed, mixed), image);
        double largest = 0;
        for (final float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, result, (float) (1e-5 * largest));
    }

    private static float[] run(final Graph graph, final Weights weights, final float[] image) {
        final float[] result = new float[4 * image.length];
        try (LoadedNetwork net = Engine.load(graph, weights, DeviceChoice.CPU); Runner runner = net.runner(15, 17)) {
            runner.run(image, result);
        }
        return result;
    }

    /** Kernels of chosen operations; of 1×1 convolutions behind weighted cells the chosen columns, times the shares. */
    private static Weights inherited(final Dlsr network, final Relaxation relaxed, final Weights mixed) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.graph().parameters().forEach((name, shape) -> {
            if (name.contains(".op.")) {
                final int step = name.charAt(name.indexOf(".c") + 2) - '0';
                tensors.put(name, mixed.get(name.replace(".op.",
                    ".op." + network.steps().get(step - 1).name().toLowerCase(java.util.Locale.ROOT) + ".")));
            } else if (name.matches("c[3-6]\\.0\\.weight")) {
                final int cell = name.charAt(1) - '0';
                final double[] shares = relaxed.mixtures().get(cell).shares(mixed);
                final Tensor all = mixed.get(name);
                final Tensor chosen = Tensor.zeros(shape);
                final int width = network.width();
                for (int i = 0; i < chosen.data().length; i++) {
                    final int in = i % shape[1];
                    final int source = network.connections().get(cell - 3).get(in / width) - 1;
                    chosen.data()[i] = (float) (shares[source]
                        * all.data()[i / shape[1] * all.shape()[1] + source * width + in % width]);
                }
                tensors.put(name, chosen);
            } else {
                tensors.put(name, mixed.get(name));
            }
        });
        return new Weights(tensors);
    }

    @Test
    void complexityHasItsGradient() {
        final Relaxation relaxed = Relaxation.of(Spaces.narrow(Spaces.named("dlsr-6", 2), "step2=conv1,sep5,dil3"));
        final Weights weights = relaxed.initialWeights(5);
        final SplittableRandom random = new SplittableRandom(6);
        final Map<String, Tensor> zeros = new LinkedHashMap<>();
        for (final String name : relaxed.deciding()) {
            final float[] alpha = weights.get(name).data();
            for (int i = 0; i < alpha.length; i++) {
                alpha[i] = (float) random.nextDouble(-1, 1);
            }
            zeros.put(name, Tensor.zeros(alpha.length));
        }
        final Weights gradient = new Weights(zeros);
        relaxed.addComplexityGradient(weights, 3, gradient);
        int moved = 0;
        for (final String name : relaxed.deciding()) {
            final float[] alpha = weights.get(name).data();
            for (int i = 0; i < alpha.length; i++) {
                final float kept = alpha[i];
                alpha[i] = kept + 0x1p-8f;
                final double above = relaxed.complexity(weights);
                alpha[i] = kept - 0x1p-8f;
                final double below = relaxed.complexity(weights);
                alpha[i] = kept;
                assertEquals(3 * (above - below) / 0x1p-7, gradient.get(name).data()[i], 1e-5, name + " " + i);
                moved += gradient.get(name).data()[i] == 0 ? 0 : 1;
            }
        }
        assertEquals(9 + 3 + 9, moved);
        // all nine alike: a ninth of the whole, three times
        final Relaxation whole = Relaxation.of(Spaces.named("dlsr-6", 2));
        whole.mixtures().forEach(
            mixture -> zeros.put(mixture.parameter(), Tensor.zeros(mixture.options().size())));
        assertEquals(1.0 / 3, whole.complexity(new Weights(zeros)), 1e-12);
    }

    @Test
    void genotypesComeInTheOrderOfTheirWorth() {
        final List<double[]> worth = List.of(new double[] {0.2, 0.5, 0.3}, new double[] {0.9, 0.1},
            new double[] {0.25, 0.35, 0.4});
        final BestFirst order = new BestFirst(worth);
        final List<Genotype> all = new ArrayList<>();
        order.next().ifPresent(all::add);
        for (int i = 1; i < 18; i++) {
            all.add(order.next().orElseThrow());
        }
        assertTrue(order.next().isEmpty());
        assertEquals(18, new HashSet<>(all).size());
        assertEquals(new Genotype(List.of(1, 0, 2)), all.get(0));
        final Comparator<Genotype> byWorth = Comparator.comparingDouble(genotype -> -worth.get(0)[genotype.picks().get(0)]
            * worth.get(1)[genotype.picks().get(1)] * worth.get(2)[genotype.picks().get(2)]);
        for (int i = 1; i < 18; i++) {
            assertTrue(byWorth.compare(all.get(i - 1), all.get(i)) <= 1e-12);
        }
    }

    @Test
    void whatIsNewAndKeepsToTheLimitsIsProposed() {
        final SearchSpace space = Spaces.named("dlsr-6", 2);
        final Relaxation relaxed = Relaxation.of(space);
        final DifferentiableStrategy strategy = new DifferentiableStrategy();
        strategy.prepare(relaxed, peaked(relaxed, PUBLISHED));
        final Genotype best = space.encode(new Dlsr(2, 6, Dlsr.original(2).steps(), Dlsr.original(2).connections()));
        assertEquals(best, propose(strategy, space, GOAL, List.of()));
        final Genotype second = propose(strategy, space, GOAL, List.of(best));
        assertNotEquals(best, second);
        final double parameters = Counts.of(space.decode(best)).get(Measure.PARAMETERS);
        final Goal smaller = new Goal(GOAL.objectives(), List.of(new Limit(Measure.PARAMETERS, parameters - 1)));
        final DifferentiableStrategy limited = new DifferentiableStrategy();
        limited.prepare(relaxed, peaked(relaxed, PUBLISHED));
        assertTrue(Counts.of(space.decode(propose(limited, space, smaller, List.of()))).get(Measure.PARAMETERS)
            < parameters);
        // the smallest of all, which comes last
        final Genotype least = new Genotype(List.of(0, 0, 0, 0, 0, 0, 0));
        final DifferentiableStrategy strict = new DifferentiableStrategy();
        strict.prepare(relaxed, peaked(relaxed, Map.of("step1", List.of("conv7"), "step2", List.of("conv7"), "step3",
            List.of("conv7"), "cell3", List.of(), "cell4", List.of(), "cell5", List.of(), "cell6", List.of())));
        final Genotype found = propose(strict, space, new Goal(GOAL.objectives(), List.of(new Limit(Measure.PARAMETERS,
            Counts.of(space.decode(least)).get(Measure.PARAMETERS)))), List.of());
        assertEquals(List.of(0, 0, 0), found.picks().subList(0, 3));
    }

    private static Genotype propose(final Strategy strategy, final SearchSpace space, final Goal goal,
        final List<Genotype> known) {
        return strategy.propose(new History(space, goal, List.of(), known), 0, 1).orElseThrow().genotype();
    }

    private static Preparation preparation(final SearchSpace space, final TrainingSet images, final Path folder,
        final Progress progress, final TrainingControl control) throws IOException {
        return new Preparation(space, GOAL, images, 0.01, 3, Files.createDirectories(folder), progress, control);
    }

    /** Cancels after so many looks at it. */
    private static Progress cancelling(final int looks) {
        return new Progress() {

            private int left = looks;

            @Override
            public void report(final String stage, final double fraction) {
                // nobody listens
            }

            @Override
            public boolean cancelled() {
                return left-- <= 0;
            }
        };
    }

    @Test
    void aRunThatGoesOnEndsAsOneThatWasNotInterrupted() throws IOException {
        final Relaxation relaxed = Relaxation.of(TINY);
        try (TrainingSet images = TrainedScorerTest.rings(3)) {
            final Path whole = temporary.resolve("whole");
            final Weights expected = new SuperNetRun(
                preparation(TINY, images, whole, Progress.NONE, new TrainingControl()), relaxed).run(SHORT);
            for (final Relaxation.Mixture mixture : relaxed.mixtures()) {
                assertEquals(mixture.options().size() > 1,
                    mixture.shares(expected)[0] != mixture.shares(relaxed.initialWeights(3))[0],
                    mixture.name());
            }
            final Path parts = temporary.resolve("parts");
            for (final int looks : new int[] {6}) {
                assertThrows(CancellationException.class, () -> new SuperNetRun(
                    preparation(TINY, images, parts, cancelling(looks), new TrainingControl()), relaxed).run(SHORT));
            }
            final Weights resumed = new SuperNetRun(
                preparation(TINY, images, parts, Progress.NONE, new TrainingControl()), relaxed).run(SHORT);
            assertEquals(expected, resumed);
            final List<String> table = Files.readAllLines(parts.resolve(SuperNetRun.TABLE));
            assertEquals(Files.readAllLines(whole.resolve(SuperNetRun.TABLE)), table);
            assertEquals(11, table.size());
            assertTrue(table.get(0).startsWith("step,loss,held-out loss,complexity,step1.conv1,step1.conv3,step2.conv1"));
            assertEquals(table.get(0).split(",").length, table.get(10).split(",").length);
            // what is there is not done again
            assertEquals(expected, new SuperNetRun(
                preparation(TINY, images, parts, cancelling(0), new TrainingControl()), relaxed).run(SHORT));
            // and is not taken for that of another space
            final SearchSpace other = Spaces.narrow(TINY, "step1=conv1");
            assertThrows(AcuityException.class, () -> new SuperNetRun(
                preparation(other, images, parts, Progress.NONE, new TrainingControl()), Relaxation.of(other)).run(SHORT));
        }
    }

    @Test
    void finishKeepsWhatThereIs() throws IOException {
        try (TrainingSet images = TrainedScorerTest.rings(3)) {
            final Path folder = temporary.resolve("finished");
            final TrainingControl control = new TrainingControl();
            final Preparation preparation = preparation(TINY, images, folder, new Progress() {

                @Override
                public void report(final String stage, final double fraction) {
                    if (fraction > 0) {
                        control.finish();
                    }
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            }, control);
            new SuperNetRun(preparation, Relaxation.of(TINY)).run(SHORT);
            assertEquals(2, Files.readAllLines(folder.resolve(SuperNetRun.TABLE)).size());
        }
    }

    @Test
    void aSearchFromImagesToCandidates() {
        final Path folder = temporary.resolve("search");
        try (TrainingSet images = TrainedScorerTest.rings(3)) {
            final SearchSettings settings = new SearchSettings("dlsr-4", 2,
                "step1=conv1,conv3;step2=conv1,sep3;step3=dil3;cell*.reads=1+2,1+3,2+3,2+4", "differentiable", GOAL, 10, 2,
                4, 2, 16, 7, List.of(), "");
            final Search search = Search.create(folder, settings);
            final Scorer scorer = (candidate, architecture, progress) ->
                Counts.of(architecture).with(new Scores(Map.of(Measure.PSNR, 30.0)));
            assertThrows(IllegalStateException.class,
                () -> search.run(scorer, Progress.NONE, new TrainingControl(), SearchListener.NONE));
            assertTrue(Strategies.named("differentiable").prepares(search.space()));
            search.prepare(new Preparation(search.space(), GOAL, images, 0.01, settings.seed(), search.preparedFolder(),
                Progress.NONE, new TrainingControl()));
            search.run(scorer, Progress.NONE, new TrainingControl(), SearchListener.NONE);
            final List<Finished> found = search.finished();
            assertEquals(2, found.size());
            assertEquals("largest shares", found.get(0).candidate().origin());
            assertFalse(found.get(0).genotype().equals(found.get(1).genotype()));
        }
    }

    @Test
    void whereItCannotSearch() throws IOException {
        try (TrainingSet grey = TrainedScorerTest.rings(1)) {
            final Strategy strategy = Strategies.named("differentiable");
            final AcuityException space = assertThrows(AcuityException.class, () -> strategy.prepare(preparation(
                Spaces.named("laptop", 2), grey, temporary, Progress.NONE, new TrainingControl())));
            assertTrue(space.getMessage().contains("laptop") && space.remedy().contains("dlsr"), space.getMessage());
            final AcuityException images = assertThrows(AcuityException.class,
                () -> strategy.prepare(preparation(TINY, grey, temporary, Progress.NONE, new TrainingControl())));
            assertTrue(images.getMessage().contains("1 channels"), images.getMessage());
        }
    }
}
