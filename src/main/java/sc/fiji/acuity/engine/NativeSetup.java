package sc.fiji.acuity.engine;

import java.io.File;
import java.nio.file.Path;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.JarCheck;

/**
 * What must be set in the process before libtorch is loaded, because it is read only then.
 *
 * <p>Networks allocate and free large buffers all the time; glibc's default hands each back to the system, which costs
 * more than the arithmetic; so does every further arena, which ends with the thread's last large buffer. And OpenMP
 * threads that spin while they wait starve the workers beside them.
 */
final class NativeSetup {

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;
    private static final int PAD = 64 << 20;

    private NativeSetup() {}

    static void beforeLoading() {
        checkJna();
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // both or none: raising the trim threshold alone is harmful
            call("mallopt", M_MMAP_THRESHOLD, 1 << 30);
            call("mallopt", M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            call("mallopt", M_MMAP_MAX, 0);
            call("mallopt", M_TOP_PAD, PAD);
            call("mallopt", M_ARENA_MAX, 1);
            call("setenv", "OMP_WAIT_POLICY", "PASSIVE", 0);
            // libtorch warns of its own JNI on standard error
            call("setenv", "TORCH_CPP_LOG_LEVEL", "ERROR", 0);
        } catch (final UnsatisfiedLinkError e) {
            // another C library than glibc: slower, but right
            return;
        }
    }

    /** libtorch reads its log level when it is told to, which DJL does not do. */
    static void afterLoading(final String libtorch) {
        final File c10 = new File(libtorch, System.mapLibraryName("c10"));
        if (!Platform.isLinux() || !c10.isFile()) {
            return;
        }
        try {
            // void c10::initLogging()
            NativeLibrary.getInstance(c10.getPath()).getFunction("_ZN3c1011initLoggingEv").invokeVoid(new Object[0]);
        } catch (final UnsatisfiedLinkError e) {
            // another build of libtorch: it talks more, and computes the same
            return;
        }
    }

    /** The version of JNA and where it comes from. */
    static String jna() {
        try {
            return com.sun.jna.Native.VERSION + ", " + place(com.sun.jna.Native.class);
        } catch (final LinkageError e) {
            return "cannot start: " + e.getMessage();
        }
    }

    private static void call(final String function, final Object... arguments) {
        Function.getFunction("c", function).invokeInt(arguments);
    }

    /** An old jna.jar elsewhere on a flat class path, as Fiji's is, breaks DJL with an obscure NoSuchMethodError. */
    private static void checkJna() {
        try {
            com.sun.jna.Native.class.getMethod("load", String.class, Class.class);
        } catch (final NoSuchMethodException e) {
            throw new AcuityException("JNA in " + place(com.sun.jna.Native.class),
                "is too old for the engine, which needs version 5", "remove that jar; a newer one is there already", e);
        } catch (final NoClassDefFoundError e) {
            throw new AcuityException("JNA", "is not among the jars", "add jna-5.*.jar", e);
        } catch (final LinkageError e) {
            throw new AcuityException("JNA", "cannot start (" + e.getMessage() + ")",
                "remove other jna-*.jar files from the class path and make the temporary folder "
                    + System.getProperty("java.io.tmpdir") + " writable",
                e);
        }
    }

    private static String place(final Class<?> type) {
        return JarCheck.place(type).map(Path::toString).orElse("an unknown place");
    }
}
