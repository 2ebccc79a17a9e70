package sc.fiji.acuity.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * The journal of a run, a table with a line for each report: {@code journal.csv}. Columns are only added at the end.
 * Lines that a killed program wrote after its last checkpoint are written again, so they go when the run goes on.
 */
final class RunJournal {

    static final String FILE = "journal.csv";

    private static final String HEADER = "step,loss,rate,psnr,bicubic,start,seconds";
    private static final int COLUMNS = HEADER.split(",").length;

    private final Path file;

    private RunJournal(final Path file) {
        this.file = file;
    }

    /** @param step where the run stands */
    static RunJournal open(final Path folder, final int step) {
        final RunJournal journal = new RunJournal(folder.resolve(FILE));
        final List<String> lines = new ArrayList<>(List.of(HEADER));
        try {
            if (Files.exists(journal.file)) {
                Files.readAllLines(journal.file).stream().skip(1).filter(line -> isDone(line, step))
                    .map(RunJournal::padded).forEach(lines::add);
            }
        } catch (final IOException e) {
            throw failed(journal.file, "read", e);
        }
        AtomicFiles.write(journal.file, temporary -> Files.write(temporary, lines));
        return journal;
    }

    /** What a journal tells; nothing where there is none. Lines that are cut short are passed over. */
    static List<RunPlots.Point> read(final Path folder) {
        final Path file = folder.resolve(FILE);
        try {
            return !Files.exists(file) ? List.of() : Files.readAllLines(file).stream().skip(1)
                .map(line -> padded(line).split(",", -1)).flatMap(columns -> point(columns).stream()).toList();
        } catch (final IOException e) {
            throw failed(file, "read", e);
        }
    }

    private static Optional<RunPlots.Point> point(final String[] columns) {
        try {
            final Optional<TrainingListener.Scores> scores = columns[3].isEmpty() || columns[4].isEmpty()
                ? Optional.empty() : Optional.of(new TrainingListener.Scores(Double.parseDouble(columns[3]),
                    Double.parseDouble(columns[4]), columns[5].isEmpty() ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(columns[5]))));
            return Optional.of(new RunPlots.Point(Integer.parseInt(columns[0]), Double.parseDouble(columns[1]),
                scores));
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isDone(final String line, final int step) {
        final int comma = line.indexOf(',');
        // a line that is cut short has no end of its own either
        return comma > 0 && line.substring(0, comma).matches("[0-9]{1,10}")
            && Long.parseLong(line.substring(0, comma)) <= step;
    }

    /** A journal of an earlier version has fewer columns. */
    private static String padded(final String line) {
        return line + ",".repeat(Math.max(0, COLUMNS - line.split(",", -1).length));
    }

    void add(final TrainingListener.Report report) {
        final Optional<TrainingListener.Scores> scores = report.scores();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            out.write(String.format(Locale.ROOT, "%d,%.6f,%.3e,%s,%s,%s,%.1f\n", report.step(), report.loss(),
                report.rate(), scores.map(s -> number(s.now())).orElse(""),
                scores.map(s -> number(s.bicubic())).orElse(""),
                scores.filter(s -> s.start().isPresent()).map(s -> number(s.start().getAsDouble())).orElse(""),
                report.seconds()));
        } catch (final IOException e) {
            throw failed(file, "written", e);
        }
    }

    private static String number(final double decibels) {
        return String.format(Locale.ROOT, "%.3f", decibels);
    }

    private static AcuityException failed(final Path file, final String how, final IOException e) {
        return new AcuityException(file.toString(), "cannot be " + how + " (" + AtomicFiles.describe(e) + ")",
            "check free space, then resume", e);
    }
}
