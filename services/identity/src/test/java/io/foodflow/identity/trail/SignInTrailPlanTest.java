package io.foodflow.identity.trail;

import static io.foodflow.identity.IdentityPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.trail.TrailEntry.Kind;
import io.foodflow.identity.trail.TrailEntry.Outcome;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many rows of the audit a page of the trail reads, whatever is asked for: what is looked for is among the oldest of
 * 20,000 sign-ins, so whoever reads on until a page is full reads them all.
 */
class SignInTrailPlanTest {

    private static final int SIGN_INS = 20_000;
    private static final int MOST_READ = 2_000;
    private static final UUID RARE_USER = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String RARE_ADDRESS = "198.51.100.7";
    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    @BeforeAll
    static void fill() {
        query("""
                insert into %1$s.audit_entries (id, time, event_type, actor_kind, actor_id, actor_name, resource_type,
                  resource_id, ip)
                select gen_random_uuid(), now() - n * interval '1 minute',
                  case when n > %2$d - 4 then 'SignInLocked' when n > %2$d - 8 then 'FederatedSignInRefused'
                    when n > %2$d - 12 then 'OAuthClientRefused' when n %% 10 = 0 then 'SignInRefused'
                    when n %% 3 = 0 then 'UserSignedOut' else 'UserSignedIn' end,
                  'USER', case when n > %2$d - 16 then '%3$s'::uuid else md5((n %% 500)::text)::uuid end, 'x',
                  case when n > %2$d - 4 then 'user' when n > %2$d - 8 then 'identity_provider'
                    when n > %2$d - 12 then 'oauth_client' when n %% 10 = 0 then 'user' else 'session' end,
                  md5((n %% 500)::text)::uuid,
                  case when n > %2$d - 16 then '%4$s' else '10.0.' || n %% 8 || '.' || n %% 250 end
                from generate_series(1, %2$d) n
                """.formatted(TENANT.schema(), SIGN_INS, RARE_USER, RARE_ADDRESS));
        query("""
                insert into %1$s.audit_entries (id, time, event_type, actor_kind, actor_id, actor_name, resource_type,
                  resource_id, ip)
                select gen_random_uuid(), now() - n * interval '1 minute', 'NodeChanged', 'USER', '%2$s', 'x', 'node',
                  gen_random_uuid(), '127.0.0.1' from generate_series(1, 10000) n
                """.formatted(TENANT.schema(), RARE_USER));
        query("analyze %s.audit_entries".formatted(TENANT.schema()));
    }

    private static Arguments row(
            String name,
            @Nullable UUID subject,
            @Nullable Kind kind,
            @Nullable Outcome outcome,
            @Nullable String ip,
            @Nullable Instant from,
            @Nullable Instant to) {
        return Arguments.argumentSet(name, new TrailFilter(subject, kind, outcome, ip, from, to));
    }

    static Stream<Arguments> filters() {
        var longAgo = Instant.now().minusSeconds(60L * (SIGN_INS - 100));
        return Stream.concat(
                Stream.of(
                        row("nothing", null, null, null, null, null, null),
                        row("a person", RARE_USER, null, null, null, null, null),
                        row("one's own", RARE_USER, Kind.USER, null, null, null, null),
                        row("an address", null, null, null, RARE_ADDRESS, null, null),
                        row("an address that nobody came from", null, null, null, "203.0.113.1", null, null),
                        row("until", null, null, null, null, null, longAgo),
                        row("from", null, null, null, null, longAgo, null),
                        row("a span", null, null, null, null, longAgo, longAgo.plusSeconds(3_600)),
                        row("a rare outcome of a kind", null, Kind.USER, Outcome.LOCKED, null, null, null)),
                Stream.concat(
                        Stream.of(Kind.values()).map(kind -> row("kind " + kind, null, kind, null, null, null, null)),
                        Stream.of(Outcome.values())
                                .map(outcome -> row("outcome " + outcome, null, null, outcome, null, null, null))));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readsFewRowsFor(TrailFilter filter) {
        var plan = plan(filter);
        assertThat(read(plan)).as(plan.toPrettyString()).isLessThan(MOST_READ);
    }

    private static JsonNode plan(TrailFilter filter) {
        var lines = PLATFORM.inside(
                TENANT,
                () -> PLATFORM.bean(UnitOfWork.class)
                        .read(() -> new TrailRepository(PLATFORM.bean(JdbcClient.class))
                                .query(
                                        "explain (analyze, timing off, format json) "
                                                + TrailRepository.select(filter, false),
                                        filter,
                                        PageRequest.of(null, null))
                                .query(String.class)
                                .list()));
        return JsonMapper.shared().readTree(String.join("\n", lines)).get(0).path("Plan");
    }

    /** Rows of the audit that were looked at, whether taken or not. */
    private static double read(JsonNode plan) {
        double here = plan.path("Relation Name").asString("").equals("audit_entries")
                ? (plan.path("Actual Rows").asDouble()
                                + plan.path("Rows Removed by Filter").asDouble())
                        * plan.path("Actual Loops").asDouble()
                : 0;
        for (var child : plan.path("Plans")) {
            here += read(child);
        }
        return here;
    }
}
