package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search on the command line, from its first candidate to a model. */
class SearchActionTest extends CliTest {

    private Path images;
    private Path found;

    @BeforeEach
    void images() throws IOException {
        images = SearchSamples.folder(at("images"), 4);
        found = at("found");
    }

    /** @param more options that take the place of the usual ones; one without a value stands last */
    private Cli.Result search(final Object... more) {
        final Map<Object, Object> options = new LinkedHashMap<>(Map.of("--images", images, "--output", found, "--space",
            "edge-sr", "--only", "network=eSR-MAX_s2_K3_C1,eSR-MAX_s2_K3_C2,eSR-MAX_s2_K3_C3,eSR-TM_s2_K3_C1",
            "--strategy", "random", "--budget", "2m", "--candidates", 2, "--steps", 3, "--batch", 2, "--patch", 8));
        final List<Object> line = new ArrayList<>(List.of("search", "run"));
        for (int i = 0; i + 1 < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        options.forEach((name, value) -> line.addAll(List.of(name, value)));
        if (more.length % 2 == 1) {
            line.add(more[more.length - 1]);
        }
        return Cli.run(line.toArray());
    }

    @Test
    void fromTheFirstCandidateToAModel() throws IOException {
        final Cli.Result first = search().expect(0);
        assertTrue(first.err().matches("(?s).*about 2 candidates of 3 steps, .* each.*"), first.err());
        assertTrue(first.err().contains("4 images, 1 held out; search in " + found), first.err());
        assertTrue(first.err().matches("(?s).*candidate 0: -?[0-9.]+ dB, [0-9]+ mult-adds per LR pixel, joins the front "
            + "\\(1 there\\); .* left.*"), first.err());
        assertTrue(first.out().contains("2 candidates in ") && first.out().contains("acuity search resume " + found),
            first.out());

        final Cli.Result again = Cli.run("search", "resume", found).expect(0);
        assertFalse(again.err().contains("candidate 2"), again.err());

        final JsonObject front = Cli.run("search", "front", found, "--all", "--json", "--csv", at("front.csv"), "--plot",
            at("front.png"), "--draw", at("best.svg"), "--candidate", 1).expect(0).json();
        final JsonArray all = front.getAsJsonArray("all");
        assertEquals(List.of(0, 1), List.of(id(all, 0), id(all, 1)));
        assertTrue(front.getAsJsonArray("front").size() >= 1);
        assertTrue(all.get(0).getAsJsonObject().get("latency").isJsonNull());
        final List<String> csv = Files.readAllLines(at("front.csv"));
        assertEquals(3, csv.size());
        assertEquals("number,front,psnr,ssim,mult-adds,parameters,latency,memory,genotype,network,seed,origin,seconds",
            csv.get(0));
        assertTrue(Files.size(at("front.png")) > 1000 && Files.readString(at("best.svg")).contains("<svg"));

        final Path model = models.resolve("mine-x2");
        final Cli.Result pick = Cli.run("search", "pick", found, "--candidate", 1, "--steps", 4, "--output", model,
            "--evaluate", images, "--license", "CC0-1.0").expect(0);
        assertTrue(pick.out().contains("written: " + model), pick.out());
        assertTrue(pick.err().contains("candidate 1, eSR-") && pick.err().contains("1 held out; 4 steps"), pick.err());
        Cli.run("models", "verify", "mine").expect(0);
        final String card = Files.readString(model.resolve("card.yaml")).replaceAll("\\s+", " ");
        assertTrue(card.contains("search: space: edge-sr x2 with network=eSR-MAX_s2_K3_C1"), card);
        assertTrue(card.contains("candidate: 1 genotype: '" + all.get(1).getAsJsonObject().get("genotype").getAsString()
            + "' settings: strategy random, seed 1, objectives psnr, mult-adds, limits none; each candidate 3 steps"), card);
        assertTrue(card.matches(".*candidates: 2 journal_sha256: [0-9a-f]{64}.*"), card);

        final JsonObject more = Cli.run("search", "pick", found, "--candidate", 1, "--resume", model + ".run", "--output",
            models.resolve("same-x2"), "--json").expect(0).json();
        assertEquals(Cli.run("models", "show", "mine", "--json").json().get("checksum"), more.get("checksum"));
        Cli.run("search", "pick", found, "--start", "--steps", 2, "--output", models.resolve("on-x2")).expect(0);
    }

    private static int id(final JsonArray all, final int index) {
        return all.get(index).getAsJsonObject().get("candidate").getAsInt();
    }

    /** A network that is trained with branches becomes a model without. */
    @Test
    void branchesAreForTrainingOnly() throws IOException {
        final JsonObject front = search("--space", "laptop", "--only", "width=8;branches=1;block1=plain;block2=none",
            "--max-mult-adds", "4k", "--candidates", 1, "--json").expect(0).json();
        final String network = front.getAsJsonArray("front").get(0).getAsJsonObject().get("network").getAsString();
        assertTrue(network.endsWith("-branches"), network);
        Cli.run("search", "pick", found, "--best", "--start", "--output", models.resolve("no-x2")).expect(1);
        final JsonObject picked = Cli.run("search", "pick", found, "--best", "--steps", 2, "--output",
            models.resolve("mine-x2"), "--json").expect(0).json();
        assertEquals(network.replace("-branches", ""), picked.get("network").getAsString());
        Cli.run("models", "verify", "mine").expect(0);
    }

    /** What the search held out is trained on by {@code --all-images}, and then measured no more. */
    @Test
    void aModelToGiveAwayIsTrainedOnAll() throws IOException {
        search("--candidates", 1).expect(0);
        final Cli.Result some =
            Cli.run("search", "pick", found, "--steps", 2, "--output", models.resolve("some-x2")).expect(0);
        assertTrue(some.out().contains("1 held-out image"), some.out());
        final Cli.Result all = Cli.run("search", "pick", found, "--steps", 2, "--all-images", "--gradients", "fast",
            "--output", models.resolve("all-x2")).expect(0);
        assertTrue(all.err().contains(" 0 held out; 2 steps"), all.err());
        assertTrue(all.out().contains("There are no held-out images"), all.out());
        final String card = Files.readString(models.resolve("all-x2/card.yaml")).replaceAll("\\s+", " ");
        assertTrue(card.contains(" --all-images") && card.contains("gradients fast"), card);
        final Cli.Result less = Cli.run("search", "pick", found, "--resume", models.resolve("all-x2.run"), "--output",
            models.resolve("less-x2")).expect(1);
        assertTrue(less.err().contains("images"), less.err());
        final Cli.Result none = Cli.run("search", "pick", found, "--gradients", "exact", "--output",
            models.resolve("no-x2")).expect(2);
        assertTrue(none.err().contains("gradients exact: there are no such"), none.err());
    }

    @Test
    void moreTimeIsGivenInAll() throws IOException {
        search("--candidates", 1).expect(0);
        Cli.run("search", "resume", found, "--budget", "3m").expect(0);
        assertTrue(Files.readString(found.resolve("search.json")).contains("\"minutes\": 3.0"));
        final Cli.Result over = Cli.run("search", "resume", found, "--budget", "0.001s").expect(0);
        assertTrue(over.err().contains("time is up: give more by --budget"), over.err());
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        search("--candidates", 1).expect(0);
        final Path others = SearchSamples.folder(at("others"), 5);
        final Cli.Result result = Cli.run("search", "resume", found, "--images", others).expect(1);
        assertTrue(result.err().contains("images of the search: are not those that it began with. Remedy: "),
            result.err());
        Cli.run("search", "resume", found, "--images", images).expect(0);
    }

    @Test
    void oneFieldIsNotEnough() throws IOException {
        images = SearchSamples.folder(at("single"), 1);
        final Cli.Result result = search().expect(1);
        Failures.assertExplains(result.err().lines().filter(line -> line.startsWith("acuity: ")).findFirst().orElseThrow(),
            List.of("training images: are of one field"));
        assertFalse(Files.exists(found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--space city          | there is no search space 'city'; there are [laptop,",
        "--space hnas-0x4      | width",
        "--strategy luck       | there is no such. Remedy: use one of [random,",
        "--only network=eSR    | network is not 'eSR'; there are",
        "--only c9.kernel=3    | has no choice c9.kernel; there are [network]",
        "--only nonsense       | 'nonsense' narrows nothing",
        "--objectives mult-adds | do not begin with a quality",
        "--objectives psnr,joy | there is no such. Remedy: use some of psnr",
        "--budget soon         | is no time. Remedy: write 90s, 30m, 2h",
        "--max-latency 2s      | cannot be read. Remedy: write 2s@2048x2048",
        "--max-latency 2@9x9   | cannot be read",
        "--max-mult-adds 5G@0x9 | cannot be read",
        "--max-size 500        | cannot be read. Remedy: write 500KB",
        "--max-parameters 0    | is no bound",
        "--scale 5             | must lie in 2..4",
        "--steps some          | is neither auto nor a whole number",
        "--steps 0             | is not positive",
        "--candidates -1       | is negative",
        "--patch 0             | is not positive"})
    void wrongUsage(final String option, final String says) {
        final Cli.Result result = search((Object[]) option.split(" ")).expect(2);
        assertTrue(result.err().contains(says), result.err());
        assertTrue(result.err().startsWith("acuity: "), result.err());
        assertFalse(Files.exists(found), "nothing was begun");
    }

    @Test
    void limitsThatNothingKeepsTo() {
        final Cli.Result result = search("--max-parameters", "5").expect(1);
        assertTrue(result.err().contains("leave no network of the space edge-sr"), result.err());
        assertFalse(Files.exists(found));
        final Cli.Result quality = search("--min-psnr", "90").expect(0);
        assertTrue(quality.err().contains("breaks the limit: psnr at least 90 dB"), quality.err());
        final Cli.Result none =
            Cli.run("search", "pick", found, "--output", models.resolve("mine-x2"));
        assertTrue(none.err().contains("has no candidate within the limits yet"), none.err());
    }

    @Test
    void foldersThatAreNone() throws IOException {
        final Path empty = Files.createDirectory(at("empty"));
        assertTrue(Cli.run("search", "front", empty).expect(1).err().contains("holds no search.json"));
        Files.writeString(empty.resolve("search.json"), "{\"space\": \"laptop\"}");
        assertTrue(Cli.run("search", "resume", empty).expect(1).err().contains("does not describe a search"));
        assertTrue(search("--output", empty).expect(1).err().contains("holds a search already"));
        search("--candidates", 1).expect(0);
        final String journal = Files.readString(found.resolve("journal.jsonl"));
        Files.writeString(found.resolve("journal.jsonl"), journal.replaceAll("\"genotype\":\"[^\"]*\"",
            "\"genotype\":\"7.7\""));
        assertTrue(Cli.run("search", "front", found).expect(1).err().contains("is none of the space"));
        assertTrue(Cli.run("search", "front", found, "--plot", at("a.gif")).expect(2).err().contains("is no .png"));
        assertTrue(Cli.run("search", "front", found, "--candidate", 3).expect(2).err().contains("not where"));
        Files.writeString(found.resolve("journal.jsonl"), journal);
        assertTrue(Cli.run("search", "pick", found, "--candidate", 9, "--output", models.resolve("mine-x2"))
            .err().contains("is not in " + found));
        Cli.run("search", "pick", found, "--candidate", 0, "--best", "--output", models.resolve("mine-x2")).expect(2);
        Cli.run("search", "pick", found, "--output", models.resolve("mine-x3")).expect(2);
    }

    @Test
    void spacesAreListed() {
        final Cli.Result all = Cli.run("search", "run", "--space", "list").expect(0);
        assertEquals(Cli.run("search", "spaces").expect(0).out(), all.out());
        assertTrue(all.out().contains("  laptop ") && all.out().contains("  exhaustive "), all.out());
        final Cli.Result falsr = Cli.run("search", "spaces", "falsr").expect(0);
        assertTrue(falsr.out().startsWith("falsr x2: 2.58e+24 genotypes, 63 choices"), falsr.out());
        assertTrue(falsr.out().contains("c0.filters") && falsr.out().contains("16, 32, 48, 64"), falsr.out());
        final JsonObject pool = Cli.run("search", "spaces", "edge-sr", "--scale", 3, "--json").expect(0).json();
        assertEquals("395", pool.get("genotypes").getAsString());
        Cli.run("search", "spaces", "falsr", "--scale", 3).expect(2);
    }
}
