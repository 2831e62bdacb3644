package io.foodflow.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a company waits for its place on the platform, and how long the platform takes to start that has many: tenants
 * made over HTTP one after another, each with all its tables and an invitation, then starts of the server on the same
 * home, from the command until it says that it is ready.
 *
 * <p>Arguments: tenants (1000), starts (3), how many of the tenants are made over HTTP (all); the others are
 * {@link TenantCopies}.
 */
public final class TenantLoad {
    private static final double PROVISIONING_TARGET_SECONDS = 2;
    private static final double START_TARGET_SECONDS = 15;
    private static final int SAY_EVERY = 100;
    private static final String ROLES = "foodflow.bootstrap.roles=tenant_admin,platform_admin";

    private TenantLoad() {}

    public static void main(String[] args) throws Exception {
        int tenants = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int starts = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        int made = args.length > 2 ? Math.clamp(Integer.parseInt(args[2]), 1, tenants) : tenants;
        BenchFailure.guard(() -> {
            var report = Report.to(System.out);
            try (var home = BenchHome.temporary()) {
                var kept = BenchHome.kept(home.folder());
                try (var server = ServerUnderLoad.start(kept, ROLES)) {
                    provision(server.signIn(), made, report);
                    TenantCopies.make(kept, made + 1, tenants);
                }
                start(kept, tenants, starts, report);
            }
        });
    }

    private static void provision(HttpApi api, int tenants, Report report) {
        var seconds = new ArrayList<Double>();
        for (int n = 1; n <= tenants; n++) {
            String body = """
                    {"slug": "company_%d", "name": "Company %d", "plan": "pro", "administrator": {"email": "a@company%d.example"}}
                    """.formatted(n, n, n);
            long begun = System.nanoTime();
            api.post("/tenants", "application/json", body.getBytes(StandardCharsets.UTF_8));
            seconds.add((System.nanoTime() - begun) / 1e9);
            if (n % SAY_EVERY == 0) {
                List<Double> last = seconds.subList(n - SAY_EVERY, n);
                report.say("  tenants %d to %d: %.2f s each", n - SAY_EVERY + 1, n, new Sample(last).median());
            }
        }
        report.atMost("making a tenant", new Sample(seconds), PROVISIONING_TARGET_SECONDS, "s");
    }

    private static void start(BenchHome home, int tenants, int starts, Report report) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int start = 0; start < starts; start++) {
            long begun = System.nanoTime();
            try (var server = ServerUnderLoad.start(home, ROLES)) {
                seconds.add((System.nanoTime() - begun) / 1e9);
                report.say("  start %d: ready after %.2f s at %s", start + 1, seconds.getLast(), server.address());
            }
        }
        report.atMost("start with %,d tenants".formatted(tenants), new Sample(seconds), START_TARGET_SECONDS, "s");
    }
}
