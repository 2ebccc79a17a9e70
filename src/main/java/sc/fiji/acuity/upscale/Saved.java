package sc.fiji.acuity.upscale;

import ij.ImagePlus;

import sc.fiji.acuity.image.Provenance;

/**
 * An enlargement that went to a file.
 *
 * @param width of its planes
 * @param planes how many
 * @param provenance what made it, as it stands in the file
 */
public record Saved(int width, int height, int planes, Provenance provenance) {

    static Saved of(final ImagePlus result) {
        return new Saved(result.getWidth(), result.getHeight(), result.getStackSize(), Provenance.of(result));
    }
}
