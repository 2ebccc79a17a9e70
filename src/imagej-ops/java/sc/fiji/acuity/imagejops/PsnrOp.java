package sc.fiji.acuity.imagejops;

import net.imagej.ops.Op;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.op.Measure;

/** {@code ops.run("image.psnr", image, reference)} or {@code (image, reference, 4095)}: see {@link Measure#psnr}. */
@Plugin(type = Op.class, name = "image.psnr")
public class PsnrOp<T extends RealType<T>, U extends RealType<U>> extends AcuityOp {

    @Parameter(type = ItemIO.OUTPUT)
    private double decibels;

    @Parameter
    private RandomAccessibleInterval<T> image;

    @Parameter
    private RandomAccessibleInterval<U> reference;

    @Parameter(required = false)
    private Double range;

    @Override
    public void run() {
        decibels = Measure.psnr(image, reference, range);
    }
}
