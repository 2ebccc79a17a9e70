package sc.fiji.acuity.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AtomicFiles;

/** Candidates as a table: for people, and as CSV. */
public final class FrontTable {

    private static final List<Measure> SHOWN =
        List.of(Measure.PSNR, Measure.SSIM, Measure.MULT_ADDS, Measure.PARAMETERS, Measure.LATENCY);

    private FrontTable() {}

    /** A line each, those of the front with an asterisk where others are shown, too; without a line end. */
    public static String text(final List<Finished> shown, final List<Finished> front) {
        final Set<Integer> best = ids(front);
        final boolean mixed = shown.stream().anyMatch(one -> !best.contains(one.id()));
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%6s  %8s %7s %12s %11s %8s  %s", "number", "PSNR dB", "SSIM",
            "mult-adds/px", "parameters", "s/Mpixel", "network"));
        for (final Finished one : shown) {
            lines.add(String.format(Locale.ROOT, "%5d%s  %8s %7s %12s %11s %8s  %s", one.id(),
                mixed && best.contains(one.id()) ? "*" : " ", cell(one, 0), cell(one, 1), cell(one, 2), cell(one, 3),
                cell(one, 4), one.network()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String cell(final Finished one, final int column) {
        return Figures.number(one.scores(), SHOWN.get(column));
    }

    private static Set<Integer> ids(final List<Finished> some) {
        return some.stream().map(Finished::id).collect(Collectors.toCollection(HashSet::new));
    }

    /** With all that the journal has; what was not measured is empty. */
    public static void writeCsv(final List<Finished> shown, final List<Finished> front, final Path file) {
        final Set<Integer> best = ids(front);
        final List<String> lines = new ArrayList<>();
        final StringBuilder header = new StringBuilder("number,front");
        for (final Measure measure : Measure.values()) {
            header.append(',').append(measure.key());
        }
        lines.add(header + ",genotype,network,seed,origin,seconds");
        for (final Finished one : shown) {
            final StringBuilder line = new StringBuilder();
            line.append(one.id()).append(',').append(best.contains(one.id()));
            for (final Measure measure : Measure.values()) {
                line.append(',').append(one.scores().has(measure) ? Double.toString(one.scores().get(measure)) : "");
            }
            lines.add(line.append(',').append(one.genotype()).append(',').append(quoted(one.network())).append(',')
                .append(one.candidate().seed()).append(',').append(quoted(one.candidate().origin())).append(',')
                .append(String.format(Locale.ROOT, "%.3f", one.seconds())).toString());
        }
        AtomicFiles.write(file, temporary -> Files.write(temporary, lines));
    }

    private static String quoted(final String text) {
        return text.matches("[\\w.+-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
