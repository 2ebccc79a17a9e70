package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.AcuityException;

/** Each cause as it was seen when the engine was started without a jar, on a full disk, from a noexec folder, …. */
class StartFailureTest {

    private static final String EXTRACT = "Failed to extract PyTorch native library";

    private static void assertExplained(final Throwable thrown, final String reason, final String remedy) {
        final AcuityException e = StartFailure.explain(thrown);
        assertEquals("the engine (libtorch)", e.input());
        assertTrue(e.reason().contains(reason), e.reason());
        assertTrue(e.remedy().contains(remedy), e.remedy());
        assertSame(thrown, e.getCause());
    }

    @Test
    void noNativeLibraryForThePlatform() {
        assertExplained(
            new EngineException("Failed to save pytorch index file", new IOException("Offline mode is enabled.")),
            "no native library for this platform (" + System.getProperty("os.name"),
            "pytorch-native-cpu-2.7.1-PLATFORM.jar");
    }

    @Test
    void jarsOfTheEngineMissing() {
        assertExplained(new EngineException("Cannot download jni files: https://host/libdjl_torch.so",
            new IOException("Offline mode is enabled.")), "lacks a jar of its own", "pytorch-jni-2.7.1-0.35.1.jar");
        assertExplained(new IllegalArgumentException("Deep learning engine not found: PyTorch"),
            "lacks a jar of its own",
            "pytorch-engine-0.35.1.jar");
    }

    @Test
    void cacheThatCannotBeWritten() {
        final String remedy = "DJL_CACHE_DIR to a folder that you may write";
        assertExplained(new EngineException(EXTRACT, new AccessDeniedException("/opt/cache")),
            "cannot write its cache " + Engine.cacheFolder() + " (/opt/cache)", remedy);
        assertExplained(new EngineException(EXTRACT, new NoSuchFileException("/proc/nowhere")), "cannot write", remedy);
        assertExplained(new EngineException(EXTRACT, new FileSystemException("/a/pytorch", null, "Not a directory")),
            "Not a directory", remedy);
        assertExplained(new EngineException(EXTRACT, new FileSystemException("/a", null, "Read-only file system")),
            "Read-only file system", remedy);
        assertExplained(new EngineException("Cannot copy jni files", new IOException("Permission denied")),
            "Permission denied", "DJL_CACHE_DIR");
    }

    @Test
    void cacheWithoutRoom() {
        final String remedy = "free 500 MB there";
        assertExplained(new EngineException(EXTRACT, new IOException("No space left on device")), "has no room",
            remedy);
        assertExplained(new EngineException(EXTRACT, new FileSystemException("/a", null, "No space left on device")),
            "has no room", remedy);
        assertExplained(new EngineException(EXTRACT, new IOException("There is not enough space on the disk")),
            "has no room", remedy);
    }

    @Test
    void librariesThatDoNotLoad() {
        assertExplained(
            new EngineException("Failed to load PyTorch native library",
                new UnsatisfiedLinkError("/c/libgomp.so.1: failed to map segment from shared object")),
            "may not run what lies in its cache", "noexec");
        assertExplained(
            new EngineException("Failed to load PyTorch native library",
                new UnsatisfiedLinkError("/lib64/libc.so.6: version `GLIBC_2.28' not found")),
            "GLIBC_2.28", "update the system");
        assertExplained(new UnsatisfiedLinkError("Native Library libtorch.so already loaded in another classloader"),
            "loaded by another plugin", "restart Fiji");
    }

    @Test
    void oldOrMissingJars() {
        assertExplained(new NoSuchMethodError("com.sun.jna.Native.load"), "(com.sun.jna.Native.load)",
            "second copies of jna");
        assertExplained(new NoClassDefFoundError("org/slf4j/LoggerFactory"), "(org/slf4j/LoggerFactory)",
            "second copies");
        assertExplained(new ExceptionInInitializerError(new NoSuchFieldError("INSTANCE")), "(INSTANCE)",
            "second copies");
    }

    @Test
    void anythingElseIsShownAsItIs() {
        assertExplained(new IllegalStateException("strange"),
            "does not start (java.lang.IllegalStateException: strange)",
            "acuity doctor");
        assertExplained(new ExceptionInInitializerError(new RuntimeException()), "does not start", "acuity doctor");
    }
}
