package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.train.pairs.TrainingSet;

class SearchPlanTest {

    private static SearchSettings settings(final double minutes, final int most, final String only) {
        return new SearchSettings("edge-sr", 2, only, "random", new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS),
            List.of(Limits.parameters("200"))), minutes, most, 7, 2, 8, 1, List.of(), "");
    }

    @Test
    void stepsAreAsManyAsThereIsTimeFor() {
        try (TrainingSet images = TrainedScorerTest.rings(1)) {
            final SearchPlan little = SearchPlan.automatic(settings(0.02, 0, ""), images, Progress.NONE);
            assertEquals(200, little.steps());
            assertTrue(little.candidates() >= 1 && little.candidates() < SearchPlan.WANTED, little::toString);
            final SearchPlan much = SearchPlan.automatic(settings(100, 3, ""), images, Progress.NONE);
            assertEquals(5000, much.steps());
            assertEquals(3, much.candidates());
            final SearchPlan given = SearchPlan.given(
                settings(10, 0, "network=eSR-MAX_s2_K3_C1,eSR-MAX_s2_K3_C2"), images, Progress.NONE);
            assertEquals(7, given.steps());
            assertEquals(2, given.candidates(), "there are no more");
            assertTrue(given.seconds() > 0 && given.seconds() < 60, given::toString);
        }
    }

    @Test
    void noNetworkWithinTheLimits() {
        try (TrainingSet images = TrainedScorerTest.rings(1)) {
            final SearchSettings impossible =
                settings(1, 0, "network=eSR-CNN_s2_C8_D9_S15").withSteps(9);
            assertThrows(AcuityException.class, () -> SearchPlan.given(impossible, images, Progress.NONE));
        }
    }

    @Test
    void inWords() {
        assertEquals("about 60 candidates of 900 steps, 29 s each", new SearchPlan(900, 60, 29.2).toString());
        assertEquals("about 1 candidate of 200 steps, 5 min each", new SearchPlan(200, 1, 300).toString());
    }
}
