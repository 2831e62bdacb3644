package io.foodflow.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Ten million relationships in the tables: how long the first trace waits for the graph to be loaded, what the graph takes
 * of the heap, how long traces from random starts take over HTTP, and how long PostgreSQL takes for the same questions on
 * the same tables.
 *
 * <p>Arguments: a folder that keeps the data for the next run; without one the data are made and removed.
 */
public final class TraceOverHttp {
    private static final double LOAD_TARGET_SECONDS = 30;
    private static final double MEMORY_TARGET_MIB = 400;
    private static final double TRACE_TARGET_MILLIS = 200;
    private static final int TRACES = 200;
    private static final int WARM_UP = 50;
    private static final int COMPARED = 7;
    private static final long SEED = 20_260_105;
    private static final Pattern GRAPH_BYTES = Pattern.compile("(?m)^foodflow_graph_memory_bytes(?:\\{.*?})? (\\S+)$");

    private final ServerUnderLoad server;
    private final Connection database;
    private final Report report;
    private HttpApi api;

    private TraceOverHttp(ServerUnderLoad server, Connection database, Report report) {
        this.server = server;
        this.database = database;
        this.report = report;
        this.api = server.signIn();
    }

    private record Question(boolean forward, int start, UUID id) {
        String path(String mode, int limit) {
            return "/graph/traceability/" + (forward ? "forward" : "backward") + "?node_id=" + id + "&mode=" + mode
                    + "&limit=" + limit;
        }
    }

    private record Timed(double millis, JsonNode answer) {
        long nodes() {
            return answer.path("summary").path("nodes").asLong();
        }

        double engineMillis() {
            return answer.path("summary").path("elapsed_ms").asDouble();
        }
    }

    public static void main(String[] args) throws Exception {
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            var home = args.length > 0 ? BenchHome.kept(Path.of(args[0])) : BenchHome.temporary();
            try (var server = ServerUnderLoad.start(home);
                    var database = home.connect()) {
                new TraceOverHttp(server, database, report).run();
            }
        });
    }

    private void run() throws SQLException, IOException, InterruptedException {
        fill();
        List<Question> questions = questions(TRACES);
        double before = new Jcmd(server.pid()).liveMib();
        api = server.signIn();
        double processorBefore = server.processes().processorSeconds();
        double loading = ask(questions.getFirst(), "time_respecting").millis() / 1_000;
        report.say(
                "  the first trace took %.1f s of processor time, the server's and PostgreSQL's together",
                server.processes().processorSeconds() - processorBefore);
        report.atMost("first trace, graph loaded", Sample.of(loading), LOAD_TARGET_SECONDS, "s");
        double held = new Jcmd(server.pid()).liveMib() - before;
        report.atMost("live heap held by the graph", Sample.of(held), MEMORY_TARGET_MIB, "MiB");
        report.say("  its arrays, as /metrics has them: %.0f MiB", graphMib());
        traces(questions);
        compare(questions);
        var tree = server.processes();
        report.say(
                "  JVM %.0f MiB, PostgreSQL %.0f MiB resident",
                tree.rootMemoryMib(), tree.memoryMib() - tree.rootMemoryMib());
    }

    private void fill() throws SQLException {
        if (SupplyNetwork.isIn(database)) return;
        long begun = System.nanoTime();
        SupplyNetwork.fill(database);
        report.say("  network made in %.0f s", (System.nanoTime() - begun) / 1e9);
    }

    private void traces(List<Question> questions) {
        questions.stream().limit(WARM_UP).forEach(question -> ask(question, "time_respecting"));
        List<Timed> timed = questions.stream()
                .map(question -> ask(question, "time_respecting"))
                .toList();
        var reach = new Sample(timed.stream().map(each -> (double) each.nodes()).toList());
        var millis = new Sample(timed.stream().map(Timed::millis).toList());
        report.say(
                "  %d traces reach %,.0f to %,.0f nodes, median %,.0f; over HTTP p50 %.1f ms, p95 %.1f ms, max %.1f ms",
                timed.size(),
                reach.least(),
                reach.most(),
                reach.median(),
                millis.median(),
                millis.percentile(0.95),
                millis.most());
        var engine = new Sample(timed.stream().map(Timed::engineMillis).toList());
        report.say(
                "  of that in the engine: p50 %.2f ms, p95 %.1f ms, max %.1f ms",
                engine.median(), engine.percentile(0.95), engine.most());
        report.atMost("trace over HTTP, p95", Sample.of(millis.percentile(0.95)), TRACE_TARGET_MILLIS, "ms");
    }

    /** Questions from the widest to the narrowest, put to both; both must reach the same number of nodes. */
    private void compare(List<Question> questions) throws SQLException {
        List<Ranked> ranked = questions.stream()
                .map(question -> new Ranked(question, ask(question, "all").nodes()))
                .sorted(Comparator.comparingLong(Ranked::nodes).reversed())
                .toList();
        report.say("  the same questions put to PostgreSQL as recursive queries, all times allowed:");
        var ratios = new ArrayList<Double>();
        for (int rank = 0; rank < ranked.size() && ranked.get(rank).nodes() > 1; rank += ranked.size() / COMPARED) {
            ratios.add(compare(ranked.get(rank)));
        }
        report.say(
                "  median: the engine is %.0f times as fast (%.0f to %.0f)",
                new Sample(ratios).median(), new Sample(ratios).least(), new Sample(ratios).most());
    }

    /** How many times as fast the engine is as the query, each at its second attempt. */
    private double compare(Ranked ranked) throws SQLException {
        Question question = ranked.question();
        Timed ours = ask(question, "all");
        RecursiveQuery.ask(database, question.forward(), question.start());
        var theirs = RecursiveQuery.ask(database, question.forward(), question.start());
        if (theirs.nodes() != ours.nodes()) {
            throw new BenchFailure("from node " + question.start() + " the trace reaches " + ours.nodes()
                    + " nodes and the recursive query " + theirs.nodes());
        }
        report.say(
                "    reach %,9d: recursive query %,8.1f ms; trace over HTTP %6.1f ms, of it the engine %6.2f ms",
                ours.nodes(), theirs.millis(), ours.millis(), ours.engineMillis());
        return theirs.millis() / ours.engineMillis();
    }

    private record Ranked(Question question, long nodes) {}

    private Timed ask(Question question, String mode) {
        long begun = System.nanoTime();
        JsonNode answer = api.get(question.path(mode, 500));
        return new Timed((System.nanoTime() - begun) / 1e6, answer);
    }

    /** Random starts, forward and backward in turn; the bulk goods among them forward. */
    private List<Question> questions(int count) throws SQLException {
        var questions = new ArrayList<Question>();
        try (var statement = database.prepareStatement("select id from nodes where no = ?")) {
            for (int start : SupplyNetwork.starts(count, SEED)) {
                statement.setInt(1, start);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    questions.add(new Question(questions.size() % 2 == 0, start, rows.getObject(1, UUID.class)));
                }
            }
        }
        return questions;
    }

    private double graphMib() {
        var gauge = GRAPH_BYTES.matcher(api.text("/metrics"));
        if (!gauge.find()) throw new BenchFailure("/metrics has no foodflow_graph_memory_bytes");
        return Double.parseDouble(gauge.group(1)) / (1 << 20);
    }
}
