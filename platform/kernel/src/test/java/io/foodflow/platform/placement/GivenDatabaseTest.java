package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.placement.PromotionOutcome.UnderWay;
import io.foodflow.platform.placement.PromotionOutcome.Unfit;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that the settings give serves one tenant, and nothing that others made there is touched. */
@Tag("long")
class GivenDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCHEMAS =
            "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1";

    private static TestDatabase east;
    private static TestDatabase others;
    private static TestPlatform platform;
    private static Promotions promotions;
    private static TenantProvisioning provisioning;

    record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    @BeforeAll
    static void start() {
        var shared = TestDatabases.create();
        east = TestDatabases.create();
        others = TestDatabases.create();
        platform = TestPlatform.startOn(
                shared,
                TestPlatform.temporaryHome(),
                "foodflow.placement.retry-millis=50",
                "foodflow.placement.databases.east.url=" + east.url(),
                "foodflow.placement.databases.east.user=" + east.user(),
                "foodflow.placement.databases.east.password=" + east.password(),
                "foodflow.placement.databases.others.url=" + others.url(),
                "foodflow.placement.databases.others.user=" + others.user(),
                "foodflow.placement.databases.others.password=" + others.password(),
                "foodflow.placement.databases.alias.url=" + shared.url() + "?ApplicationName=alias",
                "foodflow.placement.databases.alias.user=" + shared.user(),
                "foodflow.placement.databases.alias.password=" + shared.password());
        promotions = platform.bean(Promotions.class);
        provisioning = platform.bean(TenantProvisioning.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void servesOneTenantAndIsEmptyWhenItLeft() {
        var tenant = platform.newTenant();
        var second = platform.newTenant();
        note(tenant);
        assertThat(promote(tenant, "east")).isInstanceOf(UnderWay.class);
        await(tenant, MoveState.DEDICATED);

        assertThat(promote(second, "east")).isEqualTo(new Unfit("east", "serves a tenant already"));
        provisioning.dropCopy(second, "east", UUID.randomUUID());
        assertThatThrownBy(() -> provisioning.makeCopy(second, "east", UUID.randomUUID()))
                .hasMessageContaining("serves a tenant already");
        note(tenant);

        assertThat(CallContext.platform("test", null).call(() -> promotions.fallBack(tenant, null)))
                .isInstanceOf(UnderWay.class);
        await(tenant, MoveState.FALLEN_BACK);
        assertThat(notes(tenant)).isEqualTo(2);
        assertThat(east.rows(SCHEMAS)).containsExactly("public");
        assertThat(provisioning.unfit(second, "east")).isEmpty();
    }

    @Test
    void isNeverTheSharedOne() {
        var tenant = platform.newTenant();
        note(tenant);

        assertThat(promote(tenant, "alias")).isEqualTo(new Unfit("alias", "is the shared database itself"));
        provisioning.dropCopy(tenant, "alias", UUID.randomUUID());
        assertThatThrownBy(() -> provisioning.makeCopy(tenant, "alias", UUID.randomUUID()))
                .hasMessageContaining("is the shared database itself");

        assertThat(notes(tenant)).isEqualTo(1);
    }

    @Test
    void hasNothingThatSomebodyElseMade() {
        var tenant = platform.newTenant();
        others.rows("create schema " + tenant.schema());
        others.rows("create table %s.kept (id int)".formatted(tenant.schema()));

        assertThat(promote(tenant, "others"))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.why()).contains(tenant.schema()));
        provisioning.dropCopy(tenant, "others", UUID.randomUUID());

        assertThat(others.rows(SCHEMAS)).isEqualTo(List.of("public", tenant.schema()));
    }

    private static PromotionOutcome promote(Tenant tenant, String database) {
        return CallContext.platform("test", null).call(() -> promotions.promote(tenant, database, null));
    }

    private static void await(Tenant tenant, MoveState state) {
        var deadline = Instant.now().plus(PATIENCE);
        while (promotions.last(tenant.id()).orElseThrow().state() != state) {
            assertThat(Instant.now())
                    .as("still %s", promotions.last(tenant.id()))
                    .isBefore(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void note(Tenant tenant) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(new Noted("a note"), null, null);
                    return true;
                }));
    }

    private static long notes(Tenant tenant) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcClient.class)
                                .sql("select count(*) from audit_entries where resource_type = 'note'")
                                .query(Long.class)
                                .single()));
    }
}
