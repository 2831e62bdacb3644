package io.foodflow.bench.trace;

import io.foodflow.bench.load.BenchFailure;
import io.foodflow.bench.load.Report;
import io.foodflow.bench.load.Sample;
import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.engine.traceability.TraceMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The trace engine beside PostgreSQL and Neo4j: the same four questions to the same network of 200,000 lots and 600,000
 * flows. The engine is measured by JMH ({@link TraceBenchmark}) before the others are started; each peer is asked in all
 * ways that it knows, warmed up with {@value #WARM_UP} repetitions, and judged by the fastest. A count that differs ends the
 * run.
 *
 * <p>The engine's time is that of a call within a process, a peer's includes one round trip over the loopback. The engine
 * finds paths, depths, times and edges too, the peers only count.
 *
 * <p>Arguments: repetitions of each question to a peer (15).
 */
public final class TracePeers {
    private static final double ENGINE_TARGET_MILLIS = 2;
    private static final double RATIO_TARGET = 25;
    private static final int WARM_UP = 30;

    private final FlowNetwork network = FlowNetwork.of(FlowNetwork.SEED);
    private final Map<Question, Integer> answers = new LinkedHashMap<>();
    private final Map<Question, Double> engineMillis = new LinkedHashMap<>();
    private final Report report;
    private final int repetitions;

    private TracePeers(Report report, int repetitions) {
        this.report = report;
        this.repetitions = repetitions;
    }

    /** A peer's chosen way and how long it took, in milliseconds. */
    private record Timed(Phrasing phrasing, Sample millis) {}

    public static void main(String[] args) throws Exception {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        BenchFailure.guard(() -> new TracePeers(Report.to(System.out), repetitions).run());
    }

    private void run() throws Exception {
        answer();
        measureEngine();
        try (Peer postgres = PostgresPeer.start(network)) {
            compare(postgres);
        }
        try (Peer neo4j = Neo4jPeer.start(network)) {
            compare(neo4j);
        }
    }

    /** What the engine answers, to which the others are held. */
    private void answer() {
        TraceGraph graph = network.graph();
        for (TraceMode mode : TraceMode.values()) {
            for (Direction direction : Direction.values()) {
                var question = new Question(direction, mode, FlowNetwork.start(graph, direction));
                answers.put(question, graph.trace(question.query()).nodesReached());
            }
        }
        report.say("  %,d lots, %,d flows", FlowNetwork.LOTS, network.flows());
        answers.forEach(
                (question, lots) -> report.say("  %-26s from lot %,d: %,d lots", question, question.start(), lots));
    }

    private void measureEngine() throws RunnerException {
        var options = new OptionsBuilder()
                .include("\\." + TraceBenchmark.class.getSimpleName() + "\\.")
                .build();
        for (RunResult result : new Runner(options).run()) {
            Question question = answers.keySet().stream()
                    .filter(each -> each.direction()
                                    .name()
                                    .equals(result.getParams().getParam("direction"))
                            && each.mode().name().equals(result.getParams().getParam("mode")))
                    .findFirst()
                    .orElseThrow();
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            engineMillis.put(question, median);
        }
        engineMillis.forEach((question, millis) ->
                report.atMost("engine, " + question, Sample.of(millis), ENGINE_TARGET_MILLIS, "ms"));
    }

    private void compare(Peer peer) throws Exception {
        report.say("%s: its times, and how many times as fast the engine is", peer.name());
        for (Question question : answers.keySet()) {
            if (!peer.phrasings(question).isEmpty()) compare(peer, question);
        }
    }

    private void compare(Peer peer, Question question) throws Exception {
        var tried = new ArrayList<Timed>();
        for (Phrasing phrasing : peer.phrasings(question)) {
            time(phrasing, question, WARM_UP);
            tried.add(new Timed(phrasing, time(phrasing, question, repetitions)));
        }
        Timed best = fastest(tried);
        for (Timed each : tried) {
            report.say(
                    "  %-26s %8.1f ms  %s",
                    question, each.millis().median(), each.phrasing().name());
        }
        var ratios = best.millis().values().stream()
                .map(millis -> millis / engineMillis.getOrDefault(question, Double.NaN))
                .toList();
        report.atLeast("ratio, " + question, new Sample(ratios), RATIO_TARGET, "times");
    }

    private static Timed fastest(List<Timed> tried) {
        return tried.stream()
                .min(Comparator.comparingDouble(each -> each.millis().median()))
                .orElseThrow();
    }

    private Sample time(Phrasing phrasing, Question question, int times) throws Exception {
        double[] millis = new double[times];
        for (int time = 0; time < times; time++) {
            long begun = System.nanoTime();
            long lots = phrasing.count(question);
            millis[time] = (System.nanoTime() - begun) / 1e6;
            if (lots != answers.getOrDefault(question, -1)) {
                throw new BenchFailure(question + ": the engine reaches " + answers.get(question) + " lots, '"
                        + phrasing.name() + "' " + lots);
            }
        }
        return Sample.of(millis);
    }
}
