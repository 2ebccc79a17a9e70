package sc.fiji.acuity.network;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.acuity.network.family.Architectures;

/** What is asked of a graph before anything runs, and many thousand times in a search: building, counting, reach. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CountBenchmark {

    @Param({"espcn-10x16", "falsr-a", "edsr-baseline"})
    public String name;

    private Architecture architecture;
    private Graph graph;

    @Setup
    public void build() {
        architecture = Architectures.named(name, 2);
        graph = architecture.graph();
    }

    @Benchmark
    public Graph graph() {
        return architecture.graph();
    }

    @Benchmark
    public long parameters() {
        return Count.parameters(graph);
    }

    @Benchmark
    public long multAdds() {
        return Count.multAdds(graph, 480, 480);
    }

    @Benchmark
    public ReceptiveField receptiveField() {
        return ReceptiveField.of(graph);
    }
}
