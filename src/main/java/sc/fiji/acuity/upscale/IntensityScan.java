package sc.fiji.acuity.upscale;

import java.util.Arrays;

import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

/** Finds the {@link IntensityMap} of a channel by looking at all its planes; NaN and infinities do not count. */
final class IntensityScan {

    private static final String STAGE = "Intensities";
    private static final int BINS = 1 << 16;

    private IntensityScan() {}

    /**
     * @param channels which to look at, from 1
     * @return one map a channel, null for the others
     */
    static IntensityMap[] scan(final PlaneSource source, final int[] channels, final Intensity intensity,
        final Progress progress) {
        final IntensityMap[] maps = new IntensityMap[source.channels()];
        if (source.bitDepth() == 8 || source.bitDepth() == 24) {
            Arrays.fill(maps, IntensityMap.BYTES);
            return maps;
        }
        final double[][] limits = limits(source, channels, progress);
        for (final int channel : channels) {
            final int c = channel - 1;
            if (!(limits[c][0] <= limits[c][1])) {
                throw new AcuityException(source.name() + ", channel " + (c + 1), "has no pixel that is a number",
                    "check how the image was made");
            }
            maps[c] = new IntensityMap(limits[c][0], limits[c][1]);
        }
        return intensity.isFull() ? maps : percentiles(source, maps, intensity, progress);
    }

    /** Lowest and highest value of a channel; null for those that are not asked for. */
    private static double[][] limits(final PlaneSource source, final int[] channels, final Progress progress) {
        final double[][] limits = new double[source.channels()][];
        for (final int channel : channels) {
            limits[channel - 1] = new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        }
        for (int i = 0; i < source.size(); i++) {
            progress.checkCancelled();
            final double[] own = limits[source.channel(i)];
            if (own == null) {
                continue;
            }
            final ImageProcessor plane = source.plane(i);
            progress.report(STAGE, (i + 1.0) / source.size());
            if (plane.getPixels() instanceof short[] shorts) {
                limits(shorts, own);
                continue;
            }
            for (int p = plane.getPixelCount() - 1; p >= 0; p--) {
                final float v = plane.getf(p);
                if (v < own[0] && v != Float.NEGATIVE_INFINITY) {
                    own[0] = v;
                }
                if (v > own[1] && v != Float.POSITIVE_INFINITY) {
                    own[1] = v;
                }
            }
        }
        return limits;
    }

    private static void limits(final short[] pixels, final double[] limits) {
        int least = 65535;
        int most = 0;
        for (final short pixel : pixels) {
            least = Math.min(least, pixel & 65535);
            most = Math.max(most, pixel & 65535);
        }
        limits[0] = Math.min(limits[0], least);
        limits[1] = Math.max(limits[1], most);
    }

    /** By a histogram of 65536 steps between minimum and maximum: exact for 16 bits. */
    private static IntensityMap[] percentiles(final PlaneSource source, final IntensityMap[] full,
        final Intensity intensity, final Progress progress) {
        final long[][] histograms = new long[full.length][BINS];
        for (int i = 0; i < source.size(); i++) {
            progress.checkCancelled();
            final IntensityMap map = full[source.channel(i)];
            if (map == null) {
                continue;
            }
            final long[] histogram = histograms[source.channel(i)];
            final ImageProcessor plane = source.plane(i);
            progress.report(STAGE, (i + 1.0) / source.size());
            final double step = step(source, map);
            for (int p = plane.getPixelCount() - 1; p >= 0; p--) {
                final float v = plane.getf(p);
                if (Float.isFinite(v)) {
                    histogram[map.isConstant() ? 0 : (int) Math.min(BINS - 1, (v - map.low()) / step)]++;
                }
            }
        }
        final IntensityMap[] maps = new IntensityMap[full.length];
        for (int c = 0; c < maps.length; c++) {
            if (full[c] == null) {
                continue;
            }
            final double step = step(source, full[c]);
            final double low = full[c].low() + step * quantile(histograms[c], intensity.lowPercent());
            final double high = full[c].low() + step * quantile(histograms[c], intensity.highPercent());
            maps[c] = high > low ? new IntensityMap(low, high) : full[c];
        }
        return maps;
    }

    private static double step(final PlaneSource source, final IntensityMap map) {
        return source.bitDepth() == 16 ? 1 : (map.high() - map.low()) / (BINS - 1);
    }

    private static int quantile(final long[] histogram, final double percent) {
        final long total = Arrays.stream(histogram).sum();
        final double wanted = percent / 100 * (total - 1);
        long seen = 0;
        for (int bin = 0; bin < histogram.length; bin++) {
            seen += histogram[bin];
            if (seen > wanted) {
                return bin;
            }
        }
        return histogram.length - 1;
    }
}
