package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.RunLock;
import sc.fiji.acuity.base.TemporaryFiles;
import sc.fiji.acuity.base.Threads;

/**
 * Does what is missing of a {@link BatchPlan}; see there.
 *
 * <p>A result is skipped if the journal in the folder of results says that this input with these settings made it, and
 * it is still as it was, by checksums. A file that fails is reported, and the batch goes on. It can be ended at any
 * moment, also by a kill, and started again: no file is ever half written, and no result made twice but for those that
 * were being made.
 */
public final class BatchRun {

    private static final int MOST_JOBS = 256;
    private static final Gson GSON =
        new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

    private final BatchPlan plan;
    private final FileAction action;
    private final Options options;
    private final Consumer<BatchReport.Row> each;
    private final Progress progress;
    private final BatchReport.Row[] rows;
    private final AtomicInteger next = new AtomicInteger();
    private final long start = System.nanoTime();
    private volatile boolean stopped;

    /**
     * How it is done; changes no result.
     *
     * @param jobs files that are worked on at the same time, and are in memory together
     * @param overwrite whether files that no batch has made are replaced
     */
    public record Options(int jobs, boolean overwrite) {

        /** One after the other; a file uses all cores by itself. */
        public static final Options DEFAULT = new Options(1, false);

        public Options {
            if (jobs < 1 || jobs > MOST_JOBS) {
                throw new AcuityException("jobs " + jobs, "is not within 1 to " + MOST_JOBS, "1 is enough for most");
            }
        }
    }

    private BatchRun(final BatchPlan plan, final FileAction action, final Options options,
        final Consumer<BatchReport.Row> each, final Progress progress) {
        this.plan = plan;
        this.action = action;
        this.options = options;
        this.each = each;
        this.progress = progress;
        rows = new BatchReport.Row[plan.items().size()];
    }

    /**
     * Runs a batch and leaves its report in the folder of results, which is made if it is not there.
     *
     * @param action opened for as many threads as there are jobs
     * @param each is told of each file when it is finished, by one thread at a time
     * @throws AcuityException if the folder of results cannot be used, or another batch of this shard works there
     * @throws CancellationException if cancelled; the report then tells of the files that were finished
     */
    public static BatchReport run(final BatchPlan plan, final FileAction action, final Options options,
        final Consumer<BatchReport.Row> each, final Progress progress) {
        createFolder(plan.out());
        final String lock = ".acuity-batch" + plan.shard().suffix() + ".lock";
        try (RunLock held = RunLock.of(plan.out(), lock, "batch", false);
            Journal journal = Journal.open(plan.out(), plan.shard())) {
            return new BatchRun(plan, action, options, each, progress).run(journal);
        }
    }

    private BatchReport run(final Journal journal) {
        removeLeftovers();
        final String settings = Checksums.sha256(action.settings().toString().getBytes(StandardCharsets.UTF_8));
        journal.begin(beginning(settings));
        final FileRun file = new FileRun(action, journal, settings, options.overwrite());
        try {
            work(file, new BatchProgress(plan.items(), progress));
        } catch (final RuntimeException | Error e) {
            tell(e);
            throw e;
        }
        final BatchReport report = report(true);
        write(report);
        return report;
    }

    /** What was finished before the batch ended early. */
    private void tell(final Throwable end) {
        try {
            write(report(false));
        } catch (final AcuityException e) {
            end.addSuppressed(e);
        }
    }

    private JsonObject beginning(final String checksum) {
        final JsonObject facts = new JsonObject();
        facts.addProperty("begin", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.addProperty("files", plan.items().size());
        facts.addProperty("shard", plan.shard().toString());
        facts.addProperty("checksum", checksum);
        final JsonObject settings = new JsonObject();
        action.settings().forEach(settings::addProperty);
        facts.add("with", settings);
        return facts;
    }

    private void removeLeftovers() {
        final TreeSet<Path> folders = new TreeSet<>(List.of(plan.out()));
        plan.items().forEach(item -> item.output().ifPresent(output -> folders.add(output.getParent())));
        folders.stream().filter(Files::isDirectory).forEach(TemporaryFiles::removeLeftovers);
    }

    private void work(final FileRun file, final BatchProgress all) {
        final int threads = Math.max(1, Math.min(options.jobs(), rows.length));
        final ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            final Thread thread = new Thread(task, "acuity-batch");
            thread.setDaemon(true);
            return thread;
        });
        try {
            final List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> work(file, all, pool)));
            }
            for (final Future<?> one : running) {
                Threads.result(one);
            }
        } finally {
            stopped = true;
            Threads.end(pool);
        }
    }

    private void work(final FileRun file, final BatchProgress all, final ExecutorService pool) {
        try {
            for (int i = next.getAndIncrement(); i < rows.length && !stopped; i = next.getAndIncrement()) {
                progress.checkCancelled();
                final BatchItem item = plan.items().get(i);
                final BatchReport.Row row = file.run(item, all.of(i));
                rows[i] = row;
                all.finished(i, row.status() == BatchReport.Status.SKIPPED);
                synchronized (each) {
                    each.accept(row);
                }
            }
        } catch (final RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }

    private BatchReport report(final boolean complete) {
        final List<BatchReport.Row> all = new ArrayList<>();
        plan.problems().forEach(problem -> all.add(new BatchReport.Row(problem.name(), "", BatchReport.Status.FAILED,
            problem.message(), 0, "", "", Map.of())));
        Arrays.stream(rows).filter(Objects::nonNull).forEach(all::add);
        return new BatchReport(plan.in(), plan.out(), plan.shard(), action.settings(), complete,
            (System.nanoTime() - start) / 1e9, List.copyOf(all));
    }

    private static void write(final BatchReport report) {
        AtomicFiles.write(report.csv(), file -> Files.writeString(file, ReportTable.csv(report)));
        AtomicFiles.write(report.jsonFile(), file -> Files.writeString(file, GSON.toJson(report.json())));
    }

    static void createFolder(final Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be made a folder (" + AtomicFiles.describe(e) + ")",
                "choose another one, or check permissions", e);
        }
    }
}
