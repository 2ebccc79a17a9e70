package sc.fiji.acuity.engine;

import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.function.Predicate;

import sc.fiji.acuity.base.AcuityException;

/** Turns what libtorch's start can throw into one message with the one remedy that applies. */
final class StartFailure {

    private static final String ENGINE = "the engine (libtorch)";

    private StartFailure() {}

    /** Asks the whole chain of causes, the most telling sign first: DJL wraps all of them in alike exceptions. */
    static AcuityException explain(final Throwable thrown) {
        final Throwable full = says(thrown, "no space left", "not enough space", "quota exceeded");
        if (full != null) {
            return failure("has no room for its cache " + Engine.cacheFolder() + " (" + full.getMessage() + ")",
                "free 500 MB there, or set the environment variable DJL_CACHE_DIR to a folder on another disk", thrown);
        }
        if (says(thrown, "already loaded in another classloader") != null) {
            return failure("was loaded by another plugin in this session", "restart Fiji and run Acuity first", thrown);
        }
        if (says(thrown, "cannot download jni files", "no pytorch jni", "deep learning engine not found",
            "no deep learning engine") != null) {
            return failure("lacks a jar of its own (" + thrown.getMessage() + ")",
                "put pytorch-engine-0.35.1.jar and pytorch-jni-2.7.1-0.35.1.jar among the jars, as Acuity brings them",
                thrown);
        }
        if (says(thrown, "offline mode", "no pytorch native library", "failed to download") != null) {
            return failure("has no native library for this platform (" + System.getProperty("os.name") + ", "
                + System.getProperty("os.arch") + ")",
                "add pytorch-native-cpu-2.7.1-PLATFORM.jar to the jars; there are linux-x86_64, linux-aarch64, "
                    + "osx-aarch64 and win-x86_64",
                thrown);
        }
        if (says(thrown, "failed to map segment") != null) {
            return failure("may not run what lies in its cache " + Engine.cacheFolder(),
                "set the environment variable DJL_CACHE_DIR to a folder on a disk that is not mounted noexec", thrown);
        }
        final Throwable cache = first(thrown, cause -> cause instanceof FileSystemException
            || contains(cause, "permission denied", "read-only file system", "failed to create"));
        if (cache != null) {
            return failure("cannot write its cache " + Engine.cacheFolder() + " (" + cache.getMessage() + ")",
                "set the environment variable DJL_CACHE_DIR to a folder that you may write", thrown);
        }
        final Throwable link = first(thrown, UnsatisfiedLinkError.class::isInstance);
        if (link != null) {
            return failure("does not load on this system (" + link.getMessage() + ")",
                "delete its cache " + Engine.cacheFolder()
                    + " and try again; if a library or a version such as GLIBC is named, update the system",
                thrown);
        }
        final Throwable old = first(thrown,
            cause -> cause instanceof LinkageError && !(cause instanceof ExceptionInInitializerError));
        if (old != null) {
            return failure("meets an old or missing library (" + old.getMessage() + ")",
                "update Fiji, and remove second copies of jna, gson, slf4j or commons-compress from its jars", thrown);
        }
        return failure("does not start (" + thrown + ")", "run acuity doctor and look at the first line it marks",
            thrown);
    }

    private static Throwable says(final Throwable thrown, final String... texts) {
        return first(thrown, cause -> contains(cause, texts));
    }

    private static boolean contains(final Throwable cause, final String... texts) {
        final String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        for (final String text : texts) {
            if (message.contains(text)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable first(final Throwable thrown, final Predicate<Throwable> wanted) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static AcuityException failure(final String reason, final String remedy, final Throwable cause) {
        return new AcuityException(ENGINE, reason, remedy, cause);
    }
}
