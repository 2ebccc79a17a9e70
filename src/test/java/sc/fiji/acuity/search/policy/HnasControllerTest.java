package sc.fiji.acuity.search.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;

class HnasControllerTest {

    /** Three of six operations, and other ones for an edge. */
    private static final SearchSpace SPACE =
        Spaces.narrow(Spaces.named("hnas-4x3", 2), "normal*.operation=identity,sep3,dil3;normal5.source=1,2");

    private static HnasController tiny(final double entropyWeight) {
        return new HnasController(SPACE,
            new HnasController.Settings(4, entropyWeight, new AdamSettings(0.01, 0.5, 0.999, 5e-4)), 3);
    }

    @Test
    void theGradientOfTheLossIsThatOfFiniteDifferences() {
        final HnasController controller = tiny(0.3);
        // larger weights, so that all parts matter
        for (final Parameter one : controller.parameters().all()) {
            for (int i = 0; i < one.values().length; i++) {
                one.values()[i] *= 5;
            }
        }
        final Genotype genotype = SPACE.random(new SplittableRandom(1));
        controller.accumulate(genotype, 1.3);
        final HnasController other = tiny(0.3);
        Differences.check(controller.parameters().all(), () -> {
            copy(controller, other);
            return other.accumulate(genotype, 1.3);
        });
    }

    private static void copy(final HnasController from, final HnasController to) {
        final var target = to.parameters().all().iterator();
        for (final Parameter one : from.parameters().all()) {
            System.arraycopy(one.values(), 0, target.next().values(), 0, one.values().length);
        }
    }

    @Test
    void theLossWeighsThePositionTenTimes() {
        final HnasController controller = tiny(0.3);
        final Genotype genotype = SPACE.random(new SplittableRandom(2));
        final int last = SPACE.choices().size() - 1;
        double total = 0;
        for (int p = 0; p < 3; p++) {
            total += Math.exp(controller.logProbability(genotype.with(last, p))
                - controller.logProbability(genotype.with(last, 0)));
        }
        // log p = log p_cells + log p_position, and the probabilities of the positions add to 1
        final double position = controller.logProbability(genotype) - controller.logProbability(genotype.with(last, 0))
            - Math.log(total);
        final HnasController calm = tiny(0);
        assertEquals(-2 * (controller.logProbability(genotype) + 9 * position), calm.accumulate(genotype, 2), 1e-9);
    }

    @Test
    void controllersLearnASourceAnOperationAndAPosition() {
        final HnasController controller = tiny(0);
        final SplittableRandom random = new SplittableRandom(5);
        final Genotype first = controller.sample(random);
        final double before = controller.entropy(first);
        double baseline = 1.2;
        double early = 0;
        double late = 0;
        for (int i = 0; i < 600; i++) {
            final Genotype genotype = controller.sample(random);
            final var texts = SPACE.describe(genotype);
            final double reward = (texts.get("normal5.source").equals("2") ? 1 : 0)
                + (texts.get("up0.operation").equals("sub_pixel") ? 1 : 0)
                + (texts.get("position").equals("1") ? 1 : 0);
            early += i < 100 ? reward / 100 : 0;
            late += i >= 500 ? reward / 100 : 0;
            controller.update(genotype, reward - baseline);
            baseline = 0.95 * baseline + 0.05 * reward;
        }
        assertTrue(late > early + 0.8, early + " to " + late);
        assertTrue(controller.entropy(first) < before - 1, controller.entropy(first) + " of " + before);
    }

    @Test
    void aRestoredControllerGoesOnAsItWould() {
        final HnasController one = tiny(0.1);
        one.update(one.sample(new SplittableRandom(1)), 0.5);
        final HnasController other = new HnasController(SPACE,
            new HnasController.Settings(4, 0.1, new AdamSettings(0.01, 0.5, 0.999, 5e-4)), 77);
        other.restore(one.state());
        final Genotype genotype = one.sample(new SplittableRandom(2));
        assertEquals(genotype, other.sample(new SplittableRandom(2)));
        one.update(genotype, -1);
        other.update(genotype, -1);
        assertEquals(one.state(), other.state());
        assertThrows(IllegalArgumentException.class,
            () -> new HnasController(SPACE, HnasController.Settings.PAPER, 1).restore(one.state()));
    }
}
