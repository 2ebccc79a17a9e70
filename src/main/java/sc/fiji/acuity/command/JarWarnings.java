package sc.fiji.acuity.command;

import java.util.concurrent.atomic.AtomicBoolean;

import org.scijava.Context;
import org.scijava.log.LogService;
import sc.fiji.acuity.base.JarCheck;

/** Warns of jars that do not fit together, once a session, when the first command starts. */
final class JarWarnings {

    private static final AtomicBoolean DONE = new AtomicBoolean();

    private JarWarnings() {}

    static void once(final Context context) {
        final LogService log = context.getService(LogService.class);
        if (log != null && !DONE.getAndSet(true)) {
            JarCheck.find().forEach(log::warn);
        }
    }
}
