package sc.fiji.acuity.imagejops;

import net.imagej.ops.Op;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.op.Measure;

/** {@code ops.run("image.mse", image, reference)}: see {@link Measure#mse}. */
@Plugin(type = Op.class, name = "image.mse")
public class MseOp<T extends RealType<T>, U extends RealType<U>> extends AcuityOp {

    @Parameter(type = ItemIO.OUTPUT)
    private double error;

    @Parameter
    private RandomAccessibleInterval<T> image;

    @Parameter
    private RandomAccessibleInterval<U> reference;

    @Override
    public void run() {
        error = Measure.mse(image, reference);
    }
}
