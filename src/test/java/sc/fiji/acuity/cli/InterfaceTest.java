package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

/**
 * The words that scripts are written with. New ones are added here; none is ever renamed or taken away, and no
 * number of the exit codes changes.
 */
class InterfaceTest {

    private static final String ALWAYS = " --help --json --quiet -h";
    private static final String MODEL = " --device --model --scale";

    private static final List<String> FROZEN = Stream.of(
        "acuity: --help --version -V -h",
        "acuity batch: IN OUT --action --channels --dry-run --exclude --frames --intensity --jobs --overwrite --pattern"
            + " --precision --range --recursive --references --region --shard --slices --template" + MODEL + ALWAYS,
        "acuity bench: --device --models --networks --overhead --pixels --precision --runs --scale --size"
            + " --threads --tile" + ALWAYS,
        "acuity compare: A B --range" + ALWAYS,
        "acuity cost: NAME --lr --scale" + ALWAYS,
        "acuity doctor:" + ALWAYS,
        "acuity evaluate: --hr --precision --protocol" + MODEL + ALWAYS,
        "acuity finetune: --also --batch --checkpoint --clip --credits --data --degradation --description --empty"
            + " --finish --gain --gradients --held-out --images --keep --license --loss --lr-images --minutes --model"
            + " --na --offset --output --patch --photons --pixel-size --psf --psf-sigma --rate --read-noise"
            + " --resume --run --scale --seed"
            + " --shards --steps --watch --wavelength" + ALWAYS,
        "acuity macro: ARGUMENT FILE" + ALWAYS,
        "acuity models: --help -h",
        "acuity models delete: NAME --scale" + ALWAYS,
        "acuity models draw: NAME OUT --detail --scale" + ALWAYS,
        "acuity models export: NAME OUT --format --scale" + ALWAYS,
        "acuity models import: FILE --architecture --license --name --output" + ALWAYS,
        "acuity models list: --architectures --pool" + ALWAYS,
        "acuity models show: NAME --scale" + ALWAYS,
        "acuity models verify: NAME --device --precision --scale --tiles" + ALWAYS,
        "acuity search: --help -h",
        "acuity search front: RUN --all --candidate --csv --draw --plot" + ALWAYS,
        "acuity search pick: RUN --all-images --batch --best --candidate --checkpoint --credits --data --description"
            + " --evaluate --gradients --images --license --minutes --output --patch --resume --run --seed"
            + " --start --steps" + ALWAYS,
        "acuity search resume: RUN --budget --images" + ALWAYS,
        "acuity search run: --batch --budget --candidates --images --max-latency --max-mult-adds --max-parameters"
            + " --max-size --min-psnr --objectives --only --output --patch --scale --seed --space --steps --strategy"
            + ALWAYS,
        "acuity search spaces: NAME --only --scale" + ALWAYS,
        "acuity train: --architecture --batch --checkpoint --clip --credits --data --degradation --description --ema"
            + " --empty --evaluate --final-rate --finish --gain --gradients --held-out --images --license --loss"
            + " --lr-images --minutes --na --offset --output --patch --photons --pixel-size --psf --psf-sigma"
            + " --rate --read-noise"
            + " --resume --run --scale --schedule --seed --shards --start --steps --warmup --wavelength" + ALWAYS,
        "acuity upscale: IN OUT --channels --dry-run --frames --intensity --overwrite --precision --region --slices"
            + MODEL + ALWAYS)
        .map(InterfaceTest::sorted).toList();

