package sc.fiji.acuity.command;

import java.awt.GraphicsEnvironment;
import java.util.Locale;

import ij.IJ;
import ij.measure.ResultsTable;

import sc.fiji.acuity.evaluate.Comparison;

/** The table that {@code SR Compare...} fills, a row a comparison. */
final class CompareTable {

    private static final String TITLE = "SR Compare";

    private CompareTable() {}

    /**
     * Adds a row where there is a screen; a macro without one gets it as a line of ImageJ's log.
     *
     * @return whether the user has seen it
     */
    static boolean add(final String image, final String reference, final Comparison comparison) {
        if (GraphicsEnvironment.isHeadless()) {
            if (IJ.isMacro()) {
                IJ.log(String.format(Locale.ROOT, "%s: %s, %s: PSNR %.3f dB, SSIM %.5f, data range %s", TITLE, image,
                    reference, comparison.quality().psnr(), comparison.quality().ssim(), comparison.range()));
            }
            return IJ.isMacro();
        }
        if (IJ.getInstance() == null && !IJ.isMacro()) {
            return false;
        }
        final ResultsTable open = ResultsTable.getResultsTable(TITLE);
        final ResultsTable table = open == null ? new ResultsTable() : open;
        table.incrementCounter();
        table.addValue("Image", image);
        table.addValue("Reference", reference);
        table.addValue("Data range", comparison.range());
        table.addValue("PSNR (dB)", comparison.quality().psnr());
        table.addValue("SSIM", comparison.quality().ssim());
        table.show(TITLE);
        return true;
    }
}
