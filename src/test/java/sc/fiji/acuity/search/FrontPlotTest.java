package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.network.space.Genotype;

class FrontPlotTest {

    private static final int FRONT = 0x0072B2;
    private static final int MARKS = 0xD55E00;
    private static final Dimension SIZE = new Dimension(400, 300);

    @TempDir
    private Path folder;

    private static Finished one(final int id, final double psnr, final double multAdds) {
        return new Finished(new Candidate(id, new Genotype(List.of(id)), id, "a, \"b\""), "n" + id,
            new Scores(Map.of(Measure.PSNR, psnr, Measure.MULT_ADDS, multAdds)), 1.5);
    }

    private static Finished untrained(final int id, final double multAdds) {
        return new Finished(new Candidate(id, new Genotype(List.of(id)), id, "random"), "n" + id,
            new Scores(Map.of(Measure.MULT_ADDS, multAdds)), 1);
    }

    private static SearchSettings settings() {
        return TrainedScorerTest.settings("laptop", "random", 3);
    }

    private static boolean has(final BufferedImage image, final int rgb) {
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            if ((image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) == rgb) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theFrontAmongOthers() {
        final BufferedImage image = FrontPlot.image(
            List.of(one(0, 30, 1000), one(1, 29, 2000), one(2, 33, 15_000), untrained(3, 10)), settings(), SIZE);
        assertTrue(has(image, FRONT));
        assertTrue(has(image, MARKS), "eSR-TM_s2_K7_C3 costs 1176");
    }

    @Test
    void onlyNetworksWithinTheRange() {
        final BufferedImage image =
            FrontPlot.image(List.of(one(0, 30, 7000), one(1, 31, 7100)), settings(), SIZE);
        assertTrue(has(image, FRONT));
        assertFalse(has(image, MARKS));
    }

    @Test
    void nothingYet() {
        assertFalse(has(FrontPlot.image(List.of(), settings(), SIZE), FRONT));
        assertTrue(has(FrontPlot.image(List.of(one(0, 30, 1000)), settings(), SIZE), FRONT), "a single point");
    }

    @Test
    void whatThePapersNetworksCost() {
        final List<References.Mark> marks = References.of(2, Measure.MULT_ADDS);
        assertEquals(new References.Mark("eSR-MAX_s2_K3_C1", 36), marks.get(0));
        assertTrue(marks.stream().anyMatch(mark -> mark.name().equals("fsrcnn") && mark.cost() > 5000));
        assertTrue(References.of(3, Measure.PARAMETERS).stream().noneMatch(mark -> mark.name().equals("falsr-a")));
        assertEquals(List.of(), References.of(2, Measure.LATENCY));
    }

    @Test
    void tables() throws Exception {
        final List<Finished> all = List.of(one(0, 30, 1000), one(1, 29, 2000), untrained(2, 10));
        FrontTable.writeCsv(all, all.subList(0, 1), folder.resolve("a.csv"));
        assertEquals(List.of(
            "number,front,psnr,ssim,mult-adds,parameters,latency,memory,genotype,network,seed,origin,seconds",
            "0,true,30.0,,1000.0,,,,0,n0,0,\"a, \"\"b\"\"\",1.500",
            "1,false,29.0,,2000.0,,,,1,n1,1,\"a, \"\"b\"\"\",1.500",
            "2,false,,,10.0,,,,2,n2,2,random,1.000"), Files.readAllLines(folder.resolve("a.csv")));
        final List<String> text = FrontTable.text(all, all.subList(0, 1)).lines().toList();
        assertEquals("    0*    30.000       -        1,000           -        -  n0", text.get(1));
        assertEquals("    2          -       -           10           -        -  n2", text.get(3));
        assertFalse(FrontTable.text(all.subList(0, 1), all.subList(0, 1)).contains("*"));
    }
}
