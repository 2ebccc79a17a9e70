package sc.fiji.acuity.image;

import java.lang.management.ManagementFactory;

import sc.fiji.acuity.base.AcuityException;

/** Says no before an allocation that cannot succeed. */
public final class Memory {

    /** For the system, libtorch itself and what Java needs besides its heap. */
    private static final long OTHERS = 1L << 30;
    /** With less no network computes anything. */
    private static final long LEAST = 1L << 28;

    private Memory() {}

    /** @throws AcuityException if Java cannot provide so many bytes */
    public static void require(final String what, final long bytes) {
        if (isTooMuch(bytes)) {
            throw new AcuityException(what, "needs " + (bytes >> 20) + " MB of memory and Java has "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                "give Java more memory (-Xmx), or use a part of the image");
        }
    }

    /** Whether {@link #require} refuses. */
    public static boolean isTooMuch(final long bytes) {
        final Runtime java = Runtime.getRuntime();
        final long available = java.maxMemory() - java.totalMemory() + java.freeMemory();
        // what is in use may be garbage, so that only a request beyond the whole heap is hopeless for certain
        return bytes > java.maxMemory() || bytes > available && bytes > java.maxMemory() / 2;
    }

    /**
     * Bytes that networks may take: the memory of the machine, or of the container, without what Java may take for its
     * heap. Fiji's heap is three quarters of the memory.
     */
    public static long outsideHeap() {
        return outsideHeap(physical(), Runtime.getRuntime().maxMemory());
    }

    static long outsideHeap(final long physical, final long heap) {
        return Math.max(LEAST, physical - heap - OTHERS);
    }

    /** Bytes of memory of the machine or container; without an answer from Java, so much as twice the heap. */
    private static long physical() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() : 2 * Runtime.getRuntime().maxMemory();
    }
}
