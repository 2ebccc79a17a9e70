package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** A disk that is full or may not be written. */
class FullDiskTest extends CliTest {

    @Test
    void aFullDiskLeavesNothingHalf() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(at("disk"), 64)) {
            final Path big = Samples.save(at("big.tif"), Samples.bytes(300, 300));
            final Path old = Samples.save(disk.folder().resolve("old.tif"), Samples.bytes(10, 10));
            final Map<String, String> before = Failures.snapshot(folder);
            for (final Path target : List.of(old, disk.folder().resolve("new.tif"))) {
                final Cli.Result result =
                    Cli.run("upscale", big, target, "--model", "bicubic", "--overwrite").expect(1);
                Failures.assertExplains(result.err(), List.of(target.toString(), "No space left on device",
                    "check free space"));
                assertEquals(before, Failures.snapshot(folder));
            }
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(at("disk"), 64)) {
            disk.readOnly();
            final Path in = Samples.save(at("good.tif"), Samples.bytes(8, 6));
            final Cli.Result result =
                Cli.run("upscale", in, disk.folder().resolve("o.tif"), "--model", "bicubic").expect(1);
            Failures.assertExplains(result.err(), List.of("o.tif", "cannot be written", "Read-only file system",
                "permissions"));
        }
    }

    @Test
    void aModelIsWrittenWholeOrNotAtAll() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(at("disk"), 16)) {
            Samples.save(at("images.png"), Samples.bytes(60, 60));
            final Path images = Files.createDirectory(at("images"));
            Files.move(at("images.png"), images.resolve("one.png"));
            final Map<String, String> before = Failures.snapshot(disk.folder());
            final Cli.Result result = Cli.run("train", "--images", images, "--output", disk.folder().resolve("m-x2"),
                "--run",
                at("run"), "--architecture", "eSR-MAX_s2_K3_C1", "--steps", 2, "--batch", 2, "--patch", 8).expect(1);
            Failures.assertExplains(result.err().lines().reduce((a, b) -> b).orElseThrow(),
                List.of("m-x2", "No space left on device", "check free space"));
            assertEquals(before, Failures.snapshot(disk.folder()));
        }
    }
}
