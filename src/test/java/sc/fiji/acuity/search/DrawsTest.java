package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.TrainingControl;

class DrawsTest {

    private static final String TWO = "network=eSR-MAX_s2_K3_C1,eSR-MAX_s2_K3_C2";

    @TempDir
    private Path folder;

    private static History history(final SearchSpace space, final String parameters, final List<Genotype> pending) {
        return new History(space, new Goal(List.of(Measure.PSNR), List.of(Limits.parameters(parameters))), List.of(),
            pending);
    }

    /** Less than one of a hundred thousand random networks is so small. */
    @Test
    void walksFindWhatChanceDoesNot() {
        final SearchSpace space = Spaces.named("laptop", 2);
        final History history = history(space, "2k", List.of());
        final Genotype found = Draws.welcome(history, Draws.of(1, 0)).orElseThrow();
        assertTrue(Counts.of(space.decode(found)).get(Measure.PARAMETERS) <= 2000);
        assertEquals(Optional.of(found), Draws.welcome(history, Draws.of(1, 0)), "the same draw");
        final Genotype other = Draws.welcome(history(space, "2k", List.of(found)), Draws.of(1, 0)).orElseThrow();
        assertNotEquals(found, other);
    }

    @Test
    void nothingIsLeft() {
        final SearchSpace space = Spaces.narrow(Spaces.named("edge-sr", 2), TWO);
        final List<Genotype> all = List.of(new Genotype(List.of(0)), new Genotype(List.of(1)));
        assertEquals(Optional.of(all.get(1)), Draws.welcome(history(space, "1k", all.subList(0, 1)), Draws.of(1, 0)));
        assertEquals(Optional.empty(), Draws.welcome(history(space, "1k", all), Draws.of(1, 0)));
        assertEquals(Optional.empty(), Draws.welcome(history(space, "5", List.of()), Draws.of(1, 0)));
    }

    @Test
    void aSearchWithNothingLeftSaysSo() {
        final SearchSettings settings = new SearchSettings("edge-sr", 2, TWO, "random",
            new Goal(List.of(Measure.PSNR), List.of()), 10, 0, 1, 2, 8, 1, List.of(), "");
        final List<String> notices = new ArrayList<>();
        final Search search = Search.create(folder.resolve("search"), settings);
        search.run((candidate, architecture, progress) -> Counts.of(architecture), Progress.NONE, new TrainingControl(),
            new SearchListener() {

                @Override
                public void notice(final String text) {
                    notices.add(text);
                }
            });
        assertEquals(2, search.finished().size());
        assertEquals(List.of("no other network of the space edge-sr within the limits was found"), notices);
    }
}
