package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testservices.TestServices;
import io.foodflow.testservices.menu.api.MenuApi;
import io.foodflow.testservices.menu.api.MenuApi.Item;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TenantProvisioningTest {

    @Test
    void bringsOldTenantsToTheTablesOfANewService() {
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        Tenant first;
        Tenant second;
        try (var before = TestPlatform.startOn(database, home)) {
            first = before.newTenant();
            second = before.newTenant();
        }
        try (var after = TestServices.with(() -> TestPlatform.startOn(database, home))) {
            for (var tenant : List.of(first, second)) {
                var item = new Item("soup", BigDecimal.ONE);
                assertThat(after.inside(tenant, () -> after.bean(MenuApi.class).add(item)))
                        .isEqualTo(item);
                assertThat(recorded(after, "TenantMigrated", tenant)).isEqualTo(1);
            }
        }
        try (var again = TestServices.with(() -> TestPlatform.startOn(database, home))) {
            assertThat(recorded(again, "TenantMigrated", first))
                    .as("a tenant that is there already is left alone")
                    .isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOfATenantWhoseTablesCannotBeMade() {
        var broken = Path.of("src/test/services/broken").toAbsolutePath();
        try (var platform = TestServices.with(List.of(broken), TestPlatform::start)) {
            assertThatThrownBy(() -> create(platform, "unlucky")).hasMessageContaining("V1__broken.sql");

            assertThat(platform.bean(Tenants.class).findBySlug("unlucky")).isEmpty();
            assertThat(count(platform, "select count(*) from pg_roles where rolname = 'tenant_unlucky'"))
                    .isZero();
            assertThat(count(platform, "select count(*) from pg_namespace where nspname = 'tenant_unlucky'"))
                    .isZero();
        }
    }

    @Test
    void createsATenantOnceAndRecordsIt() {
        try (var platform = TestPlatform.start()) {
            var tenant = create(platform, "dairy_2");

            assertThat(platform.bean(Tenants.class).findBySlug("dairy_2")).contains(tenant);
            assertThat(platform.bean(Tenants.class).find(tenant.id())).contains(tenant);
            assertThat(platform.bean(Tenants.class).all()).containsExactly(tenant);
            assertThat(recorded(platform, "TenantCreated", tenant)).isEqualTo(1);
            assertThatThrownBy(() -> create(platform, "dairy_2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tenant slug 'dairy_2' is taken");
            assertThatThrownBy(() -> platform.bean(TenantProvisioning.class)
                            .create(new NewTenant("gold", "Gold", "platinum", null)))
                    .hasMessageContaining("tenants_plan_fkey");
            assertThat(count(platform, "select count(*) from pg_roles where rolname = 'tenant_gold'"))
                    .isZero();
        }
    }

    @Test
    void erasesATenantAndCanBeAskedToAgain() {
        try (var platform = TestPlatform.start()) {
            var tenant = create(platform, "dairy_3");
            var provisioning = platform.bean(TenantProvisioning.class);
            provisioning.erase(tenant);
            provisioning.erase(tenant);

            assertThat(platform.bean(Tenants.class).find(tenant.id())).isEmpty();
            assertThat(count(platform, "select count(*) from pg_roles where rolname = 'tenant_dairy_3'"))
                    .isZero();
            assertThat(count(platform, "select count(*) from pg_namespace where nspname = 'tenant_dairy_3'"))
                    .isZero();
            assertThat(recorded(platform, "TenantErased", tenant)).isEqualTo(1);
            assertThat(create(platform, "dairy_3").id()).isNotEqualTo(tenant.id());

            var objects = platform.bean(ObjectStore.class);
            var before = create(platform, "dairy_4");
            var kept = keep(platform, before, "a recipe");
            provisioning.erase(before);
            assertThat(platform.<Boolean>inside(before, () -> objects.exists(kept.id())))
                    .isFalse();
            var late = keep(platform, before, "what was under way when it was erased");
            var after = create(platform, "dairy_4");
            var seen = new ArrayList<StoredObject>();
            platform.inside(after, () -> {
                objects.forEach(seen::add);
                return true;
            });
            assertThat(seen).as("another company of that name").isEmpty();
            assertThat(platform.<Boolean>inside(after, () -> objects.exists(late.id())))
                    .isFalse();
            var own = keep(platform, after, "its own");
            assertThat(platform.<Boolean>inside(after, () -> objects.exists(own.id())))
                    .isTrue();
        }
    }

    private static StoredObject keep(TestPlatform platform, Tenant tenant, String content) {
        return platform.inside(
                tenant,
                () -> platform.bean(ObjectStore.class)
                        .put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void leavesNothingOfATenantThatCannotBeFurnished() {
        try (var platform = TestPlatform.start()) {
            var provisioning = platform.bean(TenantProvisioning.class);
            assertThatThrownBy(() -> provisioning.create(new NewTenant("bare", "Bare", "pro", null), tenant -> {
                        assertThat(platform.bean(Tenants.class).findBySlug("bare"))
                                .as("nobody sees it yet")
                                .isEmpty();
                        throw new IllegalStateException("no furniture");
                    }))
                    .hasMessage("no furniture");
            assertThat(count(platform, "select count(*) from pg_roles where rolname = 'tenant_bare'"))
                    .isZero();
            assertThat(count(platform, "select count(*) from tenants where slug = 'bare'"))
                    .isZero();
            assertThat(provisioning.clearAbandoned()).isZero();
        }
    }

    @Test
    void keepsWhatIsOfATenantThatIsOpenAlthoughItsMakerWasNeverTold() {
        try (var platform = TestPlatform.start()) {
            var provisioning = platform.bean(TenantProvisioning.class);
            var store = platform.bean(ObjectStore.class);
            var note = "a note".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> provisioning.create(new NewTenant("open", "Open", "pro", null), tenant -> {
                        try (var thread = Executors.newSingleThreadExecutor()) {
                            var cleared = thread.submit(provisioning::clearAbandoned);
                            assertThat(cleared.get(1, TimeUnit.MINUTES))
                                    .as("one that is being made is not abandoned")
                                    .isZero();
                        } catch (ExecutionException | InterruptedException | TimeoutException e) {
                            throw new AssertionError(e);
                        }
                        store.put(new ByteArrayInputStream(note));
                        platform.database().rows("update platform.tenants set status = 'active' where slug = 'open'");
                        throw new IllegalStateException("the answer was lost");
                    }))
                    .hasMessage("the answer was lost");
            var tenant = platform.bean(Tenants.class).findBySlug("open").orElseThrow();
            var files = new ArrayList<StoredObject>();
            platform.inside(tenant, () -> {
                store.forEach(files::add);
                return files;
            });
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "d", "Dairy", "1dairy", "dairy-east", "dairy;drop role x", "dairy\"", "_dairy", "dairy east"
            })
    void refusesASlugThatIsNoSafeName(String slug) {
        assertThatThrownBy(() -> new NewTenant(slug, "Dairy", "free", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tenant slug must be a lower-case letter");
    }

    @Test
    void refusesANameOutOfBounds() {
        assertThatThrownBy(() -> new NewTenant("dairy", " ", "free", null)).hasMessageContaining("1..200");
        assertThatThrownBy(() -> new NewTenant("dairy", "x".repeat(201), "free", null))
                .hasMessageContaining("1..200");
        assertThatThrownBy(() -> new NewTenant("d".repeat(42), "Dairy", "free", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Tenant create(TestPlatform platform, String slug) {
        return platform.bean(TenantProvisioning.class).create(new NewTenant(slug, "Tenant " + slug, "pro", "#123456"));
    }

    private static int recorded(TestPlatform platform, String type, Tenant tenant) {
        return platform.bean(PlatformWork.class)
                .read(() -> platform.bean(JdbcClient.class)
                        .sql("select count(*) from audit_entries where event_type = ? and resource_id = ?")
                        .params(type, tenant.id().toString())
                        .query(Integer.class)
                        .single());
    }

    private static int count(TestPlatform platform, String sql) {
        return platform.bean(PlatformWork.class)
                .read(() -> platform.bean(JdbcClient.class)
                        .sql(sql)
                        .query(Integer.class)
                        .single());
    }
}
