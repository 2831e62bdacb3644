package io.foodflow.bench.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * What identity answers in a second over HTTP: sign-ins of sixteen accounts by password at bcrypt strength 10, refreshes
 * of their sessions, tokens for sixteen service accounts; and what checking a token adds to a request, as the difference of one operation
 * that is open to all, asked with and without a token, in turn, by one client.
 *
 * <p>Arguments: rounds (3), seconds a round (10).
 */
public final class IdentityLoad {
    private static final int CLIENTS = 16;
    private static final double SIGN_INS_TARGET = 15;
    private static final double REFRESHES_TARGET = 400;
    private static final double TOKENS_TARGET = 300;
    private static final double CHECK_TARGET_MICROS = 50;
    private static final int CHECKS = 4_000;
    private static final String OPEN_TO_ALL = "/.well-known/jwks.json";

    private final ServerUnderLoad server;
    private final Report report;
    private final int rounds;
    private final int seconds;

    private IdentityLoad(ServerUnderLoad server, Report report, int rounds, int seconds) {
        this.server = server;
        this.report = report;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var server = ServerUnderLoad.start(
                    BenchHome.temporary(),
                    "foodflow.limits.anonymous.per-minute=1000000",
                    "foodflow.limits.anonymous.per-hour=10000000")) {
                new IdentityLoad(server, report, rounds, seconds).run();
            }
        });
    }

    private void run() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        var administrator = server.signIn();
        var people = new ArrayList<byte[]>();
        for (int n = 0; n < CLIENTS; n++) people.add(person(administrator, n));
        measure("sign-ins", SIGN_INS_TARGET * processors, client -> signIns(people.get(client)));
        measure("refreshes", REFRESHES_TARGET, client -> refreshes(people.get(client)));
        var accounts = new ArrayList<byte[]>();
        for (int n = 0; n < CLIENTS; n++) accounts.add(serviceAccount(administrator, n));
        measure("client-credential tokens", TOKENS_TARGET, client -> exchanges(accounts.get(client)));
        checks();
    }

    /** A user, as what it sends to sign in. Each client has one of its own: an account looks at few attempts at once. */
    private static byte[] person(HttpApi administrator, int n) {
        String email = "person%d@bench.example".formatted(n);
        String password = "a password to measure by";
        administrator.post(
                "/users",
                "application/json",
                json(Map.of(
                        "email",
                        email,
                        "password",
                        password,
                        "first_name",
                        "Person",
                        "last_name",
                        Integer.toString(n),
                        "roles",
                        List.of("viewer"))));
        return json(Map.of("email", email, "password", password));
    }

    private Runnable signIns(byte[] credentials) {
        var api = HttpApi.anonymous(server.address());
        return () -> api.post("/auth/login", "application/json", credentials);
    }

    private Runnable refreshes(byte[] credentials) {
        var api = HttpApi.anonymous(server.address());
        var token = new String[] {
            api.post("/auth/login", "application/json", credentials)
                    .path("refresh_token")
                    .asString()
        };
        return () -> token[0] = api.post("/auth/refresh", "application/json", json(Map.of("refresh_token", token[0])))
                .path("refresh_token")
                .asString();
    }

    private Runnable exchanges(byte[] form) {
        var api = HttpApi.anonymous(server.address());
        return () -> api.post("/auth/token", "application/x-www-form-urlencoded", form);
    }

    private static byte[] serviceAccount(HttpApi administrator, int n) {
        var made = administrator.post(
                "/service-accounts",
                "application/json",
                json(Map.of("name", "bench " + n, "roles", List.of("viewer"))));
        return "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(
                        made.path("client_id").asString(),
                        URLEncoder.encode(made.path("client_secret").asString(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Each client repeats its step until the round is over. The first round warms up. */
    private void measure(String what, double target, IntFunction<Runnable> client) throws Exception {
        var steps = new ArrayList<Runnable>();
        for (int n = 0; n < CLIENTS; n++) steps.add(client.apply(n));
        var rates = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            double rate = round(steps);
            report.say("  %-8s %,.0f %s a second", round == 0 ? "warm-up" : "round " + round, rate, what);
            if (round > 0) rates.add(rate);
        }
        report.atLeast(what, new Sample(rates), target, "a second");
    }

    private double round(List<Runnable> steps) throws Exception {
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + seconds * 1_000_000_000L;
        try (var threads = Executors.newFixedThreadPool(steps.size())) {
            var work = new ArrayList<Callable<Void>>();
            for (Runnable step : steps) {
                work.add(() -> {
                    while (System.nanoTime() < end) {
                        step.run();
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
            for (Future<Void> client : threads.invokeAll(work)) client.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchFailure failure) throw failure;
            throw e;
        }
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }

    /** The median of each kind of request, so that pauses of the machine do not count. */
    private void checks() {
        var signedIn = server.signIn();
        var anonymous = signedIn.with("");
        var differences = new ArrayList<Double>();
        for (int round = 0; round <= rounds; round++) {
            var without = new ArrayList<Double>();
            var with = new ArrayList<Double>();
            for (int n = 0; n < CHECKS; n++) {
                without.add(micros(anonymous));
                with.add(micros(signedIn));
            }
            if (round > 0) differences.add(new Sample(with).median() - new Sample(without).median());
        }
        report.atMost("a token's check adds", new Sample(differences), CHECK_TARGET_MICROS, "µs");
    }

    private static double micros(HttpApi api) {
        long begun = System.nanoTime();
        api.text(OPEN_TO_ALL);
        return (System.nanoTime() - begun) / 1e3;
    }

    private static byte[] json(Object value) {
        return JsonMapper.shared().writeValueAsBytes(value);
    }
}
