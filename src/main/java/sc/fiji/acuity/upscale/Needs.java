package sc.fiji.acuity.upscale;

import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.StreamedStack;

/** How much of Java's memory a job takes, known before it starts. */
final class Needs {

    private Needs() {}

    /**
     * Bytes of the planes that exist at the same time: all of the result, or, where it goes to a file, those that are in
     * work, wait or are written; beside them what is open of the image.
     */
    static long heap(final Job job, final Method method, final boolean streamed) {
        final PlaneSource source = job.source();
        final int depth = source.bitDepth();
        final long pixels = (long) job.width() * job.height();
        final long lr = (long) source.width() * source.height();
        final long open = Math.min(method.open(source), job.subset().size());
        // a colour plane is put together from three float planes
        final long work = depth == 24 ? 3 * Float.BYTES * (pixels + lr) : depth == 32 ? 0 : Float.BYTES * lr;
        final long held = streamed ? Math.min(open + StreamedStack.AHEAD + 1, job.subset().size() + 1L)
            : job.subset().size();
        final long result = Math.multiplyExact(memory(pixels, depth), held);
        return Math.addExact(result, Math.multiplyExact(work, open));
    }

    /** Bytes of the result in a file. */
    static long disk(final Job job) {
        return ImageFiles.bytes(job.width(), job.height(), job.source().bitDepth(), job.subset().size());
    }

    private static long memory(final long pixels, final int bitDepth) {
        return pixels * (bitDepth == 24 ? Integer.BYTES : bitDepth / Byte.SIZE);
    }
}
