package sc.fiji.acuity.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report as CSV after RFC 4180: a header, a row a file, figures in columns of their own. */
final class ReportTable {

    private ReportTable() {}

    static String csv(final BatchReport report) {
        final Set<String> figures = new TreeSet<>();
        report.rows().forEach(row -> figures.addAll(row.values().keySet()));
        final List<String> header = new ArrayList<>(
            List.of("input", "output", "status", "message", "seconds", "input_sha256", "output_sha256"));
        header.addAll(figures);
        final StringBuilder text = new StringBuilder();
        line(text, header);
        for (final BatchReport.Row row : report.rows()) {
            final List<String> cells = new ArrayList<>(List.of(row.input(), row.output(), row.status().key(),
                row.message(), String.format(Locale.ROOT, "%.3f", row.seconds()), row.inputChecksum(),
                row.outputChecksum()));
            figures.forEach(key -> cells.add(row.values().containsKey(key) ? "" + row.values().get(key) : ""));
            line(text, cells);
        }
        return text.toString();
    }

    private static void line(final StringBuilder text, final List<String> cells) {
        text.append(cells.stream().map(ReportTable::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    private static String cell(final String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
