package io.foodflow.identity.bootstrap;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.passwords.PasswordRules;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.NewUser;
import io.foodflow.identity.users.UserOutcome;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Makes sure of the tenant and the administrator that the settings name, before the server says it is ready. Safe to
 * repeat, and safe when several processes start at once. A mistake in the settings stops the start.
 */
final class Bootstrap implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);

    private final BootstrapSettings settings;
    private final Tenants tenants;
    private final TenantProvisioning provisioning;
    private final Users users;

    Bootstrap(BootstrapSettings settings, Tenants tenants, TenantProvisioning provisioning, Users users) {
        this.settings = settings;
        this.tenants = tenants;
        this.provisioning = provisioning;
        this.users = users;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var slug = settings.tenant();
        var address = settings.email();
        var password = settings.password();
        if (slug != null && address != null && password != null) {
            ensure(slug, address, password);
        }
    }

    private void ensure(String slug, String address, String password) {
        var email = EmailAddress.parse(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "foodflow.bootstrap.email must be an address as anna@example.com, was '%s'"
                                .formatted(address)));
        if (tenants.findBySlug(slug).filter(tenant -> has(tenant, email)).isPresent()) {
            log.info("the user {} of {} exists", email, slug);
            return;
        }
        PasswordRules.broken("foodflow.bootstrap.password", password).ifPresent(rule -> {
            throw new IllegalArgumentException(rule.message());
        });
        var tenant = tenant(slug);
        CallContext.platform("bootstrap", tenant).run(() -> ensureUser(tenant, email, password));
    }

    private boolean has(Tenant tenant, EmailAddress email) {
        return CallContext.platform("bootstrap", tenant).call(() -> users.has(email));
    }

    private Tenant tenant(String slug) {
        return tenants.findBySlug(slug).orElseGet(() -> {
            var name = settings.name() == null ? slug : settings.name();
            try {
                var made = provisioning.create(new NewTenant(slug, name, settings.plan(), settings.primaryColor()));
                log.info("created the tenant {}", slug);
                return made;
            } catch (IllegalArgumentException e) {
                // Another process that started at the same time may have been first.
                return tenants.findBySlug(slug).orElseThrow(() -> e);
            }
        });
    }

    private void ensureUser(Tenant tenant, EmailAddress email, String password) {
        var wanted = new NewUser(
                email,
                password,
                settings.firstName(),
                settings.lastName() == null ? tenant.name() : settings.lastName(),
                Set.copyOf(settings.roles()),
                UserView.Status.ACTIVE);
        switch (users.create(wanted)) {
            case UserOutcome.Saved saved ->
                log.info("created the user {} of {}", saved.user().email(), tenant.slug());
            case UserOutcome.EmailTaken _ -> log.info("the user {} of {} exists", email, tenant.slug());
            case UserOutcome refused ->
                throw new IllegalArgumentException(
                        "foodflow.bootstrap: cannot create %s: %s".formatted(email, refused));
        }
    }
}
