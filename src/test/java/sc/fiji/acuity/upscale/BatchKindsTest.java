package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.batch.BatchPlan;
import sc.fiji.acuity.batch.BatchReport;
import sc.fiji.acuity.batch.BatchRun;
import sc.fiji.acuity.batch.FileAction;
import sc.fiji.acuity.batch.Selection;
import sc.fiji.acuity.batch.Shard;
import sc.fiji.acuity.batch.Template;
import sc.fiji.acuity.batch.UpscaleFiles;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.Enlargement;
import sc.fiji.acuity.image.ImageFiles;

/** Every kind of image through a batch: from a file to a file. */
class BatchKindsTest extends ImageKindsContract {

    @Override
    protected ImagePlus enlarge(final ImagePlus image) throws Exception {
        final Path in = Files.createTempDirectory(folder, "in");
        final Path out = Files.createTempDirectory(folder, "out");
        ImageFiles.save(copy(image), in.resolve("kind.tif"), false);
        try (FileAction action =
            UpscaleFiles.open(Upscaler.BICUBIC, 2, DeviceChoice.CPU, UpscaleOptions.DEFAULT, 1)) {
            final BatchPlan plan = BatchPlan.of(new Selection(in, false, List.of(), List.of()), out, action,
                new Template("{name}-x{scale}.tif"), Shard.ALL, Progress.NONE);
            final BatchReport report =
                BatchRun.run(plan, action, new BatchRun.Options(1, false), row -> { }, Progress.NONE);
            assertEquals(BatchReport.Status.DONE, report.rows().get(0).status(), report.rows().get(0).message());
        }
        return ImageFiles.open(out.resolve("kind-x2.tif"));
    }

    /** ImageJ leaves marks in the overlay that it saves, and asks a stack that is not its own for all planes. */
    static ImagePlus copy(final ImagePlus image) {
        final ImageStack planes = new ImageStack(image.getWidth(), image.getHeight());
        for (int n = 1; n <= image.getStackSize(); n++) {
            planes.addSlice(image.getStack().getProcessor(n).duplicate());
        }
        return Enlargement.carryOver(image, new ImagePlus(image.getTitle(), planes), 1, null);
    }

    @Override
    protected boolean throughFile() {
        return true;
    }
}
