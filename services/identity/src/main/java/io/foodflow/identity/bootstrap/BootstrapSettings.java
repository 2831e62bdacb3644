package io.foodflow.identity.bootstrap;

import io.foodflow.identity.roles.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tenant and the administrator to make sure of at the start; none where {@code tenant} is not set. What exists is
 * left as it is, a changed password too.
 *
 * @param tenant slug of the tenant
 * @param name the tenant's name; the slug where it is not set
 * @param email address of the administrator
 * @param password the administrator's password at first
 * @param firstName the administrator's first name
 * @param lastName the administrator's last name; the tenant's name where it is not set
 * @param plan {@code free}, {@code pro} or {@code enterprise}
 * @param primaryColor the workspace's colour, as {@code #1677ff}
 * @param roles roles of the administrator; who runs the platform too has {@code platform_admin} among them
 */
@ConfigurationProperties("foodflow.bootstrap")
record BootstrapSettings(
        @Nullable String tenant,
        @Nullable String name,
        @Nullable String email,
        @Nullable String password,
        @DefaultValue("Admin") String firstName,
        @Nullable String lastName,
        @DefaultValue("enterprise") String plan,
        @Nullable String primaryColor,
        @DefaultValue(Role.TENANT_ADMIN) List<String> roles) {

    BootstrapSettings {
        roles = List.copyOf(roles);
        if (tenant != null && (email == null || password == null)) {
            throw new IllegalArgumentException(
                    "foodflow.bootstrap.tenant is '%s', so foodflow.bootstrap.email and ".formatted(tenant)
                            + "foodflow.bootstrap.password must be set too");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BootstrapSettings[%s, %s]".formatted(tenant, email);
    }
}
