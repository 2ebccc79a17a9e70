package sc.fiji.acuity.command.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.search.Candidate;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Limit;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.References;
import sc.fiji.acuity.search.Scores;
import sc.fiji.acuity.search.SearchSettings;

/** What the window of a search shows, without one. */
class SearchPartsTest {

    private static final Rectangle AREA = new Rectangle(100, 10, 200, 100);

    private static SearchFacts facts(final double minutes, final int most, final int planned,
        final References.Mark... marks) {
        final SearchSettings settings = new SearchSettings("edge-sr", 2, "", "random",
            new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(new Limit(Measure.LATENCY, 1))), minutes, most,
            9, 4, 16, 1, List.of(), "");
        return new SearchFacts(settings, Spaces.named("edge-sr", 2), OptionalDouble.of(30), List.of(marks), planned);
    }

    private static Finished one(final int id, final double psnr, final double cost) {
        return new Finished(new Candidate(id, new Genotype(List.of(id)), id, "drawn"), "net " + id,
            new Scores(Map.of(Measure.PSNR, psnr, Measure.MULT_ADDS, cost, Measure.PARAMETERS, 250.0)), 10);
    }

    private static Finished slow(final int id) {
        return new Finished(new Candidate(id, new Genotype(List.of(id)), id, "drawn"), "net " + id,
            new Scores(Map.of(Measure.MULT_ADDS, 5.0, Measure.LATENCY, 2.0)), 10);
    }

    @ParameterizedTest
    @CsvSource({"12345, 12.345k", "20000, 20k", "0.30000000000000004, 0.3", "33.5, 33.5", "0, 0", "-2.5, -2.5",
        "1500000, 1.5M", "2e9, 2G", "1e6, 1M"})
    void numbersOfScalesAreShort(final double value, final String text) {
        assertEquals(text, Axis.text(value));
    }

    @Test
    void aScaleIsLogarithmicBeyondADecade() {
        assertFalse(Axis.ofCosts(10, 100).log());
        final Axis wide = Axis.ofCosts(10, 10_000);
        assertTrue(wide.log());
        assertTrue(wide.low() < 10 && wide.high() > 10_000);
        assertEquals(0.5, wide.at(Math.sqrt(10 * 10_000)), 1e-12);
        assertEquals(List.of(10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0),
            wide.ticks(12).stream().map(tick -> (double) Math.round(tick)).toList());
        assertEquals(4, wide.ticks(6).size());
        assertFalse(Axis.ofCosts(0, 100).log(), "0 has no logarithm");
    }

    @Test
    void ticksAreRoundAndNoMoreThanAskedFor() {
        final Axis axis = Axis.linear(30.03, 33.4);
        assertEquals(List.of("30", "30.5", "31", "31.5", "32", "32.5", "33", "33.5"),
            axis.ticks(10).stream().map(Axis::text).toList());
        assertTrue(axis.ticks(3).size() <= 3);
        final Axis point = Axis.linear(5, 5);
        assertEquals(0.5, point.at(5), 1e-12);
        assertTrue(point.ticks(4).size() >= 1);
    }

    @Test
    void pointsAreWhereTheyBelongAndAreHit() {
        final List<Finished> all = List.of(one(0, 31, 100), one(1, 32, 200), one(2, 30.5, 300), slow(3));
        final Scatter scatter = new Scatter(all, Set.of(0, 1), facts(1, 0, 0));
        assertEquals(List.of(0, 1, 2), scatter.dots().stream().map(dot -> dot.candidate().id()).toList());
        final Point2D dear = scatter.place(scatter.dots().get(2), AREA);
        final Point2D cheap = scatter.place(scatter.dots().get(0), AREA);
        final Point2D middle = scatter.place(scatter.dots().get(1), AREA);
        assertEquals((cheap.getX() + dear.getX()) / 2, middle.getX(), 1e-9);
        assertTrue(middle.getY() < cheap.getY() && cheap.getY() < dear.getY(), "better is higher");
        assertTrue(dear.getY() < scatter.y(30, AREA), "bicubic is below all of them");
        assertEquals(1, scatter.hit(new Point2D.Double(middle.getX() + 3, middle.getY() - 4), AREA, 6).orElseThrow()
            .candidate().id());
        assertTrue(scatter.hit(new Point2D.Double(middle.getX() + 30, middle.getY()), AREA, 6).isEmpty());
        assertEquals(1, scatter.beside(0, 1).orElseThrow().candidate().id());
        assertEquals(2, scatter.beside(2, 1).orElseThrow().candidate().id());
        assertEquals(0, scatter.beside(-1, 1).orElseThrow().candidate().id());
    }

    @Test
    void ofTwoInOnePlaceTheFrontIsHit() {
        final Scatter scatter = new Scatter(List.of(one(0, 31, 100), one(1, 31, 100)), Set.of(1), facts(1, 0, 0));
        final Point2D both = scatter.place(scatter.dots().get(0), AREA);
        assertEquals(1, scatter.hit(both, AREA, 1).orElseThrow().candidate().id());
    }

    @Test
    void whatIsFarBelowBicubicIsAtTheEdge() {
        final Scatter scatter = new Scatter(List.of(one(0, 8, 100), one(1, 32, 200)), Set.of(0, 1), facts(1, 0, 0));
        assertTrue(scatter.isBelow(scatter.dots().get(0)));
        assertEquals(AREA.getMaxY(), scatter.place(scatter.dots().get(0), AREA).getY(), 1e-9);
        assertFalse(scatter.isBelow(scatter.dots().get(1)));
        final Scatter poor = new Scatter(List.of(one(0, 8, 100), one(1, 9, 200)), Set.of(1), facts(1, 0, 0));
        assertFalse(poor.isBelow(poor.dots().get(0)), "where nothing is better than bicubic, all is shown");
    }

    @Test
    void publishedNetworksThatAreNearAreShown() {
        final SearchFacts facts = facts(1, 0, 0, new References.Mark("tiny", 1), new References.Mark("near", 150),
            new References.Mark("wide", 290), new References.Mark("large", 9000));
        final Scatter scatter = new Scatter(List.of(one(0, 31, 100), one(1, 32, 200)), Set.of(), facts);
        assertEquals(List.of("near", "wide"), scatter.marks().stream().map(References.Mark::name).toList());
        assertEquals(List.of("large"), scatter.dearer().stream().map(References.Mark::name).toList());
        assertTrue(new Scatter(List.of(), Set.of(), facts).marks().isEmpty());
    }

    @Test
    void words() {
        final List<Finished> none = List.of();
        final List<Finished> two = List.of(one(0, 31, 12_345), one(1, 32.5, 200));
        assertEquals("Candidate 1 of about 60, 30 min left", SearchText.progress(facts(30, 0, 60), none, 0));
        assertEquals("Candidate 1, 30 min left", SearchText.progress(facts(30, 0, 0), none, 0));
        assertEquals("Candidate 3 of about 10, 1 min 20 s left", SearchText.progress(facts(2, 0, 60), two, 40));
        assertEquals("Candidate 3 of 5, 1 min 20 s left", SearchText.progress(facts(2, 5, 5), two, 40));
        assertEquals("Candidate 3 of about 3", SearchText.progress(facts(2, 0, 60), two, 130));
        assertEquals("Nothing found yet; bicubic interpolation has 30.00 dB", SearchText.best(facts(2, 0, 0), none));
        assertEquals("Best so far 32.50 dB: +2.50 dB against bicubic", SearchText.best(facts(2, 0, 0), two));
        assertEquals("candidate 0, 31.00 dB: +1.00 dB against bicubic; 12,345 mult-adds per LR pixel",
            SearchText.line(facts(2, 0, 0), two.get(0)));
        assertEquals("candidate 3, breaks a limit, not trained; 5 mult-adds per LR pixel",
            SearchText.line(facts(2, 0, 0), slow(3)));
        final List<String> lines = SearchText.candidate(facts(2, 0, 0), two.get(1), true).lines().toList();
        assertEquals("Candidate 1, which no other beats; drawn", lines.get(0));
        assertEquals("32.50 dB: +2.50 dB against bicubic", lines.get(1));
        assertTrue(lines.contains("250 parameters, a file of 1.0 KB"), lines.toString());
        assertTrue(lines.get(lines.size() - 1).startsWith("network="), lines.toString());
    }

    @Test
    void whatIsNewIsLookedAtOnce() {
        final SearchFacts facts = facts(2, 0, 0);
        final SearchState state = new SearchState(facts.goal());
        state.prepared(5);
        state.stage("Timing networks", 0.5);
        assertEquals("Timing networks", state.look(false).stage());
        state.started(new Candidate(0, new Genotype(List.of(0)), 1, ""), "net");
        assertEquals("", state.look(false).stage());
        final Finished dominated = one(0, 31, 300);
        final Finished better = one(1, 32, 200);
        state.finished(better, Arrays.asList(dominated, better));
        final SearchState.Shown first = state.look(false);
        assertTrue(first.isNew());
        assertEquals(Set.of(1), first.front());
        assertEquals(25, first.spent(), 1e-9);
        assertFalse(state.look(false).isNew());
    }

    @Test
    void timeStandsStillInAPause() throws InterruptedException {
        final SearchState state = new SearchState(facts(2, 0, 0).goal());
        state.started(new Candidate(0, new Genotype(List.of(0)), 1, ""), "net");
        final double before = state.look(true).spent();
        Thread.sleep(60);
        assertEquals(before, state.look(true).spent(), 0.02);
        Thread.sleep(60);
        assertTrue(state.look(false).spent() >= before + 0.05);
    }
}
