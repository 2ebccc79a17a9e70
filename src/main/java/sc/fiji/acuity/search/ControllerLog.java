package sc.fiji.acuity.search;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/** A table with a line for each step of the controllers: {@code controller.csv}. */
final class ControllerLog {

    static final String FILE = "controller.csv";

    private static final String HEADER = "step,entropy,psnr,cost,reward,baseline,loss";

    private final Path file;

    /**
     * A step of the controllers.
     *
     * @param step counted from 1
     * @param entropy in nats, of what was drawn
     * @param psnr of the held-out patches, dB
     * @param baseline the reward that was expected
     * @param loss mean absolute error of the steps of the weights before, in this epoch
     */
    record Line(int step, double entropy, double psnr, double cost, double reward, double baseline, double loss) {

        private String text() {
            return String.format(Locale.ROOT, "%d,%.4f,%.4f,%.6f,%.5f,%.5f,%.6f", step, entropy, psnr, cost, reward,
                baseline, loss);
        }

        private static Line parse(final String text) {
            final String[] columns = text.split(",", -1);
            return new Line(Integer.parseInt(columns[0]), Double.parseDouble(columns[1]),
                Double.parseDouble(columns[2]), Double.parseDouble(columns[3]), Double.parseDouble(columns[4]),
                Double.parseDouble(columns[5]), Double.parseDouble(columns[6]));
        }
    }

    private ControllerLog(final Path file) {
        this.file = file;
    }

    /** @param done steps that are in the checkpoint; lines of later ones are dropped: they are done again */
    static ControllerLog open(final Path folder, final int done) {
        final ControllerLog log = new ControllerLog(folder.resolve(FILE));
        final List<String> lines = new ArrayList<>(List.of(HEADER));
        if (Files.exists(log.file) && done > 0) {
            log.lines().stream().skip(1).limit(done).forEach(lines::add);
        }
        AtomicFiles.write(log.file, temporary -> Files.writeString(temporary, String.join("\n", lines) + "\n"));
        return log;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (final IOException e) {
            throw failed("read", e);
        }
    }

    void add(final Line line) {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            out.write(line.text() + "\n");
        } catch (final IOException e) {
            throw failed("written", e);
        }
    }

    /** All lines so far. */
    List<Line> read() {
        try {
            return lines().stream().skip(1).map(Line::parse).toList();
        } catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new AcuityException(file.toString(), "is no log of controllers (" + e.getMessage() + ")",
                "delete it, then resume", e);
        }
    }

    private AcuityException failed(final String how, final IOException e) {
        return new AcuityException(file.toString(), "cannot be " + how + " (" + AtomicFiles.describe(e) + ")",
            "check free space, then resume", e);
    }
}
