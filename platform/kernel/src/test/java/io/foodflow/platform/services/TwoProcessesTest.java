package io.foodflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testkit.TestProcess;
import io.foodflow.testservices.TestServices;
import io.foodflow.testservices.menu.api.MenuApi;
import io.foodflow.testservices.menu.api.MenuApi.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two operating-system processes on one database: this one runs orders and menu, the other menu alone. */
class TwoProcessesTest {

    private static final String SWEEP = "foodflow.events.sweep-seconds=1";
    private static TestPlatform here;
    private static TestProcess there;
    private static TestPlatform split;
    private static Tenant tenant;

    @BeforeAll
    static void start() {
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        here = TestServices.with(() -> TestPlatform.startOn(database, home, SWEEP));
        there = TestProcess.start(database, home, List.of(), TestServices.folders(), "foodflow.services=menu", SWEEP);
        split = TestServices.with(() -> TestPlatform.startOn(
                database, home, "foodflow.services=orders", "foodflow.remote.menu=" + there.address(), SWEEP));
        tenant = here.newTenant();
    }

    @AfterAll
    static void stop() {
        split.close();
        there.close();
        here.close();
    }

    @Test
    void callsTheServiceOfTheOtherProcess() {
        here.inside(tenant, () -> here.bean(MenuApi.class).add(new Item("stew", new BigDecimal("7.25"))));

        var answer = split.as(tenant, "order:write", "menu:read").post("/orders", "{\"item\":\"stew\",\"portions\":2}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("total").decimalValue()).isEqualByComparingTo("14.50");
    }

    @Test
    void trustsTheTokensOfTheOtherProcess() {
        var user = new Api(there.address())
                .with("Authorization", here.as(tenant, "menu:read").header("Authorization"));

        assertThat(user.get("/menu/asked").json().path("tenant").asString()).isEqualTo(tenant.slug());
        assertThat(new Api(there.address()).get("/menu/asked").status()).isEqualTo(401);
    }

    @Test
    void givesEachEventItsEffectOnceOverBothProcesses() throws Exception {
        var eater = here.newTenant();
        int each = 60;
        var other = new Api(there.address())
                .with("Authorization", here.as(eater, "menu:write").header("Authorization"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int n = 0; n < each; n++) {
                var id = UUID.randomUUID().toString();
                writes.add(threads.submit(() -> here.inside(
                        eater, () -> here.bean(MenuApi.class).add(new Item("here-" + id, BigDecimal.ONE)))));
                writes.add(threads.submit(() -> assertThat(
                                other.post("/menu/items", "{\"id\":\"there-%s\",\"price\":1}".formatted(id))
                                        .status())
                        .isEqualTo(200)));
            }
            for (var write : writes) {
                write.get();
            }
        }

        await(eater, 2 * each);
        Thread.sleep(1_500); // one more sweep of both, which must find nothing to do

        assertThat(count(eater, "select count(*) from menu_effects")).isEqualTo(2 * each);
        assertThat(count(eater, "select count(distinct event_id) from menu_effects"))
                .isEqualTo(2 * each);
        assertThat(count(eater, "select count(distinct item) from menu_effects"))
                .isEqualTo(2 * each);
        assertThat(count(eater, "select count(*) from outbox where seq is null"))
                .isZero();
        assertThat(count(eater, "select max(seq) from outbox")).isEqualTo(2 * each);
    }

    private static void await(Tenant of, int effects) throws InterruptedException {
        for (int look = 0; look < 200 && count(of, "select count(*) from menu_effects") < effects; look++) {
            Thread.sleep(100);
        }
    }

    private static int count(Tenant of, String sql) {
        return here.inside(
                of,
                () -> here.bean(UnitOfWork.class)
                        .read(() -> here.bean(JdbcClient.class)
                                .sql(sql)
                                .query(Integer.class)
                                .single()));
    }
}
