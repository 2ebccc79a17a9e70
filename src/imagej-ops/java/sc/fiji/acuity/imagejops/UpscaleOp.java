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

/** {@code ops.run("acuity.upscale", image, 2)} or {@code (image, 2, "fast")}: see {@link Enlarge#upscale}. */
@Plugin(type = Op.class, name = "acuity.upscale")
public class UpscaleOp<T extends RealType<T> & NativeType<T>> extends AcuityOp {

    @Parameter(type = ItemIO.OUTPUT)
    private Img<T> result;

    @Parameter
    private RandomAccessibleInterval<T> image;

    @Parameter
    private int scale;

    @Parameter(required = false)
    private String model;

    @Override
    public void run() {
        result = Enlarge.upscale(image, scale, model);
    }
}