    private static final List<String> DEFAULTS = List.of(
        "acuity batch --action upscale", "acuity batch --model balanced", "acuity batch --scale 2",
        "acuity batch --device auto", "acuity batch --intensity full", "acuity batch --jobs 1",
        "acuity batch --shard 1/1", "acuity batch --channels all", "acuity batch --slices all",
        "acuity batch --frames all",
        "acuity bench --models balanced,fast,bicubic", "acuity bench --scale 2", "acuity bench --size 1024x1024",
        "acuity bench --precision auto", "acuity bench --runs 7", "acuity bench --tile 256",
        "acuity bench --device auto",
        "acuity cost --scale 2", "acuity cost --lr 480x480",
        "acuity evaluate --protocol standard", "acuity evaluate --model balanced", "acuity evaluate --scale 2",
        "acuity evaluate --device auto", "acuity evaluate --precision fp32", "acuity batch --precision auto",
        "acuity upscale --precision auto",
        "acuity finetune --checkpoint 120", "acuity finetune --clip 0", "acuity finetune --gradients auto",
        "acuity finetune --held-out 0.2",
        "acuity finetune --license unknown", "acuity finetune --minutes 5", "acuity finetune --model balanced",
        "acuity finetune --scale 2", "acuity finetune --seed 1", "acuity finetune --watch 0.1",
        "acuity models draw --detail cells", "acuity models draw --scale 2",
        "acuity models export --format package", "acuity models export --scale 2",
        "acuity models import --license unknown",
        "acuity models show --scale 2", "acuity models verify --scale 2", "acuity models verify --precision fp32",
        "acuity models verify --device auto",
        "acuity search pick --checkpoint 120", "acuity search pick --gradients auto",
        "acuity search pick --description found by acuity search",
        "acuity search pick --license unknown", "acuity search pick --seed 1", "acuity search pick --steps 100000",
        "acuity search run --batch 16", "acuity search run --budget 30m", "acuity search run --candidates 0",
        "acuity search run --objectives psnr,mult-adds", "acuity search run --only ", "acuity search run --patch 32",
        "acuity search run --scale 2", "acuity search run --seed 1", "acuity search run --space laptop",
        "acuity search run --steps auto", "acuity search run --strategy evolution", "acuity search spaces --only ",
        "acuity search spaces --scale 2",
        "acuity train --architecture espcn-10x16", "acuity train --scale 2", "acuity train --steps 100000",
        "acuity train --batch 16", "acuity train --patch 32", "acuity train --checkpoint 120",
        "acuity train --rate 1e-3",
        "acuity train --final-rate 1e-6", "acuity train --ema 0.999", "acuity train --shards 2",
        "acuity train --seed 1", "acuity train --schedule cosine", "acuity train --loss l1", "acuity train --clip 0",
        "acuity train --gradients reference",
        "acuity train --description trained by acuity train", "acuity train --license unknown",
        "acuity upscale --channels all", "acuity upscale --slices all", "acuity upscale --frames all",
        "acuity upscale --intensity full", "acuity upscale --model balanced", "acuity upscale --scale 2",
        "acuity upscale --device auto");

    private static String sorted(final String line) {
        final String[] parts = line.split(":");
        return parts[0] + ":" + Arrays.stream(parts[1].trim().split(" ")).sorted()
            .collect(Collectors.joining(" ", " ", ""));
    }

    /** All commands, subcommands included. */
    private static Stream<CommandLine> all(final CommandLine command) {
        return Stream.concat(Stream.of(command),
            new TreeMap<>(command.getSubcommands()).values().stream().flatMap(InterfaceTest::all));
    }

    private static String words(final CommandLine command) {
        final CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        return sorted(spec.qualifiedName() + ": " + Stream.concat(
            spec.positionalParameters().stream().map(CommandLine.Model.PositionalParamSpec::paramLabel),
            spec.options().stream().flatMap(option -> Arrays.stream(option.names())))
            .collect(Collectors.joining(" ")));
    }

    @Test
    void noWordHasChanged() {
        assertEquals(String.join("\n", FROZEN),
            all(Main.commandLine()).map(InterfaceTest::words).collect(Collectors.joining("\n")));
    }

    @Test
    void noDefaultHasChanged() {
        final String found = all(Main.commandLine())
            .flatMap(command -> command.getCommandSpec().options().stream().filter(o -> o.defaultValue() != null)
                .map(o -> command.getCommandSpec().qualifiedName() + " " + o.longestName() + " " + o.defaultValue()))
            .sorted().collect(Collectors.joining("\n"));
        assertEquals(DEFAULTS.stream().sorted().collect(Collectors.joining("\n")), found);
    }

    @Test
    void noExitCodeHasChanged() {
        assertEquals(List.of(0, 1, 2), List.of(Main.DONE, Main.INPUT_FAILED, Main.WRONG_USAGE));
    }

    @Test
    void everyCommandHelpsInPlainCharacters() {
        all(Main.commandLine()).forEach(command -> {
            final String name = command.getCommandSpec().qualifiedName();
            final Object[] line = Arrays.stream((name + " --help").split(" ")).skip(1).toArray();
            final Cli.Result result = Cli.run(line).expect(0);
            assertEquals("", result.err(), name);
            assertEquals(true, result.out().startsWith("Usage: " + name), result.out());
            assertEquals(List.of(), result.out().chars().filter(c -> c > 126).boxed().toList(), result.out());
            assertEquals(List.of(), result.out().lines().filter(l -> l.length() > 80).toList());
            command.getCommandSpec().options()
                .forEach(o -> assertEquals(false, o.description().length == 0, name + " " + o.longestName()));
        });
    }
}
