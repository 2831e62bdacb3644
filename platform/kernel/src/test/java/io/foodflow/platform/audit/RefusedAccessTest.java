package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedAccessTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final int MOST = 5;

    private static TestPlatform platform;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private Tenant tenant;
    private RefusedAccess refused;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        tenant = platform.newTenant();
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        refused = new RefusedAccess(platform.bean(Tenants.class), platform.bean(UnitOfWork.class), clock, MOST);
    }

    @Test
    void auditsWhoWasRefusedWhatAndFromWhere() {
        var user = UUID.randomUUID();
        var job = UUID.randomUUID();
        var caller = platform.as(user, tenant, "job:read")
                .with("User-Agent", "probe/1")
                .with("Idempotency-Key", "k");
        assertThat(caller.get("/jobs/" + job).status()).isEqualTo(404);
        assertThat(caller.post("/jobs/%s/cancel".formatted(job), "").status()).isEqualTo(403);

        assertThat(rows("""
                select event_type, actor_kind, actor_id, ip is not null, user_agent, trace_id is not null,
                       a.resource_type, a.resource_id, new_value ->> 'operation', new_value ->> 'status', new_value ->> 'times'
                from %s.audit_entries a join %1$s.outbox o using (id) order by o.no"""))
                .containsExactly(
                        "AccessRefused|%s|%s|t|probe/1|t|job|%s|GET /jobs/{id}|404|1".formatted("USER", user, job),
                        "AccessRefused|%s|%s|t|probe/1|t|job|%s|POST /jobs/{id}/cancel|403|1"
                                .formatted("USER", user, job));
        assertThat(rows("select count(*) from %s.idempotency_keys"))
                .as("what was refused claims no key")
                .containsExactly("0");
    }

    @Test
    void auditsNothingOfWhatIsNoRefusalOfAGuardedOperation() {
        var caller = platform.as(tenant, "job:read");
        assertThat(caller.get("/jobs").status()).isEqualTo(200);
        assertThat(caller.get("/jobs/no-id").status()).isEqualTo(400);
        assertThat(caller.get("/no-such-path").status()).isEqualTo(404);
        assertThat(platform.anonymous().get("/jobs").status()).isEqualTo(401);
        assertThat(rows("select count(*) from %s.audit_entries")).containsExactly("0");
    }

    @Test
    void tellsAFloodByOneEntryAMinute() {
        var caller = caller("ada");
        for (int n = 0; n < 1_000; n++) {
            refused.note(caller, "GET /users/{id}", "user", "u" + n, 404);
        }
        refused.note(caller, "GET /users/{id}", "users", "u7", 403);
        refused.note(caller("bob"), "GET /users/{id}", "user", "u8", 404);
        refused.flush(false);
        assertThat(told()).containsExactly("404|1|u0", "403|1|u7", "404|1|u8");

        now.set(NOW.plus(Duration.ofMinutes(1)));
        refused.flush(false);
        refused.flush(false);
        assertThat(told()).endsWith("404|999|u999").hasSize(4);

        refused.note(caller, "GET /users/{id}", "user", "again", 404);
        assertThat(told()).as("not yet a minute since the last entry").hasSize(4);
        refused.flush(true);
        assertThat(told()).endsWith("404|1|again").hasSize(5);

        now.set(NOW.plus(Duration.ofMinutes(3)));
        refused.flush(false);
        refused.note(caller, "GET /users/{id}", "user", "late", 404);
        assertThat(told()).as("at once again").endsWith("404|1|late").hasSize(6);
    }

    @Test
    void keepsWhatAnIdMustNotHoldOutOfTheLedger() {
        refused.note(caller("ada"), "GET /users/{id}", "user", "a\u0000b\n" + "x".repeat(5_000), 404);
        assertThat(told()).containsExactly("404|1|a?b?" + "x".repeat(196));
    }

    @Test
    void tellsNothingOfThePlatformItself() {
        refused.note(CallContext.platform("relay", tenant), "GET /users/{id}", "user", "u", 404);
        assertThat(told()).isEmpty();
    }

    @Test
    void keepsWhatCannotBeWrittenForLater() {
        var other = tenant;
        tenant = platform.newTenant();
        var caller = caller("ada");
        platform.database().rows("alter schema %s rename to %1$s_away".formatted(tenant.schema()));
        refused.note(caller, "GET /users/{id}", "user", "first", 404);
        refused.note(caller, "GET /users/{id}", "user", "second", 404);
        now.set(NOW.plus(Duration.ofMinutes(1)));
        refused.flush(false);
        refused.note(caller, "GET /users/{id}", "user", "third", 404);
        var elsewhere = new CallContext(caller.actor(), other, Origin.INTERNAL, null, null);
        refused.note(elsewhere, "GET /users/{id}", "user", "u", 404);
        platform.database().rows("alter schema %s_away rename to %1$s".formatted(tenant.schema()));

        now.set(NOW.plus(Duration.ofMinutes(2)));
        refused.flush(false);
        assertThat(told()).containsExactly("404|3|third");
        tenant = other;
        assertThat(told()).containsExactly("404|1|u");
    }

    @Test
    void countsForEachTenantOnlySoMany() {
        for (int n = 0; n <= MOST; n++) {
            refused.note(caller("ada"), "GET /" + n, "user", "u", 404);
        }
        assertThat(told()).hasSize(MOST);
        var other = new CallContext(caller("ada").actor(), platform.newTenant(), Origin.INTERNAL, null, null);
        refused.note(other, "GET /users/{id}", "user", "u", 404);
        tenant = Objects.requireNonNull(other.tenant());
        assertThat(told()).containsExactly("404|1|u");
    }

    @Test
    void tellsNobodyElseOfTheSameNameWhenTheTenantIsErased() {
        var caller = caller("ada");
        refused.note(caller, "GET /users/{id}", "user", "u", 404);
        refused.note(caller, "GET /users/{id}", "user", "u", 404);
        var provisioning = platform.bean(TenantProvisioning.class);
        provisioning.erase(tenant);
        tenant = provisioning.create(new NewTenant(tenant.slug(), "Another", "enterprise", null));
        refused.flush(true);
        assertThat(told()).isEmpty();
    }

    private CallContext caller(String name) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new CallContext(
                new Actor(Actor.Kind.USER, id, name, Set.of(), Set.of(), null), tenant, Origin.INTERNAL, null, null);
    }

    /** Status, how often and which one, as the entries say. */
    private List<String> told() {
        return rows("""
                select new_value ->> 'status', new_value ->> 'times', a.resource_id
                from %s.audit_entries a join %1$s.outbox o using (id) order by o.no""");
    }

    private List<String> rows(String sql) {
        return platform.database().rows(sql.formatted(tenant.schema()));
    }
}
