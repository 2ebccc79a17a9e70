package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ColourTable;
import sc.fiji.acuity.image.Enlargement;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.Saved;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

@Command(name = "upscale", description = {"Enlarge an image.",
    "Pixel type, channels, slices, frames, calibration, colours and labels are kept; the pixel size is divided by S.",
    "Enlarging adds plausible detail, not measured detail."},
    footer = {"", "Example: acuity upscale cells.tif cells-x2.tif --scale 2 --model balanced"})
final class UpscaleAction extends Action {

    @Parameters(index = "0", paramLabel = "IN", description = "An image: TIFF, PNG, JPEG, BMP or GIF.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT",
        description = "The file to write, .tif or .png; or a folder, where it is called IN-xS.")
    private Path out;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EnlargeOptions enlarge;

    @Option(names = "--overwrite", description = "Replace OUT if it exists. The input is never replaced.")
    private boolean overwrite;

    @Option(names = "--dry-run",
        description = "Say what it would take (time, memory, disk) by trying two tiles, and write nothing.")
    private boolean dryRun;

    @Override
    Outcome perform(final Progress progress) {
        final UpscaleOptions options = option(enlarge::read);
        final Optional<ModelPackage> resolved = model.resolve(this);
        final Path target = target();
        final ImagePlus image = ImageFiles.openLazily(in);
        final boolean palette = ColourTable.isPalette(image);
        checkTarget(palette ? 24 : image.getBitDepth(), options.planes().of(image).size(), target);
        if (palette) {
            note(in + ": " + ColourTable.PALETTE_NOTE);
        }
        try (Upscaler upscaler = model.open(resolved)) {
            if (dryRun) {
                return new EstimateText(upscaler.estimate(image, options, Optional.of(target), progress), in, target).outcome();
            }
            final long start = System.nanoTime();
            final Saved result = upscaler.upscale(image, options, target, overwrite, written -> { }, progress);
            final double seconds = (System.nanoTime() - start) / 1e9;
            return Outcome.done(json(result, target, seconds), text(result, target, seconds));
        }
    }

    private Path target() {
        return Files.isDirectory(out)
            ? out.resolve(Enlargement.title(in.getFileName().toString(), model.scale())) : out;
    }

    /** Everything that would refuse the result is found before the work. */
    private void checkTarget(final int bitDepth, final int planes, final Path target) {
        try {
            if (Files.exists(target) && Files.isSameFile(in, target)) {
                throw new AcuityException(target.toString(), "is the input itself",
                    "choose another name for the output");
            }
            final Path folder = target.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new AcuityException(target.toString(), "its folder does not exist",
                    "create " + folder + " first");
            }
        } catch (final IOException e) {
            throw new AcuityException(target.toString(), "cannot be compared with the input", "choose another name", e);
        }
        if (!overwrite && Files.exists(target) && !Files.isDirectory(target)) {
            throw new AcuityException(target.toString(), "exists already and is not overwritten",
                "choose another name, or give --overwrite");
        }
        ImageFiles.checkTarget(bitDepth, planes, target, overwrite);
    }

    private JsonObject json(final Saved result, final Path target, final double seconds) {
        final JsonObject json = new JsonObject();
        json.addProperty("input", in.toString());
        json.addProperty("output", target.toString());
        json.addProperty("model", model.model());
        json.addProperty("scale", model.scale());
        json.addProperty("width", result.width());
        json.addProperty("height", result.height());
        json.addProperty("planes", result.planes());
        json.addProperty("seconds", seconds);
        final JsonObject provenance = new JsonObject();
        result.provenance().values().forEach(provenance::addProperty);
        json.add("provenance", provenance);
        return json;
    }

    private String text(final Saved result, final Path target, final double seconds) {
        return String.format(Locale.ROOT, "%s: %d x %d pixels%s, x%d by %s, %.1f s", target, result.width(),
            result.height(), result.planes() > 1 ? ", " + result.planes() + " planes" : "",
            model.scale(),
            model.model(), seconds);
    }
}
