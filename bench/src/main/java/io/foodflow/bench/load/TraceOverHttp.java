package io.foodflow.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private static final int COMPARED = 9;
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
        double loading = ask(questions.getFirst(), "time_respecting").millis() / 1_000;
        report.atMost("first trace, graph loaded", Sample.of(loading), LOAD_TARGET_SECONDS, "s");
        double held = new Jcmd(server.pid()).liveMib() - before;
        report.atMost("live heap held by the graph", Sample.of(held), MEMORY_TARGET_MIB, "MiB");
        report.say("  its arrays, as /metrics has them: %.0f MiB", graphMib());
        traces(questions);
        compare(questions(1_000));
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
        report.atMost("trace over HTTP, p95", Sample.of(millis.percentile(0.95)), TRACE_TARGET_MILLIS, "ms");
    }

    /** The widest of the questions, so that the answer is work for both; both must reach the same number of nodes. */
    private void compare(List<Question> questions) throws SQLException {
        List<Question> widest = questions.stream()
                .map(question -> new Ranked(question, ask(question, "all").nodes()))
                .sorted((a, b) -> Long.compare(b.nodes(), a.nodes()))
                .limit(COMPARED)
                .map(Ranked::question)
                .toList();
        var http = new ArrayList<Double>();
        var engine = new ArrayList<Double>();
        var sql = new ArrayList<Double>();
        var reach = new ArrayList<Double>();
        for (Question question : widest) {
            Timed ours = ask(question, "all");
            RecursiveQuery.ask(database, question.forward(), question.start());
            var theirs = RecursiveQuery.ask(database, question.forward(), question.start());
            if (theirs.nodes() != ours.nodes()) {
                throw new BenchFailure("from node " + question.start() + " the trace reaches " + ours.nodes()
                        + " nodes and the recursive query " + theirs.nodes());
            }
            http.add(ours.millis());
            engine.add(ours.engineMillis());
            sql.add(theirs.millis());
            reach.add((double) ours.nodes());
        }
        double query = new Sample(sql).median();
        report.say(
                "  same questions, all times allowed, reach %,.0f (median of %d): recursive query %.1f ms; trace over HTTP"
                        + " %.1f ms (1/%.0f), of it the engine %.2f ms (1/%.0f)",
                new Sample(reach).median(),
                widest.size(),
                query,
                new Sample(http).median(),
                query / new Sample(http).median(),
                new Sample(engine).median(),
                query / new Sample(engine).median());
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
