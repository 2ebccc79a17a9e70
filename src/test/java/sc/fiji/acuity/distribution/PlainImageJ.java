package sc.fiji.acuity.distribution;

import java.lang.reflect.Method;

import ij.IJ;

/**
 * Runs in a JVM of its own that has ImageJ 1 and this class on its class path, nothing else: all of Acuity comes through
 * ImageJ's own loader of plugins.
 */
final class PlainImageJ {

    private PlainImageJ() {}

    public static void main(final String[] args) throws ReflectiveOperationException {
        final ClassLoader loader = IJ.getClassLoader();
        System.out.println("loader " + loader.getClass().getName());
        final Object store = call(loader.loadClass("sc.fiji.acuity.model.ModelStore"), "standard", null);
        System.out.println("models " + call(store.getClass(), "folders", store));
        final Class<?> progress = loader.loadClass("sc.fiji.acuity.base.Progress");
        final Method examine = loader.loadClass("sc.fiji.acuity.engine.Doctor").getMethod("examine", progress);
        final Object report = examine.invoke(null, progress.getField("NONE").get(null));
        System.out.println(call(report.getClass(), "text", report));
        // a bridge has to do this: SciJava looks for its plugins through the thread
        Thread.currentThread().setContextClassLoader(loader);
        final Object context = loader.loadClass("org.scijava.Context").getConstructor().newInstance();
        final Object index = call(context.getClass(), "getPluginIndex", context);
        System.out.println("plugins " + index.getClass().getMethod("getPlugins", Class.class).invoke(index,
            loader.loadClass("org.scijava.command.Command")));
        call(context.getClass(), "dispose", context);
    }

    private static Object call(final Class<?> type, final String method, final Object target)
        throws ReflectiveOperationException {
        return type.getMethod(method).invoke(target);
    }
}
