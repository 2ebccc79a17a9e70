package sc.fiji.acuity.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.upscale.UpscaleOptions;

/** A program that enlarges a folder, slowly enough to be killed in the middle: {@code IN OUT MILLISECONDS}. */
final class SlowBatch {

    private SlowBatch() {}

    public static void main(final String... arguments) {
        final Path in = Path.of(arguments[0]);
        try (FileAction action = slow(open(2), Integer.parseInt(arguments[2]))) {
            final BatchPlan plan = BatchPlan.of(Selection.of(in), Path.of(arguments[1]), action, BatchPlan.TEMPLATE,
                Shard.ALL, Progress.NONE);
            BatchRun.run(plan, action, new BatchRun.Options(2, false), row -> { }, Progress.NONE);
        }
        System.exit(0);
    }

    static FileAction open(final int threads) {
        return UpscaleFiles.open("bicubic", 2, DeviceChoice.CPU, UpscaleOptions.DEFAULT, threads);
    }

    private static FileAction slow(final FileAction action, final int milliseconds) {
        return new FileAction() {

            @Override
            public Map<String, String> settings() {
                return action.settings();
            }

            @Override
            public Map<String, String> placeholders() {
                return action.placeholders();
            }

            @Override
            public boolean writes() {
                return action.writes();
            }

            @Override
            public List<Path> reads(final BatchItem item) {
                return action.reads(item);
            }

            /** Slow where a kill hurts most: before and after the entry in the journal. */
            @Override
            public Map<String, Double> perform(final BatchItem item, final boolean replace,
                final AtomicFiles.Writer written, final Progress progress) {
                return action.perform(item, replace, temporary -> {
                    sleep(milliseconds);
                    written.writeTo(temporary);
                    sleep(milliseconds);
                }, progress);
            }

            @Override
            public void close() {
                action.close();
            }
        };
    }

    private static void sleep(final int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
