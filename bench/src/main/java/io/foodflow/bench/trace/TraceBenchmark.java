package io.foodflow.bench.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.Trace;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.engine.traceability.TraceMode;
import io.foodflow.engine.traceability.TraceQuery;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One whole trace over {@link FlowNetwork}: totals over everything reached, the nearest nodes with their paths and edges up to
 * the default limits. One thread, the server's JVM options.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m"})
public class TraceBenchmark {

    /** With the flow or against it. */
    @Param
    public Direction direction = Direction.FORWARD;

    /** Which chains count. */
    @Param
    public TraceMode mode = TraceMode.TIME_RESPECTING;

    private final TraceGraph graph = FlowNetwork.of(FlowNetwork.SEED).graph();
    private final Map<Direction, Integer> starts = new EnumMap<>(Direction.class);

    /** Builds the network; JMH does it once a fork. */
    public TraceBenchmark() {
        for (Direction each : Direction.values()) starts.put(each, FlowNetwork.start(graph, each));
    }

    /** Returns the trace, so that nothing of it can be left out. */
    @Benchmark
    public Trace trace() {
        return graph.trace(
                TraceQuery.of(direction, starts.getOrDefault(direction, 0)).mode(mode));
    }
}
