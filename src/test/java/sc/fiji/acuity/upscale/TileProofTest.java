package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelPackage;

class TileProofTest {

    static Stream<ModelPackage> models() {
        return Stream.concat(TinyModels.families(2).stream().map(TinyModels::of), Stream.of(TinyModels.colour(3)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void tilesOfEveryFamilyAreTheWhole(final ModelPackage model) {
        final List<TileProof.Row> rows = TileProof.of(model, DeviceChoice.CPU, Progress.NONE);
        assertEquals(6, rows.size());
        rows.forEach(row -> assertTrue(row.exact() && row.passed() && row.tiles() > 1, row.toString()));
    }

    @Test
    void aNetworkThatLooksAtTheWholeImageReportsItsDifference() {
        final List<TileProof.Row> rows = TileProof.of(TinyModels.global(2), DeviceChoice.CPU, Progress.NONE);
        rows.forEach(row -> assertTrue(!row.exact() && row.workersAgree(), row.toString()));
        assertTrue(rows.stream().anyMatch(row -> row.difference() > 0), rows.toString());
    }

    @Test
    void whatFailsIsSaid() {
        assertFalse(new TileProof.Row(9, 9, 5, 5, 4, true, 6e-6, true).passed());
        assertFalse(new TileProof.Row(9, 9, 5, 5, 4, false, 0, false).passed());
        assertTrue(new TileProof.Row(9, 9, 5, 5, 4, false, 1e-2, true).passed());
    }
}
