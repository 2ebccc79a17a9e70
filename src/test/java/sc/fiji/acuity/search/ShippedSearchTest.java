package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;

/** The model that a search found is the best of its journal, and what it was looked for. */
class ShippedSearchTest {

    private static final ModelStore STORE = new ModelStore(List.of(Path.of("models")));

    private final Search search = Search.open(Path.of("docs/recipes/laptop-search"));
    private final ModelPackage searched = STORE.resolve("searched", 2);
    private final ModelPackage balanced = STORE.resolve("balanced", 2);

    @Test
    void itIsTheBestOfItsJournal() {
        final Found best = Found.best(search);
        assertEquals(best.architecture().deployed(), searched.architecture());
        assertEquals(best.note(), searched.card().search().orElseThrow());
    }

    @Test
    void itIsBetterThanBalancedAtLessCost() {
        assertTrue(psnr(searched) > psnr(balanced), psnr(searched) + " dB");
        assertTrue(searched.card().facts().multAddsPerPixel() <= balanced.card().facts().multAddsPerPixel());
        assertTrue(searched.card().facts().parameters() <= balanced.card().facts().parameters());
    }

    /** As {@code ShippedModelsTest} measures it. */
    private static double psnr(final ModelPackage model) {
        return model.card().trust().evaluations().get(0).score().psnr();
    }
}
