package io.foodflow.identity.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;

class BootstrapTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private final String slug = "demo_" + UUID.randomUUID().toString().substring(0, 8);
    private final String email = slug.replace('_', '.') + "@example.com";

    @Test
    void createsTheTenantAndItsAdministrator() {
        run(settings("Alp Dairy", "first password"));
        var signIn = IdentityPlatform.login(email, "first password");
        assertThat(signIn.status()).isEqualTo(200);
        var user = signIn.json().path("user");
        assertThat(user.path("roles").toString()).isEqualTo("[\"tenant_admin\"]");
        assertThat(user.at("/tenant/name").asString()).isEqualTo("Alp Dairy");
        assertThat(user.at("/tenant/primary_color").asString()).isEqualTo("#135200");
        assertThat(IdentityPlatform.query("select actor_kind, actor_name from tenant_%s.audit_entries".formatted(slug)))
                .contains("PLATFORM|bootstrap");
    }

    @Test
    void leavesWhatExistsAsItIs() {
        run(settings("Alp Dairy", "first password"));
        run(settings("Another name", "second password"));
        assertThat(IdentityPlatform.login(email, "second password").status()).isEqualTo(401);
        var signIn = IdentityPlatform.login(email, "first password");
        assertThat(signIn.json().at("/user/tenant/name").asString()).isEqualTo("Alp Dairy");
    }

    @Test
    void asksNothingOfThePasswordOfAUserWhoExists() {
        run(settings("Alp Dairy", "first password"));
        run(settings("Alp Dairy", "short"));
        assertThat(IdentityPlatform.login(email, "first password").status()).isEqualTo(200);
    }

    @Test
    void addsTheAdministratorToATenantThatExists() {
        run(settings("Alp Dairy", "first password"));
        run(new BootstrapSettings(
                slug,
                null,
                "second." + email,
                "second password",
                "Admin",
                null,
                "enterprise",
                null,
                List.of("tenant_admin")));
        assertThat(IdentityPlatform.login("second." + email, "second password").status())
                .isEqualTo(200);
    }

    @Test
    void createsOneTenantWhenSeveralProcessesStartAtOnce() throws Exception {
        IdentityPlatform.atOnce(3, () -> {
            run(settings("Alp Dairy", "first password"));
            return true;
        });
        assertThat(IdentityPlatform.login(email, "first password").status()).isEqualTo(200);
    }

    @Test
    void runsAtTheStartOfTheServer() {
        try (var platform = TestPlatform.startOn(
                PLATFORM.database(),
                IdentityPlatform.HOME,
                "foodflow.identity.passwords.bcrypt-strength=4",
                "foodflow.bootstrap.tenant=" + slug,
                "foodflow.bootstrap.name=Alp Dairy",
                "foodflow.bootstrap.email=" + email,
                "foodflow.bootstrap.password=first password",
                "foodflow.bootstrap.first-name=Ada",
                "foodflow.bootstrap.last-name=Lindner",
                "foodflow.bootstrap.plan=pro",
                "foodflow.bootstrap.primary-color=#135200",
                "foodflow.bootstrap.roles=tenant_admin,platform_admin")) {
            var signIn = IdentityPlatform.login(platform, email, "first password");
            assertThat(signIn.json().at("/user/first_name").asString()).isEqualTo("Ada");
            assertThat(signIn.json().at("/user/last_name").asString()).isEqualTo("Lindner");
            assertThat(signIn.json().at("/user/roles").toString()).isEqualTo("[\"platform_admin\",\"tenant_admin\"]");
            assertThat(platform.bean(Tenants.class)
                            .findBySlug(slug)
                            .orElseThrow()
                            .plan())
                    .isEqualTo("pro");
        }
    }

    @Test
    void doesNothingWithoutSettings() {
        int before = PLATFORM.bean(Tenants.class).all().size();
        run(new BootstrapSettings(null, null, null, null, "Admin", null, "enterprise", null, List.of("tenant_admin")));
        assertThat(PLATFORM.bean(Tenants.class).all()).hasSizeGreaterThanOrEqualTo(before);
        assertThat(PLATFORM.bean(Tenants.class).findBySlug(slug)).isEmpty();
    }

    @Test
    void stopsTheStartWithTheSettingThatIsWrong() {
        assertThatThrownBy(() -> settings("x", null)).hasMessageContaining("foodflow.bootstrap.password must be set");
        assertThatThrownBy(() -> run(settings("x", "short")))
                .hasMessage("foodflow.bootstrap.password must have 12..128 characters, had 5");
        assertThatThrownBy(() -> run(new BootstrapSettings(
                        slug, null, "nobody", "first password", "Admin", null, "pro", null, List.of("tenant_admin"))))
                .hasMessageContaining("foodflow.bootstrap.email must be an address");
        assertThatThrownBy(() -> run(new BootstrapSettings(
                        slug, null, email, "first password", "Admin", null, "pro", null, List.of("king"))))
                .hasMessageContaining("king");
        assertThat(settings("x", "first password").toString()).doesNotContain("first password");
    }

    private BootstrapSettings settings(String name, String password) {
        return new BootstrapSettings(
                slug, name, email, password, "Admin", null, "enterprise", "#135200", List.of("tenant_admin"));
    }

    private static void run(BootstrapSettings settings) {
        new Bootstrap(
                        settings,
                        PLATFORM.bean(Tenants.class),
                        PLATFORM.bean(TenantProvisioning.class),
                        PLATFORM.bean(Users.class))
                .run(new DefaultApplicationArguments());
    }
}
