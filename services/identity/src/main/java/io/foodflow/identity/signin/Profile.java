package io.foodflow.identity.signin;

import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The signed-in user as the workspace greets it: who, of which company, and what may be done. */
record Profile(
        UUID id,
        String email,
        boolean emailVerified,
        String firstName,
        String lastName,
        List<String> roles,
        List<String> permissions,
        Company tenant) {

    Profile {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }

    static Profile of(
            UserView user,
            boolean emailVerified,
            Collection<String> roles,
            Collection<String> permissions,
            Tenant tenant) {
        return new Profile(
                user.id(),
                user.email(),
                emailVerified,
                user.firstName(),
                user.lastName(),
                roles.stream().sorted().toList(),
                permissions.stream().sorted().toList(),
                Company.of(tenant));
    }

    /** The tenant, with what its workspace looks like. */
    record Company(
            UUID id,
            String slug,
            String name,
            @Nullable String primaryColor,
            @Nullable String logoUrl) {

        static Company of(Tenant tenant) {
            return new Company(
                    tenant.id().value(),
                    tenant.slug(),
                    tenant.name(),
                    tenant.branding().primaryColor(),
                    tenant.branding().logoUrl());
        }
    }
}
