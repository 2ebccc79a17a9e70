package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** A search that trains, from settings to journal. */
class TrainedScorerTest {

    @TempDir
    private Path temporary;

    /** Images of rings, each with others. */
    static TrainingSet rings(final int channels) {
        final List<ImagePlus> images = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            final byte[] pixels = new byte[96 * 96];
            for (int i = 0; i < pixels.length; i++) {
                final double x = i % 96 - 20.0 * n;
                final double y = i / 96 - 15.0;
                pixels[i] = (byte) (128 + 100 * Math.sin(Math.hypot(x, y) / (2 + n)));
            }
            images.add(new ImagePlus("rings " + n, new ByteProcessor(96, 96, pixels)));
        }
        return TrainingSet.of(images, PairSettings.of(2, 16).channels(channels).holdingOut(0.3, 0, 1), Progress.NONE);
    }

    static SearchSettings settings(final String space, final String strategy, final int most) {
        return new SearchSettings(space, 2, "", strategy,
            new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(new Limit(Measure.MULT_ADDS, 20_000))), 10, most, 4,
            4, 16, 7, List.of(), "");
    }

    private List<Finished> searched(final Path folder, final int most) {
        try (TrainingSet images = rings(1)) {
            final SearchSettings settings = settings("laptop", "random", most);
            final Search search = Search.create(folder, settings);
            search.run(new TrainedScorer(settings, images, folder), Progress.NONE, new TrainingControl(),
                SearchListener.NONE);
            return search.finished();
        }
    }

    @Test
    void candidatesAreTrainedScoredAndKept() {
        final Path folder = temporary.resolve("search");
        final List<Finished> found = searched(folder, 3);
        assertEquals(List.of(0, 1, 2), found.stream().map(Finished::id).toList());
        for (final Finished one : found) {
            assertTrue(one.scores().get(Measure.PSNR) > 5, () -> "PSNR " + one.scores());
            assertTrue(one.scores().get(Measure.SSIM) > 0 && one.scores().get(Measure.SSIM) <= 1);
            assertTrue(one.scores().get(Measure.MULT_ADDS) <= 20_000);
            assertTrue(Files.exists(folder.resolve(String.format("candidates/%06d.safetensors", one.id()))));
        }
    }

    @Test
    void theSameSettingsGiveTheSameFigures() {
        final List<Finished> first = searched(temporary.resolve("a"), 2);
        final List<Finished> second = searched(temporary.resolve("b"), 2);
        for (int i = 0; i < 2; i++) {
            assertEquals(first.get(i).scores(), second.get(i).scores());
            assertEquals(first.get(i).genotype(), second.get(i).genotype());
        }
    }
}
