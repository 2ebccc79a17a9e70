package sc.fiji.acuity.imagejops;

import net.imagej.ops.Op;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.op.Enlarge;

/** {@code ops.run("acuity.bicubic", image, 2)}: see {@link Enlarge#bicubic}. */
@Plugin(type = Op.class, name = "acuity.bicubic")
public class BicubicOp<T extends RealType<T> & NativeType<T>> extends AcuityOp {

    @Parameter(type = ItemIO.OUTPUT)
    private Img<T> result;

    @Parameter
    private RandomAccessibleInterval<T> image;

    @Parameter
    private int scale;

    @Override
    public void run() {
        result = Enlarge.bicubic(image, scale);
    }
}
