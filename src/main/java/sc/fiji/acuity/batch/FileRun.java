package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.base.Progress;

/** One file of a batch: whether there is anything to do, the doing, and what came of it. */
final class FileRun {

    private final FileAction action;
    private final Journal journal;
    private final String settings;
    private final boolean overwrite;

    /** @param settings checksum of the action's settings */
    FileRun(final FileAction action, final Journal journal, final String settings, final boolean overwrite) {
        this.action = action;
        this.journal = journal;
        this.settings = settings;
        this.overwrite = overwrite;
    }

    /** Size and time of the files that were read: whether somebody wrote to them meanwhile. */
    private record Stamp(long bytes, FileTime modified) {

        static List<Stamp> of(final List<Path> files) throws IOException {
            final List<Stamp> stamps = new ArrayList<>();
            for (final Path file : files) {
                stamps.add(new Stamp(Files.size(file), Files.getLastModifiedTime(file)));
            }
            return stamps;
        }
    }

    /** Never throws for what is wrong with one file. */
    BatchReport.Row run(final BatchItem item, final Progress progress) {
        final long start = System.nanoTime();
        try {
            return attempt(item, progress, start);
        } catch (final CancellationException e) {
            throw e;
        } catch (final AcuityException e) {
            return failed(item, e.getMessage(), start);
        } catch (final OutOfMemoryError e) {
            return failed(item, item.input() + ": does not fit into Java's memory. Remedy: fewer jobs, or more memory.",
                start);
        } catch (final RuntimeException | StackOverflowError e) {
            // a fault of the program in one file shall not cost the others
            return failed(item, item.input() + ": fails by a fault of the program (" + e + at(e) + ").", start);
        }
    }

    private static String at(final Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    private BatchReport.Row attempt(final BatchItem item, final Progress progress, final long start) {
        final List<Path> reads = action.reads(item);
        final List<Stamp> before = stamps(reads);
        final String input = checksum(reads, progress);
        final String present = action.writes() ? present(item.output().orElseThrow(), progress) : "";
        final List<Journal.Entry> past = journal.of(item);
        for (final Journal.Entry entry : past) {
            if (action.writes() != present.isEmpty() && entry.input().equals(input) && entry.settings().equals(settings)
                && entry.result().equals(present)) {
                return row(item, BatchReport.Status.SKIPPED, start, entry);
            }
        }
        final boolean ours = past.stream().anyMatch(entry -> entry.result().equals(present));
        if (!present.isEmpty() && !ours && !overwrite) {
            throw new AcuityException(item.output().orElseThrow().toString(),
                "exists already, and is not as a batch has left it", "choose another folder, or allow overwriting");
        }
        final Made made = new Made(item, reads, before, input, start);
        final Map<String, Double> values =
            action.perform(item, !present.isEmpty(), temporary -> made.file(temporary, progress), progress);
        if (!action.writes()) {
            made.figures(values);
        }
        return row(item, BatchReport.Status.DONE, start, made.entry);
    }

    /** Enters a result into the journal. */
    private final class Made {

        private final BatchItem item;
        private final List<Path> reads;
        private final List<Stamp> before;
        private final String input;
        private final long start;
        private Journal.Entry entry;

        Made(final BatchItem item, final List<Path> reads, final List<Stamp> before, final String input,
            final long start) {
            this.item = item;
            this.reads = reads;
            this.before = before;
            this.input = input;
            this.start = start;
        }

        /** Between the writing of the file and its appearance. */
        void file(final Path temporary, final Progress progress) throws IOException {
            add(Checksums.sha256(temporary, progress), Map.of());
        }

        void figures(final Map<String, Double> values) {
            final Map<String, String> texts = new LinkedHashMap<>();
            values.forEach((key, value) -> texts.put(key, Double.toString(value)));
            add("", texts);
        }

        private void add(final String result, final Map<String, String> values) {
            if (!stamps(reads).equals(before)) {
                throw new AcuityException(item.input().toString(), "was changed while it was read",
                    "run the batch again when nobody writes to it");
            }
            entry = new Journal.Entry(item.name(), item.outputName(), input, settings, result, seconds(start), values);
            journal.add(entry);
        }
    }

    /** @return empty if there is none */
    private static String present(final Path output, final Progress progress) {
        if (Files.isDirectory(output)) {
            throw new AcuityException(output.toString(), "is a folder", "choose another template or folder of results");
        }
        return Files.exists(output) ? checksum(List.of(output), progress) : "";
    }

    private static List<Stamp> stamps(final List<Path> files) {
        try {
            return Stamp.of(files);
        } catch (final IOException e) {
            throw unreadable(files, e);
        }
    }

    private static String checksum(final List<Path> files, final Progress progress) {
        final List<String> sums = new ArrayList<>();
        for (final Path file : files) {
            try {
                sums.add(Checksums.sha256(file, progress));
            } catch (final IOException e) {
                throw unreadable(List.of(file), e);
            }
        }
        return String.join("+", sums);
    }

    private static AcuityException unreadable(final List<Path> files, final IOException e) {
        for (final Path file : files) {
            if (e instanceof NoSuchFileException && !Files.exists(file)) {
                return new AcuityException(file.toString(), "does not exist", "check whether it was moved");
            }
        }
        return new AcuityException(files.get(0).toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
            "check that you may read it", e);
    }

    private static BatchReport.Row row(final BatchItem item, final BatchReport.Status status, final long start,
        final Journal.Entry entry) {
        final Map<String, Double> values = new LinkedHashMap<>();
        entry.values().forEach((key, value) -> values.put(key, Double.valueOf(value)));
        return new BatchReport.Row(item.name(), item.outputName(), status, "", seconds(start), entry.input(),
            entry.result(), values);
    }

    private static BatchReport.Row failed(final BatchItem item, final String message, final long start) {
        return new BatchReport.Row(item.name(), item.outputName(), BatchReport.Status.FAILED, message, seconds(start),
            "", "", Map.of());
    }

    private static double seconds(final long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
