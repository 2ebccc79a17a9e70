package sc.fiji.acuity.command;

import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Locale;

import ij.IJ;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.HeldOutReport;

/** What a training was worth, image by image: as a table of ImageJ and as a text. */
record TrainingReport(TrainingJob.Done done, TrainingTarget target) {

    private static final String LINE = "%-32s %8.3f %8.4f\n";
    private static final String HEAD = "%-32s %8s %8s\n";

    /** Opens the table, where there is a screen and an image. */
    void showTable() {
        final HeldOutReport report = done.report();
        if (report.images().isEmpty() || GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()
            || IJ.getInstance() == null) {
            return;
        }
        final ResultsTable table = new ResultsTable();
        for (final Card.HeldOut image : report.images()) {
            row(table, image.image(), image.bicubic(), image.start(), image.tuned());
        }
        row(table, "mean", report.mean(Card.HeldOut::bicubic), report.mean(Card.HeldOut::start),
            report.mean(Card.HeldOut::tuned));
        table.show(target.model() + " held-out images");
    }

    private void row(final ResultsTable table, final String name, final Card.Score bicubic, final Card.Score start,
        final Card.Score tuned) {
        table.incrementCounter();
        table.addValue("Image", name);
        table.addValue("PSNR bicubic (dB)", bicubic.psnr());
        if (done.start() != null) {
            table.addValue("PSNR before (dB)", start.psnr());
        }
        table.addValue("PSNR after (dB)", tuned.psnr());
        table.addValue("Gain (dB)", tuned.psnr() - start.psnr());
        table.addValue("SSIM bicubic", bicubic.ssim());
        if (done.start() != null) {
            table.addValue("SSIM before", start.ssim());
        }
        table.addValue("SSIM after", tuned.ssim());
    }

    /** @param beside what else is to be told of the images */
    String text(final boolean saved, final List<String> beside) {
        final StringBuilder text = new StringBuilder(done.verdict()).append('\n');
        final HeldOutReport report = done.report();
        if (!report.images().isEmpty()) {
            text.append(String.format(HEAD, "mean of held-out images", "PSNR/dB", "SSIM"));
            line(text, "bicubic", report.mean(Card.HeldOut::bicubic));
            if (done.start() != null) {
                line(text, done.start(), report.mean(Card.HeldOut::start));
            }
            line(text, target.model().toString(), report.mean(Card.HeldOut::tuned));
        }
        text.append(saved ? "Saved: " + target.folder() + "\nUse it in SR Upscale... as " + use()
            : "Not saved. To save it all the same: run it again with the name " + target.model().name()
                + ", keep=true and resume=true; it is not trained again.").append('\n');
        text.append("Journal, plots and scores of each image: ").append(target.run()).append('\n');
        beside.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private String use() {
        return "model=" + target.model().name() + " scale=" + target.model().scale();
    }

    private static void line(final StringBuilder text, final String name, final Card.Score score) {
        text.append(String.format(Locale.ROOT, LINE, name, score.psnr(), score.ssim()));
    }

    static String saved(final ModelPackage model) {
        return "Saved as " + model.card().id() + ": choose it in SR Upscale...";
    }
}
