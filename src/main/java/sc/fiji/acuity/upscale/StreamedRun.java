package sc.fiji.acuity.upscale;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.TemporaryFiles;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.StreamedStack;

/**
 * Enlarges planes and writes each as soon as it is finished, while the next ones are computed: memory holds a few
 * planes, however many there are. The file is the same as that of a result in memory, to the last byte.
 */
final class StreamedRun {

    private final Method method;
    private final Job job;
    private final Map<String, String> facts;
    private final StreamedStack planes;
    private final ImagePlus result;

    StreamedRun(final Method method, final Job job) {
        this.method = method;
        this.job = job;
        facts = method.describe(job.source(), job.options().precision());
        planes = new StreamedStack(job.width(), job.height(), job.source().bitDepth(), job.subset().size());
        result = job.result(planes);
    }

    /** Whether this way is open for a file and image of these kinds. */
    boolean fits(final Path file) {
        return ImageFiles.isStreamed(result, file);
    }

    /**
     * @param maps the intensity map of each channel
     * @param told the same where they belong into the provenance, else null
     * @return what was written, without its pixels
     */
    ImagePlus save(final IntensityMap[] maps, final IntensityMap[] told, final Path file, final boolean overwrite,
        final AtomicFiles.Writer written, final Progress progress) {
        job.provenance(facts, told).appendTo(result);
        TemporaryFiles.removeLeftovers(file.toAbsolutePath().getParent());
        final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
            final Thread thread = new Thread(task, "acuity-planes");
            thread.setDaemon(true);
            return thread;
        });
        try {
            final Future<Map<String, String>> made = maker.submit(() -> make(maps, progress));
            ImageFiles.save(result, file, overwrite, temporary -> {
                planes.awaitEnd();
                tell(Threads.result(made), told, temporary);
                progress.checkCancelled();
                written.writeTo(temporary);
            }, progress);
            return result;
        } finally {
            planes.end();
            Threads.end(maker);
        }
    }

    private Map<String, String> make(final IntensityMap[] maps, final Progress progress) {
        try {
            final Map<String, String> more = method.enlarge(job.source(), job.subset().planes(), job.region(), maps,
                job.options().precision(), new Sink(), progress);
            planes.end();
            return more;
        } catch (final RuntimeException | Error e) {
            planes.fail(e);
            return Map.of();
        }
    }

    private final class Sink implements Method.Result {

        @Override
        public void plane(final int index, final ImageProcessor pixels) {
            planes.put(index, pixels);
        }

        @Override
        public void abandoned() {
            planes.abandon();
        }
    }

    /** What is known at the end only, which is rare, has to be written before the pixels. */
    private void tell(final Map<String, String> more, final IntensityMap[] told, final Path temporary) {
        if (!more.isEmpty()) {
            final Map<String, String> all = new LinkedHashMap<>(facts);
            all.putAll(more);
            job.provenance(all, told).appendTo(result);
            ImageFiles.describeAnew(temporary, result);
        }
    }
}
