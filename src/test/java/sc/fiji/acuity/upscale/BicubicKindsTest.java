package sc.fiji.acuity.upscale;

import ij.ImagePlus;

class BicubicKindsTest extends ImageKindsContract {

    @Override
    protected ImagePlus enlarge(final ImagePlus image) {
        return Scenes.bicubic(2, image, UpscaleOptions.DEFAULT);
    }
}
