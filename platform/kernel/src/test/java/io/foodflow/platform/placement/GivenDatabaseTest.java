package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.placement.PromotionOutcome.UnderWay;
import io.foodflow.platform.placement.PromotionOutcome.Unfit;
import io.foodflow.platform.tenancy.TenantDatabases;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that the settings give serves one tenant, and nothing that others made there is touched. */
class GivenDatabaseTest {

    private static final String SCHEMAS =
            "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1";

    private static TestDatabase east;
    private static TestDatabase others;
    private static TestPlatform platform;
    private static MovedTenants tenants;
    private static TenantDatabases databases;

    @BeforeAll
    static void start() {
        var shared = TestDatabases.create();
        east = TestDatabases.create();
        others = TestDatabases.create();
        platform = TestPlatform.startOn(
                shared,
                TestPlatform.temporaryHome(),
                "foodflow.placement.enabled=true",
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
        tenants = new MovedTenants(platform);
        databases = platform.bean(TenantDatabases.class);
    }

    @AfterAll
    static void stop() {
        tenants.leave();
        platform.close();
    }

    @Test
    void servesOneTenantAndIsEmptyWhenItLeft() {
        var tenant = platform.newTenant();
        var second = platform.newTenant();
        tenants.note(tenant, "a note");
        assertThat(tenants.promote(tenant, "east")).isInstanceOf(UnderWay.class);
        tenants.await(tenant, MoveState.DEDICATED);

        assertThat(tenants.promote(second, "east")).isEqualTo(new Unfit("east", "serves a tenant already"));
        databases.dropCopy(second, "east", UUID.randomUUID());
        assertThatThrownBy(() -> databases.makeCopy(second, "east", UUID.randomUUID()))
                .hasMessageContaining("serves a tenant already");
        tenants.note(tenant, "a note");

        tenants.fallBack(tenant);
        tenants.await(tenant, MoveState.FALLEN_BACK);
        assertThat(tenants.notes(tenant)).hasSize(2);
        assertThat(east.rows(SCHEMAS)).containsExactly("public");
        assertThat(databases.unfit(second, "east")).isEmpty();
    }

    @Test
    void isNeverTheSharedOne() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "a note");

        assertThat(tenants.promote(tenant, "alias")).isEqualTo(new Unfit("alias", "is the shared database itself"));
        databases.dropCopy(tenant, "alias", UUID.randomUUID());
        assertThatThrownBy(() -> databases.makeCopy(tenant, "alias", UUID.randomUUID()))
                .hasMessageContaining("is the shared database itself");

        assertThat(tenants.notes(tenant)).hasSize(1);
    }

    @Test
    void hasNothingThatSomebodyElseMade() {
        var tenant = platform.newTenant();
        others.rows("create schema " + tenant.schema());
        others.rows("create table %s.kept (id int)".formatted(tenant.schema()));

        assertThat(tenants.promote(tenant, "others"))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.why()).contains(tenant.schema()));
        databases.dropCopy(tenant, "others", UUID.randomUUID());

        assertThat(others.rows(SCHEMAS)).isEqualTo(List.of("public", tenant.schema()));
    }
}
