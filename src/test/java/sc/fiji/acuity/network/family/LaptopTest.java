package sc.fiji.acuity.network.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.GraphException;

class LaptopTest {

    private static Laptop of(final int width, final boolean branches, final LaptopBlock... blocks) {
        return new Laptop(2, width, Espcn.Nonlinearity.LEAKY, Arrays.asList(blocks),
            Collections.nCopies(blocks.length, false), branches);
    }

    /** Mult-adds for one LR pixel: head 9W, tail 9·4W, and what each kind of block has. */
    @ParameterizedTest
    @CsvSource({"PLAIN, 2304", "RESIDUAL, 2304", "PAIR, 4608", "GATE, 2304", "SEP5, 1424", "SEP7, 1808",
        "BOTTLENECK, 1312"})
    void blocksCostWhatTheyAreSaidTo(final LaptopBlock block, final int multAdds) {
        assertEquals(45 * 16 + 2L * multAdds, Count.multAdds(of(16, false, block, block).graph(), 1, 1));
    }

    /** 1×1 to W/2 for each bit, and a fusion of these and of the last block's result. */
    @Test
    void whatIsFusedCostsAsMuchAsItsLayers() {
        final Laptop fused = new Laptop(2, 16, Espcn.Nonlinearity.RELU, List.of(LaptopBlock.PLAIN, LaptopBlock.PLAIN),
            List.of(true, true), false);
        assertEquals(45 * 16 + 2 * 2304 + 2 * 16 * 8 + (8 + 8 + 16) * 16, Count.multAdds(fused.graph(), 1, 1));
    }

    /** Folding makes of the trained network exactly the graph that is run. */
    @Test
    void branchesFoldIntoTheDeployedNetwork() {
        final Laptop trained = of(8, true, LaptopBlock.values());
        assertEquals(trained.deployed().graph(),
            Fold.branches(trained.graph(), trained.initialWeights(1)).graph());
        assertEquals(of(8, false, LaptopBlock.values()), trained.deployed());
    }

    @Test
    void sizesAreChecked() {
        assertThrows(GraphException.class, () -> of(7, false, LaptopBlock.PLAIN));
        assertThrows(GraphException.class, () -> of(8, false));
        assertThrows(GraphException.class, () -> new Laptop(2, 8, Espcn.Nonlinearity.RELU, List.of(LaptopBlock.PLAIN),
            List.of(), false));
    }
}
