package io.foodflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testservices.TestServices;
import io.foodflow.testservices.menu.api.MenuApi;
import io.foodflow.testservices.menu.api.MenuApi.Item;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same service called where it runs and from a process where it does not. */
class SplitServicesTest {

    private static final Path HOME = TestPlatform.temporaryHome();

    private static TestPlatform menu;
    private static TestPlatform orders;
    private static TestPlatform unconnected;
    private static Tenant tenant;

    @BeforeAll
    static void start() {
        var database = TestDatabases.create();
        menu = TestServices.with(() -> TestPlatform.startOn(database, HOME, "foodflow.services=menu"));
        orders = TestServices.with(() -> TestPlatform.startOn(
                database, HOME, "foodflow.services=orders", "foodflow.remote.menu=" + menu.address()));
        unconnected = TestServices.with(() -> TestPlatform.startOn(database, HOME, "foodflow.services=none"));
        tenant = menu.newTenant();
        menu.inside(tenant, () -> menu.bean(MenuApi.class).add(new Item("soup", new BigDecimal("4.50"))));
    }

    @AfterAll
    static void stop() {
        unconnected.close();
        orders.close();
        menu.close();
    }

    @Test
    void isThePlainBeanWhereItRuns() {
        assertThat(menu.bean(MenuApi.class).getClass().getSimpleName()).isEqualTo("MenuController");
        assertThat(orders.bean(MenuApi.class)).isInstanceOf(java.lang.reflect.Proxy.class);
    }

    @Test
    void givesTheSameAnswerFromBothSides() {
        Supplier<Item> here = () -> menu.bean(MenuApi.class).item("soup");
        Supplier<Item> there = () -> orders.bean(MenuApi.class).item("soup");

        assertThat(orders.inside(tenant, there)).isEqualTo(menu.inside(tenant, here));
        assertThat(orders.inside(tenant, () -> orders.bean(MenuApi.class).items(BigDecimal.TEN)))
                .containsExactly(new Item("soup", new BigDecimal("4.50")));
    }

    @Test
    void endsInTheSameProblemOnBothSides() {
        var here = problem(menu, () -> menu.bean(MenuApi.class).item("cake"));
        var there = problem(orders, () -> orders.bean(MenuApi.class).item("cake"));

        assertThat(there).isEqualTo(here);
        assertThat(there.status()).isEqualTo(404);
    }

    @Test
    void bringsTheFieldsAtFaultAcross() {
        var bad = new Item("debt", new BigDecimal("-1"));

        var there = problem(orders, () -> orders.bean(MenuApi.class).add(bad));

        assertThat(there).isEqualTo(problem(menu, () -> menu.bean(MenuApi.class).add(bad)));
        assertThat(there.errors().getFirst().field()).isEqualTo("price");
    }

    @Test
    void answersOverHttpInTheCallersName() {
        var answer =
                orders.as(tenant, "order:write", "menu:read").post("/orders", "{\"item\":\"soup\",\"portions\":3}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("total").decimalValue()).isEqualByComparingTo("13.50");
    }

    @Test
    void needsThePermissionOfTheServiceBehindToo() {
        var answer = orders.as(tenant, "order:write").post("/orders", "{\"item\":\"soup\",\"portions\":3}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("permission").asString()).isEqualTo("menu:read");
    }

    @Test
    void answersA404OfTheServiceBehindAsA404() {
        var answer =
                orders.as(tenant, "order:write", "menu:read").post("/orders", "{\"item\":\"cake\",\"portions\":3}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString()).isEqualTo("there is no menu item 'cake' here");
        assertThat(answer.json().path("instance").asString()).isEqualTo("/orders");
    }

    @Test
    void callsInTheNameOfThePlatformWhereNobodySignedIn() {
        var asked = orders.inside(tenant, () -> orders.bean(MenuApi.class).whoAsks());

        assertThat(asked).isEqualTo(new MenuApi.Asked(tenant.slug(), "SERVICE", "test"));
    }

    @Test
    void callsNothingWithoutATenant() {
        assertThatThrownBy(() -> CallContext.platform("test", null)
                        .run(() -> orders.bean(MenuApi.class).whoAsks()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no tenant");
    }

    @Test
    void saysWhichSettingIsMissing() {
        var problem = problem(unconnected, () -> unconnected.bean(MenuApi.class).item("soup"));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).contains("foodflow.remote.menu");
    }

    @Test
    void doesNotServeWhatItDoesNotRun() {
        assertThat(orders.as(tenant, "menu:read").get("/menu/items/soup").status())
                .isEqualTo(404);
    }

    @Test
    void refusesToStartWithAMisspeltService() {
        assertThatThrownBy(() ->
                        TestServices.with(() -> TestPlatform.startOn(menu.database(), HOME, "foodflow.services=menue")))
                .hasStackTraceContaining("foodflow.services must name services of this build [menu, orders]")
                .hasStackTraceContaining("unknown: [menue]");
    }

    @Test
    void refusesToStartWithAnAddressOfAMisspeltService() {
        assertThatThrownBy(() -> TestServices.with(() -> TestPlatform.startOn(
                        menu.database(), HOME, "foodflow.services=none", "foodflow.remote.menue=http://menu:8080")))
                .hasStackTraceContaining("foodflow.remote.* must name services of this build [menu, orders]");
    }

    @Test
    void migratesTheTablesOfServicesThatDoNotRunHere() {
        var other = unconnected.newTenant();
        var id = UUID.randomUUID().toString();

        menu.inside(other, () -> menu.bean(MenuApi.class).add(new Item(id, BigDecimal.ONE)));

        assertThat(menu.inside(other, () -> menu.bean(MenuApi.class).item(id)).price())
                .isEqualByComparingTo("1");
    }

    private static io.foodflow.platform.web.Problem problem(TestPlatform platform, Supplier<?> call) {
        try {
            platform.inside(tenant, call);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("the call ended well");
    }
}
