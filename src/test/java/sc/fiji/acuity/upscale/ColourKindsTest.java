package sc.fiji.acuity.upscale;

import ij.ImagePlus;

import org.junit.jupiter.api.AfterAll;

import sc.fiji.acuity.base.Progress;

/** Every kind of image through a network for colour images. */
class ColourKindsTest extends ImageKindsContract {

    private final Upscaler upscaler = Scenes.open(TinyModels.colour(2), 1, 24);

    @Override
    protected ImagePlus enlarge(final ImagePlus image) {
        return upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE);
    }

    @AfterAll
    void close() {
        upscaler.close();
    }
}
