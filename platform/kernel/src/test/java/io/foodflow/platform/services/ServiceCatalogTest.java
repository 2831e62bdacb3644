package io.foodflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.services.ServiceCatalog.Service;
import io.foodflow.testservices.TestServices;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCatalogTest {

    private static final ServiceCatalog CATALOG = new ServiceCatalog(
            List.of(new Service("menu", "x.menu.api", null), new Service("orders", "x.orders.api", "db/orders")));

    @Test
    void readsWhatTheClassPathDescribes() {
        var catalog = TestServices.with(
                () -> ServiceCatalog.read(Thread.currentThread().getContextClassLoader()));

        assertThat(catalog.names()).containsExactlyInAnyOrder("menu", "orders");
        assertThat(catalog.find("menu").orElseThrow().migrations()).isEqualTo("db/tenant/menu");
        assertThat(catalog.find("orders").orElseThrow().migrations()).isNull();
        assertThat(catalog.find("kitchen")).isEmpty();
    }

    @Test
    void refusesADescriptionThatLacksAKey(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("META-INF/foodflow"));
        Files.writeString(folder.resolve("META-INF/foodflow/service.properties"), "name=menu\n");
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThatThrownBy(() -> ServiceCatalog.read(loader))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lacks the key 'api'");
        }
    }

    @Test
    void runsAllServicesOrThoseNamedOrNone() {
        assertThat(ActiveServices.parse("all", CATALOG).names()).containsExactlyInAnyOrder("menu", "orders");
        assertThat(ActiveServices.parse("", CATALOG).names()).hasSize(2);
        assertThat(ActiveServices.parse(" menu ", CATALOG).names()).containsExactly("menu");
        assertThat(ActiveServices.parse("orders, menu", CATALOG).contains("menu"))
                .isTrue();
        assertThat(ActiveServices.parse("none", CATALOG).names()).isEmpty();
    }

    @Test
    void refusesANameThatIsNoService() {
        assertThatThrownBy(() -> ActiveServices.parse("menu,odres", CATALOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "foodflow.services must name services of this build [menu, orders], or 'all'; unknown: [odres]");
    }
}
