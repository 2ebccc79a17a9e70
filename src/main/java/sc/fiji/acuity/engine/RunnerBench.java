package sc.fiji.acuity.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;

import ai.djl.Device;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Weights;

/**
 * Times every way of running one network on tiles, beside a matrix product, the most that the machine can do.
 *
 * <pre>{@code
 * List<RunnerBench.Row> rows = RunnerBench.measure(graph, 256, List.of(1, 2), 7, seconds, progress);
 * }</pre>
 *
 * All take turns, run after run, so that a machine that slows down slows all; figures are medians.
 */
public final class RunnerBench {

    private static final int WARM_UP = 2;
    private static final double RUN_SECONDS = 0.2;
    private static final int MOST_TILES = 1000;

    private RunnerBench() {}

    /**
     * One way to run a network.
     *
     * @param chosen whether Acuity runs the network in this way, on this machine, in the row's precision
     * @param threads workers, each with tiles of its own; 0 where it is DJL's choice
     * @param seconds for one tile, all threads together
     * @param gflops 10⁹ floating-point operations a second, two for each mult-add of a convolution
     * @param peak those of a large matrix product in the same precision, on as many threads; 0 if not measured
     * @param speed tiles a second, as a multiple of DJL operation by operation with its defaults
     */
    public record Row(String runner, Precision precision, boolean chosen, int threads, double seconds, double gflops,
        double peak, double speed) { }

    private record Entry(RunnerChoice choice, Precision precision, LoadedNetwork network, boolean chosen) { }

    private record Contestant(Entry entry, int threads, boolean matrices, IntToDoubleFunction run, double[] seconds) { }

    /**
     * @param side of the tiles, in LR pixels
     * @param threads numbers of workers to try
     * @param runs that count, of each
     * @param defaults seconds that a number of tiles takes with DJL's defaults, in another process
     */
    public static List<Row> measure(final Graph graph, final int side, final List<Integer> threads, final int runs,
        final IntToDoubleFunction defaults, final Progress progress) {
        final List<Entry> entries = entries(graph);
        final ExecutorService pool = Executors.newCachedThreadPool();
        try (MatrixProduct fp32 = new MatrixProduct(false); MatrixProduct bf16 = bfloat16(entries)) {
            final List<Contestant> all = new ArrayList<>();
            all.add(new Contestant(null, 0, false, defaults, new double[runs]));
            for (final int workers : threads) {
                all.add(matrices(fp32, Precision.FP32, workers, pool, runs));
                if (bf16 != null) {
                    all.add(matrices(bf16, Precision.BF16, workers, pool, runs));
                }
                entries.forEach(entry -> all.add(new Contestant(entry, workers, false,
                    tiles -> tiles(entry.network(), side, workers, tiles, pool), new double[runs])));
            }
            time(all, runs, progress);
            return rows(all, graph, side);
        } finally {
            Threads.end(pool);
            entries.forEach(entry -> entry.network().close());
        }
    }

    private static List<Entry> entries(final Graph graph) {
        final Weights weights = Initializer.he(graph, 1);
        final Fold.Folded folded = Fold.fold(graph, weights);
        final RunnerChoice chosen = RunnerChoice.of(folded.graph(), Device.Type.CPU, Precision.FP32);
        final List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(RunnerChoice.REFERENCE, Precision.FP32,
            Engine.load(graph, weights, DeviceChoice.CPU), chosen == RunnerChoice.REFERENCE));
        for (final RunnerChoice choice : RunnerChoice.values()) {
            final boolean possible = choice == RunnerChoice.STRIPS ? chosen == choice
                : choice != RunnerChoice.REFERENCE && GraphScript.missing(folded.graph()).isEmpty();
            final Precision precision = choice == RunnerChoice.FUSED_BF16 ? Precision.BF16 : Precision.FP32;
            if (possible) {
                try {
                    entries.add(new Entry(choice, precision, choice.load(graph, folded, Device.cpu()),
                        RunnerChoice.of(folded.graph(), Device.Type.CPU, precision) == choice));
                } catch (final AcuityException e) {
                    // this machine has no bf16: a row less
                    continue;
                }
            }
        }
        return entries;
    }

    private static MatrixProduct bfloat16(final List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.precision() == Precision.BF16) ? new MatrixProduct(true) : null;
    }

    private static Contestant matrices(final MatrixProduct product, final Precision precision, final int workers,
        final ExecutorService pool, final int runs) {
        return new Contestant(new Entry(null, precision, null, false), workers, true,
            times -> parallel(workers, pool, () -> product.run(share(times, workers))), new double[runs]);
    }

    private static int share(final int tiles, final int workers) {
        return Math.max(1, tiles / workers);
    }

    private static double tiles(final LoadedNetwork network, final int side, final int workers, final int tiles,
        final ExecutorService pool) {
        final float[] input = OpByOp.noise(network.graph(), side);
        final int size = Math.toIntExact(network.graph().resultShape(side, side).size());
        return parallel(workers, pool, () -> {
            final float[] output = new float[size];
            try (Runner runner = network.runner(side, side)) {
                for (int i = 0; i < share(tiles, workers); i++) {
                    runner.run(input, output);
                }
            }
        });
    }

    private static double parallel(final int workers, final ExecutorService pool, final Runnable work) {
        final long start = System.nanoTime();
        final List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            running.add(pool.submit(work));
        }
        running.forEach(Threads::result);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void time(final List<Contestant> all, final int runs, final Progress progress) {
        final int[] tiles = new int[all.size()];
        for (int run = -WARM_UP; run < runs; run++) {
            for (int i = 0; i < tiles.length; i++) {
                progress.checkCancelled();
                final int workers = Math.max(1, all.get(i).threads());
                final int count = Math.max(workers, tiles[i] / workers * workers);
                final double seconds = all.get(i).run().applyAsDouble(count);
                if (run < 0) {
                    // as many tiles as take a fixed time: short runs measure the clock
                    tiles[i] = (int) Math.max(1, Math.min(MOST_TILES, RUN_SECONDS / seconds * count));
                } else {
                    all.get(i).seconds()[run] = seconds / count;
                }
            }
            progress.report("Timing", (double) (run + WARM_UP + 1) / (runs + WARM_UP));
        }
    }

    private static List<Row> rows(final List<Contestant> all, final Graph graph, final int side) {
        final double flop = 2.0 * Count.multAdds(graph, side, side);
        final double defaults = median(all.get(0).seconds());
        final List<Row> rows = new ArrayList<>();
        rows.add(new Row("DJL, op by op", Precision.FP32, false, 0, defaults, flop / defaults / 1e9, 0, 1));
        for (final Contestant one : all.subList(1, all.size())) {
            if (!one.matrices()) {
                final Entry entry = one.entry();
                final double seconds = median(one.seconds());
                final double peak = all.stream().filter(other -> other.matrices() && other.threads() == one.threads()
                    && other.entry().precision() == entry.precision())
                    .mapToDouble(other -> MatrixProduct.FLOP / median(other.seconds()) / 1e9).findFirst().orElse(0);
                rows.add(new Row(entry.network().numerics(), entry.precision(), entry.chosen(), one.threads(), seconds,
                    flop / seconds / 1e9, peak, defaults / seconds));
            }
        }
        return rows;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
