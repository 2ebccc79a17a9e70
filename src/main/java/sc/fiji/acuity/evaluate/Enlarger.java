package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;

/**
 * What is scored: something that makes planes {@link #scale()} times wider and higher. A network, or
 * {@link BicubicEnlarger bicubic interpolation}.
 */
public interface Enlarger {

    /** How many times wider and higher the result is. */
    int scale();

    /** 1: takes and gives luma in 0..1; 3: red, green and blue in 0..255. */
    int channels();

    /** Which luma a one-channel enlarger takes and gives. Without meaning for three channels. */
    LumaRange luma();

    /**
     * Enlarges one image, without rounding or clipping what the network gives.
     *
     * @param lr as many planes of one size as there are channels; they are not changed
     * @return as many planes, each {@link #scale()} times as wide and as high
     */
    Plane[] enlarge(Plane[] lr);
}
