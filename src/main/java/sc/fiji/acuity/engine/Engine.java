package sc.fiji.acuity.engine;

import java.nio.file.Path;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/**
 * The door to libtorch; it starts on first use.
 *
 * <pre>{@code
 * LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.AUTO);
 * }</pre>
 *
 * The first start on a machine unpacks libtorch (about 430 MB, a few seconds) into {@code ~/.djl.ai}, or where the
 * environment's {@code DJL_CACHE_DIR} says. Nothing is downloaded.
 */
public final class Engine {

    private static final String PYTORCH = "PyTorch";

    private Engine() {}

    /** Starts the engine once; every later call returns or fails like the first. */
    private static final class Started {

        static final ai.djl.engine.Engine ENGINE;
        static final AcuityException FAILURE;

        static {
            ai.djl.engine.Engine engine = null;
            AcuityException failure = null;
            try {
                NativeSetup.beforeLoading();
                engine = start();
            } catch (final AcuityException e) {
                failure = e;
            } catch (final RuntimeException | Error e) {
                // native loaders throw every kind of error; kept, or later calls would only see NoClassDefFoundError
                failure = StartFailure.explain(e);
            }
            ENGINE = engine;
            FAILURE = failure;
        }

        private static ai.djl.engine.Engine start() {
            if (System.getProperty("ai.djl.offline") == null) {
                System.setProperty("ai.djl.offline", "true");
            }
            // one OpenMP thread a worker: tiles are the unit of parallel work, and results do not depend on it
            if (System.getProperty("ai.djl.pytorch.num_threads") == null) {
                System.setProperty("ai.djl.pytorch.num_threads", "1");
            }
            final Thread thread = Thread.currentThread();
            final ClassLoader before = thread.getContextClassLoader();
            // DJL looks there for its parts; plain ImageJ's threads do not know the jars of plugins
            thread.setContextClassLoader(Engine.class.getClassLoader());
            try {
                final ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine(PYTORCH);
                JniUtils.setNumThreads(1);
                NativeSetup.afterLoading(LibUtils.getLibtorchPath());
                return engine;
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    static ai.djl.engine.Engine get() {
        if (Started.FAILURE != null) {
            throw Started.FAILURE;
        }
        return Started.ENGINE;
    }

    /**
     * What libtorch keeps for each thread, set for the calling one. OpenMP's number of threads is such a thing: without
     * this every worker would start a team as large as the machine, ten times slower when all cores have work, and sums
     * of gradients would depend on the number of cores.
     */
    static void prepareThread(final boolean gradients) {
        prepareThread(gradients, 1);
    }

    /** @param threads for each operation that the calling thread asks for */
    static void prepareThread(final boolean gradients, final int threads) {
        JniUtils.setNumThreads(threads);
        JniUtils.setGradMode(gradients);
    }

    /** The version of libtorch. */
    public static String version() {
        return get().getVersion();
    }

    /** Where libtorch was unpacked or found. */
    public static Path cacheFolder() {
        return ai.djl.util.Utils.getEngineCacheDir(PYTORCH.toLowerCase(java.util.Locale.ROOT));
    }

    /** The folder that libtorch was loaded from: our own, or one that the environment names. */
    public static String libraryFolder() {
        get();
        return LibUtils.getLibtorchPath();
    }

    /** The reference runner: operation by operation, fp32; what {@link #load(Graph, Weights, DeviceChoice, Precision)}
     * is compared with. */
    public static LoadedNetwork load(final Graph graph, final Weights weights, final DeviceChoice choice) {
        final Fold.Folded folded = Fold.fold(graph, weights);
        return new ReferenceNetwork(graph, folded, device(choice), "reference fp32");
    }

    /**
     * The fastest way to run a network that there is for it. Which one is decided by the graph, the device and the
     * precision alone, never by timing: {@link LoadedNetwork#numerics} names it.
     *
     * @param precision not {@code AUTO}: whoever knows the image decides that. A network of one layer runs in fp32
     *        whatever is asked, which is faster.
     * @throws AcuityException if bf16 is asked of a device or processor that cannot do it
     */
    public static LoadedNetwork load(final Graph graph, final Weights weights, final DeviceChoice choice,
        final Precision precision) {
        final Device device = device(choice);
        final Fold.Folded folded = Fold.fold(graph, weights);
        return RunnerChoice.of(folded.graph(), device.getDeviceType(), precision).load(graph, folded, device);
    }

    /** What trains a network; it starts from a copy of the weights. */
    public static Differentiator differentiate(final Graph graph, final Weights weights, final DeviceChoice choice) {
        return differentiate(graph, weights, Gradients.REFERENCE, choice);
    }

    /** What trains a network in a certain way. */
    public static Differentiator differentiate(final Graph graph, final Weights weights, final Gradients how,
        final DeviceChoice choice) {
        return new Differentiator(graph, weights, how, device(choice));
    }

    static Device device(final DeviceChoice choice) {
        final boolean cuda = get().getGpuCount() > 0;
        return switch (choice) {
            case AUTO -> cuda ? Device.gpu() : Device.cpu();
            case CPU -> Device.cpu();
            case CUDA -> {
                if (!cuda) {
                    throw new AcuityException("device=cuda", "libtorch finds no NVIDIA GPU that it can use",
                        "run acuity doctor, which names the fix, or use --device cpu");
                }
                yield Device.gpu();
            }
            case MPS -> {
                final Device mps = Device.of("mps", -1);
                // only an array proves the device; a manager can be had for any name
                try (NDManager probe = get().newBaseManager(mps)) {
                    probe.zeros(new Shape(1));
                    yield mps;
                } catch (final EngineException | IllegalArgumentException e) {
                    throw new AcuityException("device=mps", "this computer has no Apple GPU that libtorch can use",
                        "use --device cpu", e);
                }
            }
        };
    }
}
