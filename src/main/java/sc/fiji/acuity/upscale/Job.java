package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.image.Enlargement;
import sc.fiji.acuity.image.PlaneSubset;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.image.Ranges;

/**
 * What is enlarged of an image, and what becomes of everything that is no pixel.
 *
 * @param region of each plane, in its pixels
 * @param subset the planes
 */
record Job(ImagePlus image, PlaneSource source, UpscaleOptions options, int scale, Rectangle region,
    PlaneSubset subset)
{

    static Job of(final ImagePlus image, final UpscaleOptions options, final int scale) {
        if (image.getStackSize() == 0 || image.getWidth() == 0 || image.getHeight() == 0) {
            throw new AcuityException(image.getTitle(), "has no pixels", "open another image");
        }
        final PlaneSource source = new StackSource(image);
        return new Job(image, source, options, scale,
            options.region().orElse(new Rectangle(source.width(), source.height())), options.planes().of(image));
    }

    int width() {
        return Math.multiplyExact(region.width, scale);
    }

    int height() {
        return Math.multiplyExact(region.height, scale);
    }

    private boolean isWhole() {
        return region.equals(new Rectangle(source.width(), source.height()));
    }

    /** @param stack the enlarged planes, or what will take them */
    ImagePlus result(final ImageStack stack) {
        return Enlargement.carryOver(image, new ImagePlus(Enlargement.title(image.getTitle(), scale), stack), scale,
            isWhole() ? null : region, subset);
    }

    /**
     * What made the result.
     *
     * @param facts of the method, in order
     * @param maps the intensity map of each channel; null, or maps that are null, where there is nothing to tell
     */
    Provenance provenance(final Map<String, String> facts, final IntensityMap[] maps) {
        Provenance provenance = new Provenance();
        for (final Map.Entry<String, String> fact : facts.entrySet()) {
            provenance = provenance.with(fact.getKey(), fact.getValue());
        }
        if (maps != null && source.bitDepth() != 24 && source.bitDepth() != 8) {
            provenance = provenance.with("intensity", options.intensity());
            for (int c = 0; c < maps.length; c++) {
                if (maps[c] != null) {
                    provenance = provenance.with("intensity channel " + (c + 1), maps[c]);
                }
            }
        }
        if (!isWhole()) {
            provenance = provenance.with("region", String.format(Locale.ROOT, "%d x %d at %d, %d", region.width,
                region.height, region.x, region.y));
        }
        provenance = with(provenance, "channels", options.planes().channels());
        provenance = with(provenance, "slices", options.planes().slices());
        provenance = with(provenance, "frames", options.planes().frames());
        provenance = provenance.with("version", Version.get());
        return source.bitDepth() == image.getBitDepth() ? provenance : provenance.with("colour table", "applied");
    }

    private static Provenance with(final Provenance provenance, final String what, final Ranges chosen) {
        return chosen.isAll() ? provenance : provenance.with(what, chosen);
    }
}
