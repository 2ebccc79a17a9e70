package sc.fiji.acuity.image;

import sc.fiji.acuity.base.AcuityException;

/** Says no before an allocation that cannot succeed. */
public final class Memory {

    private Memory() {}

    /** @throws AcuityException if Java cannot provide so many bytes */
    public static void require(final String what, final long bytes) {
        final Runtime java = Runtime.getRuntime();
        final long available = java.maxMemory() - java.totalMemory() + java.freeMemory();
        // what is in use may be garbage, so that only a request beyond the whole heap is hopeless for certain
        if (bytes > java.maxMemory() || bytes > available && bytes > java.maxMemory() / 2) {
            throw new AcuityException(what, "needs " + (bytes >> 20) + " MB of memory and Java has "
                + (java.maxMemory() >> 20) + " MB", "give Java more memory (-Xmx), or use a part of the image");
        }
    }
}
