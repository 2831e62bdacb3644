package io.foodflow.platform.entitlements;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiCallsTest {

    private static final Path HOME = TestPlatform.temporaryHome();
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startOn(TestDatabases.create(), HOME);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void countsWhatMachinesAskAndNotWhatPeopleAsk() {
        var tenant = platform.newTenant();
        var machine = machine(tenant);
        for (int n = 0; n < 3; n++) {
            assertThat(machine.get("/jobs").status()).isEqualTo(200);
        }
        assertThat(machine.get("/jobs/no-id").status()).isEqualTo(400);
        assertThat(platform.as(tenant, "job:read").get("/jobs").status()).isEqualTo(200);
        platform.anonymous().get("/jobs");
        platform.bean(ApiCalls.class).flush();
        platform.bean(ApiCalls.class).flush();
        assertThat(used(tenant)).containsExactly("4");
    }

    @Test
    void refusesBeyondTheLimitUntilTheMonthEndsAndStopsNobodyWhoIsAPerson() {
        var tenant = platform.newTenant();
        platform.database()
                .rows("insert into platform.limit_overrides values ('%s', 'api_calls', 2, 'test', 'test', now())"
                        .formatted(tenant.id()));
        platform.bean(Entitlements.class).forget();
        var machine = machine(tenant);
        assertThat(machine.get("/jobs").status()).isEqualTo(200);
        platform.bean(ApiCalls.class).flush();
        assertThat(machine.get("/jobs").status()).isEqualTo(200);

        var refused = machine.get("/jobs");
        assertThat(refused.status()).as(refused.body()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().path("type").asString()).endsWith("/api-calls-used-up");
        assertThat(refused.json().path("limit").asLong()).isEqualTo(2);
        var resets = Instant.parse(refused.json().path("resets_at").asString());
        assertThat(resets).isAfter(Instant.now());
        assertThat(OffsetDateTime.ofInstant(resets, ZoneOffset.UTC).getDayOfMonth())
                .isEqualTo(1);
        assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();
        assertThat(platform.as(tenant, "job:read").get("/jobs").status()).isEqualTo(200);

        platform.bean(ApiCalls.class).flush();
        assertThat(used(tenant)).as("what was refused is not counted").containsExactly("2");
        assertThat(machine.get("/jobs").status()).isEqualTo(429);
    }

    @Test
    void stillCountsWhatIsBeingWritten() {
        var tenant = platform.newTenant();
        platform.database()
                .rows("insert into platform.limit_overrides values ('%s', 'api_calls', 1, 'test', 'test', now())"
                        .formatted(tenant.id()));
        platform.bean(Entitlements.class).forget();
        var machine = new Actor(Actor.Kind.SERVICE, UUID.randomUUID(), "erp", Set.of(), Set.of(), null);
        var call = new CallContext(
                machine, tenant, CallContext.platform("test", tenant).origin(), null, null);
        var meanwhile = new ArrayList<Throwable>();
        var calls = new AtomicReference<ApiCalls>();
        UsageListener another = (metric, period, used) -> meanwhile.add(CompletableFuture.supplyAsync(
                        () -> catchThrowable(() -> requireNonNull(calls.get()).take(call)))
                .join());
        calls.set(new ApiCalls(
                platform.bean(Entitlements.class),
                platform.bean(Usage.class),
                List.of(another),
                platform.bean(Tenants.class),
                platform.bean(UnitOfWork.class),
                Clock.systemUTC()));
        calls.get().take(call);

        calls.get().flush();

        assertThat(meanwhile).singleElement().isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> calls.get().take(call)).isInstanceOf(ProblemException.class);
        assertThat(used(tenant)).containsExactly("1");
    }

    @Test
    void writesWhatItCountedWhenTheProcessEnds() {
        var tenant = platform.newTenant();
        var second = TestPlatform.startOn(platform.database(), HOME);
        var token = machine(tenant).header("Authorization");
        var answer = new Api(second.address()).with("Authorization", token).get("/jobs");
        second.close();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(used(tenant)).containsExactly("1");
    }

    private static Api machine(Tenant tenant) {
        var token = platform.bean(AccessTokens.class)
                .forServiceAccount(
                        UUID.randomUUID(),
                        "erp",
                        tenant.id(),
                        Set.of(),
                        Set.of("job:read"),
                        List.of(),
                        0,
                        UUID.randomUUID(),
                        null);
        return platform.anonymous().with("Authorization", "Bearer " + token.token());
    }

    private static List<String> used(Tenant tenant) {
        return platform.database()
                .rows("select used from %s.usage_counters where metric = 'api_calls'".formatted(tenant.schema()));
    }
}
