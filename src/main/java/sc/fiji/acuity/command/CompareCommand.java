package sc.fiji.acuity.command;

import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.evaluate.Comparison;

/**
 * {@code run("SR Compare...", "first=enlarged.tif second=truth.tif range=4095")}: PSNR and SSIM, as outputs and as a
 * row of the table {@code SR Compare}.
 */
@Plugin(type = Command.class, headless = true,
    description = "PSNR and SSIM of an image and what it should be, as a row of the table SR Compare.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Compare...", weight = 3)})
public final class CompareCommand extends AcuityCommand {

    @Parameter(label = "Image", required = false, persist = false)
    private ImagePlus first;

    @Parameter(label = "Reference", required = false, persist = false,
        description = "What the image should be: of the same size and type.")
    private ImagePlus second;

    @Parameter(label = "Data range (gray values, 0 = automatic)", min = "0", persist = false,
        description = "White minus black. 0: 255 for 8-bit and colour images, else maximum minus minimum of the "
            + "reference.")
    private double range;

    @Parameter(label = "PSNR (dB)", type = ItemIO.OUTPUT)
    private double psnr;

    @Parameter(label = "SSIM", type = ItemIO.OUTPUT)
    private double ssim;

    @Override
    void execute(final Progress progress) {
        Inputs.requireImage("first", first);
        Inputs.requireImage("second", second);
        final Comparison comparison = Comparison.of(first, second, range == 0 ? null : range, progress);
        psnr = comparison.quality().psnr();
        ssim = comparison.quality().ssim();
        if (CompareTable.add(first.getTitle(), second.getTitle(), comparison)) {
            markShown("psnr");
            markShown("ssim");
        }
    }
}
