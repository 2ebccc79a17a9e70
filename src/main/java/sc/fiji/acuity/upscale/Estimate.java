package sc.fiji.acuity.upscale;

import java.util.Locale;

/**
 * What an enlargement will take, known before it starts.
 *
 * <pre>{@code
 * Estimate estimate = upscaler.estimate(image, options, Optional.of(file), progress);
 * }</pre>
 *
 * @param width of the result's planes
 * @param planes how many
 * @param seconds of computing on this machine as it is now, by trying two tiles on each core
 * @param heap bytes of Java's memory
 * @param outside bytes of memory beside it, for the network's intermediate results; 0 without a network
 * @param disk bytes of the file; 0 if there will be none
 */
public record Estimate(int width, int height, int planes, double seconds, long heap, long outside, long disk) {

    /** One line for people. */
    public String line() {
        return String.format(Locale.ROOT, "%d x %d pixels%s: about %s, %s of Java's memory%s%s", width, height,
            planes > 1 ? ", " + planes + " planes" : "", duration(seconds), size(heap),
            outside > 0 ? ", " + size(outside) + " beside it" : "", disk > 0 ? ", " + size(disk) + " on disk" : "");
    }

    private static String duration(final double seconds) {
        return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds)
            : seconds < 100 ? Math.round(seconds) + " s"
            : seconds < 6000 ? Math.round(seconds / 60) + " min"
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static String size(final long bytes) {
        return bytes < 10L << 10 ? bytes + " bytes" : bytes < 10L << 20 ? (bytes >> 10) + " KB"
            : bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
    }
}
