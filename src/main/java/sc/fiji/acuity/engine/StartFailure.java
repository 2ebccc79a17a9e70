package sc.fiji.acuity.engine;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;

/** Turns what libtorch's start can throw into one message with the one remedy that applies. */
final class StartFailure {

    private static final String ENGINE = "the engine (libtorch)";

    private StartFailure() {}

    static AcuityException explain(final Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            final String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof AccessDeniedException || text.contains("permission denied")
                || text.contains("read-only file system") || text.contains("failed to create")) {
                return failure("cannot write its cache " + Engine.cacheFolder() + " (" + cause.getMessage() + ")",
                    "set the environment variable DJL_CACHE_DIR to a folder that you may write", thrown);
            }
            if (cause instanceof FileSystemException && text.contains("no space")) {
                return failure("has no room for its cache " + Engine.cacheFolder(),
                    "free 500 MB there, or set DJL_CACHE_DIR to another disk", thrown);
            }
            if (text.contains("already loaded in another classloader")) {
                return failure("was loaded by another plugin in this session",
                    "restart Fiji and run Acuity first", thrown);
            }
            if (text.contains("no pytorch native library") || text.contains("offline")
                || text.contains("no deep learning engine") || text.contains("failed to download")) {
                return failure("has no native library for this platform (" + System.getProperty("os.name") + ", "
                    + System.getProperty("os.arch") + ")",
                    "add pytorch-native-cpu-2.7.1-PLATFORM.jar to the jars; there are linux-x86_64, linux-aarch64, "
                        + "osx-aarch64 and win-x86_64",
                    thrown);
            }
            if (cause instanceof NoSuchMethodError || cause instanceof NoClassDefFoundError) {
                return failure("meets an old or missing library (" + cause.getMessage() + ")",
                    "update Fiji, and remove second copies of jna, gson, slf4j or commons-compress from its jars", thrown);
            }
        }
        return failure("does not start (" + thrown + ")", "run acuity doctor and look at the first line it marks", thrown);
    }

    private static AcuityException failure(final String reason, final String remedy, final Throwable cause) {
        return new AcuityException(ENGINE, reason, remedy, cause);
    }
}
