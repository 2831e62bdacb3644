package io.foodflow.platform.entitlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EntitlementsTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void goesByThePlanAndTheTenantsOwnLimit() {
        var tenant = platform.newTenant();
        in(tenant, entitlements -> {
            assertThat(entitlements.allowed("vision")).as("enterprise has it").isTrue();
            entitlements.require("vision");
            entitlements.admit(Metric.EVENTS, Long.MAX_VALUE);
            entitlements.admit(Metric.USERS, Long.MAX_VALUE - 1, 1);
        });
        change("insert into limit_overrides values (?, 'users', 2, 'test', 'test', now())", tenant);
        change("insert into limit_overrides values (?, 'events', 10, 'test', 'test', now())", tenant);
        in(tenant, entitlements -> {
            entitlements.forget();
            entitlements.admit(Metric.USERS, 1, 1);
            assertThatThrownBy(() -> entitlements.admit(Metric.USERS, 2, 1)).isInstanceOf(ProblemException.class);
            entitlements.admit(Metric.EVENTS, 10);
            assertThatThrownBy(() -> entitlements.admit(Metric.EVENTS, 11))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(402);
                        assertThat(e.problem().slug()).isEqualTo("quota-exceeded");
                        assertThat(e.problem().more()).containsKeys("metric", "limit", "used", "resets_at", "plan");
                    });
        });
    }

    @Test
    void refusesAFeatureThatWasSwitchedOff() {
        var tenant = platform.newTenant();
        change("insert into feature_switches values (?, 'vision', 'platform', false, null, 'test', now())", tenant);
        in(
                tenant,
                entitlements -> assertThatThrownBy(() -> entitlements.require("vision"))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.problem().slug()).isEqualTo("not-in-plan")));
    }

    @Test
    void countsUpAndDownButNeverBelowZero() {
        var tenant = platform.newTenant();
        var usage = platform.bean(Usage.class);
        long used = platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    platform.bean(Entitlements.class).takeTurns(Metric.USERS);
                    assertThat(usage.add(Metric.USERS, "", -3)).isZero();
                    assertThat(usage.add(Metric.USERS, "", 5)).isEqualTo(5);
                    return usage.add(Metric.USERS, "", -2);
                }));
        assertThat(used).isEqualTo(3);
        assertThat(platform.inside(tenant, () -> usage.recent(Metric.USERS, Instant.now())))
                .isEqualTo(3);
        assertThat(platform.inside(platform.newTenant(), () -> usage.used(Metric.USERS, "")))
                .as("another tenant's are another's")
                .isZero();
    }

    private static void in(Tenant tenant, Consumer<Entitlements> work) {
        platform.inside(tenant, () -> {
            work.accept(platform.bean(Entitlements.class));
            return true;
        });
    }

    private static void change(String sql, Tenant tenant) {
        platform.bean(PlatformWork.class).write(change -> {
            change.nothing();
            return platform.bean(JdbcClient.class)
                    .sql(sql)
                    .param(tenant.id().value())
                    .update();
        });
    }
}
