package sc.fiji.acuity.imagejops;

import net.imagej.ops.Op;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.op.Measure;

/** {@code ops.run("image.ssim", image, reference)} or {@code (image, reference, 4095)}: see {@link Measure#ssim}. */
@Plugin(type = Op.class, name = "image.ssim")
public class SsimOp<T extends RealType<T>, U extends RealType<U>> extends AcuityOp {

    @Parameter(type = ItemIO.OUTPUT)
    private double similarity;

    @Parameter
    private RandomAccessibleInterval<T> image;

    @Parameter
    private RandomAccessibleInterval<U> reference;

    @Parameter(required = false)
    private Double range;

    @Override
    public void run() {
        similarity = Measure.ssim(image, reference, range);
    }
}
