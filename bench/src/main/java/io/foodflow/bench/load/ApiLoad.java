package io.foodflow.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The two requests that everything else resembles: one node read by its id (token verified, one select in the tenant's
 * transaction), and one node written (checked, audited, put into the outbox, synced to disk before the answer).
 *
 * <p>Arguments: rounds (3), seconds a round (10).
 */
public final class ApiLoad {
    private static final int NODES = 1_000;
    private static final int READERS = 16;
    private static final int WRITERS = 32;
    private static final double READS_TARGET = 4_000;
    private static final double WRITES_TARGET = 1_500;
    private static final double P99_TARGET_MILLIS = 100;

    private final ServerUnderLoad server;
    private final Wrk wrk;
    private final Report report;
    private final int rounds;
    private final int seconds;

    private ApiLoad(ServerUnderLoad server, Wrk wrk, Report report, int rounds, int seconds) {
        this.server = server;
        this.wrk = wrk;
        this.report = report;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var server = ServerUnderLoad.start(BenchHome.temporary())) {
                var wrk = Wrk.in(server.home().folder().resolve("wrk"), nodes(server.signIn()));
                var load = new ApiLoad(server, wrk, report, rounds, seconds);
                load.measure("GET one node", "get-node.lua", READERS, READS_TARGET);
                load.measure("POST one node", "post-node.lua", WRITERS, WRITES_TARGET);
            }
        });
    }

    private static List<String> nodes(HttpApi api) {
        var ids = new ArrayList<String>();
        for (int node = 0; node < NODES; node++) {
            String body = """
                    {"kind": "batch", "key": "https://id.gs1.org/01/09520123456788/10/READ-%1$d", "name": "Lot %1$d",
                     "quantity": 12.5, "unit": "KGM"}
                    """.formatted(node);
            ids.add(api.post("/graph/nodes", "application/json", body.getBytes(StandardCharsets.UTF_8))
                    .path("id")
                    .asString());
        }
        return ids;
    }

    private void measure(String what, String script, int connections, double target) throws InterruptedException {
        var rates = new ArrayList<Double>();
        var p99s = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            double processorBefore = server.processes().processorSeconds();
            String token = server.signIn().token();
            var result = wrk.run(script, server.address(), token, "R" + round, connections, seconds);
            double processor = server.processes().processorSeconds() - processorBefore;
            report.say(
                    "  %-8s %,.0f requests/s, p50 %.1f ms, p99 %.1f ms, %d failed; %.2f ms of processor time a request",
                    round == 0 ? "warm-up" : "round " + round,
                    result.requestsPerSecond(),
                    result.p50Millis(),
                    result.p99Millis(),
                    result.failed(),
                    processor * 1000 / (result.requestsPerSecond() * seconds));
            if (result.failed() > 0) throw new BenchFailure(result.failed() + " requests failed in " + what);
            if (round > 0) {
                rates.add(result.requestsPerSecond());
                p99s.add(result.p99Millis());
            }
        }
        report.atLeast(what, new Sample(rates), target, "requests/s");
        report.atMost(what + ", p99", new Sample(p99s), P99_TARGET_MILLIS, "ms");
    }
}
