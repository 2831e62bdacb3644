package io.foodflow.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Client-credential tokens of the OpenID Provider: secret compared, RS256 signed, authorization and trail synced to disk
 * before the answer.
 *
 * <p>Arguments: rounds (3), seconds a round (10).
 */
public final class TokenLoad {
    private static final int APPLICATIONS = 8;
    private static final int CONNECTIONS = 16;
    private static final double TARGET = 300;
    private static final double P99_TARGET_MILLIS = 250;

    private TokenLoad() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var server = ServerUnderLoad.start(BenchHome.temporary())) {
                var wrk = Wrk.in(server.home().folder().resolve("wrk"), applications(server.signIn()));
                measure(server, wrk, report, rounds, seconds);
            }
        });
    }

    /** Registers applications, and gives what each sends of itself in a form. */
    private static List<String> applications(HttpApi api) {
        var forms = new ArrayList<String>();
        for (int application = 0; application < APPLICATIONS; application++) {
            String body = """
                    {"name": "Application %d", "kind": "confidential", "grant_types": ["client_credentials"],
                     "scopes": ["foodflow"]}
                    """.formatted(application);
            var made = api.post("/oauth-clients", "application/json", body.getBytes(StandardCharsets.UTF_8));
            forms.add("client_id=%s&client_secret=%s"
                    .formatted(
                            made.path("client_id").asString(),
                            made.path("client_secret").asString()));
        }
        return forms;
    }

    private static void measure(ServerUnderLoad server, Wrk wrk, Report report, int rounds, int seconds)
            throws InterruptedException {
        var rates = new ArrayList<Double>();
        var p99s = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            double processorBefore = server.processes().processorSeconds();
            var result = wrk.run("client-credentials.lua", server.address(), "", "R" + round, CONNECTIONS, seconds);
            double processor = server.processes().processorSeconds() - processorBefore;
            report.say(
                    "  %-8s %,.0f tokens/s, p50 %.1f ms, p99 %.1f ms, %d failed; %.2f ms of processor time a token",
                    round == 0 ? "warm-up" : "round " + round,
                    result.requestsPerSecond(),
                    result.p50Millis(),
                    result.p99Millis(),
                    result.failed(),
                    processor * 1000 / (result.requestsPerSecond() * seconds));
            if (result.failed() > 0) throw new BenchFailure(result.failed() + " tokens were refused");
            if (round > 0) {
                rates.add(result.requestsPerSecond());
                p99s.add(result.p99Millis());
            }
        }
        report.atLeast("client-credential tokens", new Sample(rates), TARGET, "tokens/s");
        report.atMost("client-credential tokens, p99", new Sample(p99s), P99_TARGET_MILLIS, "ms");
    }
}
