package io.foodflow.identity.signin;

import io.foodflow.identity.api.UserView;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.tenancy.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in user as the workspace greets it: who, of which company, and what may be done.
 *
 * @param permissions what may be done everywhere
 */
record Profile(
        UUID id,
        String email,
        boolean emailVerified,
        String firstName,
        String lastName,
        List<String> roles,
        List<String> permissions,
        List<AtSites> atSites,
        Company tenant) {

    Profile {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
        atSites = List.copyOf(atSites);
    }

    static Profile of(
            UserView user,
            boolean emailVerified,
            Collection<String> permissions,
            Collection<SiteGrant> atSites,
            Tenant tenant) {
        return new Profile(
                user.id(),
                user.email(),
                emailVerified,
                user.firstName(),
                user.lastName(),
                user.roles(),
                permissions.stream().sorted().toList(),
                atSites.stream().map(AtSites::of).toList(),
                Company.of(tenant));
    }

    /** What may be done at some sites only. */
    record AtSites(List<String> permissions, List<String> sites) {

        AtSites {
            permissions = List.copyOf(permissions);
            sites = List.copyOf(sites);
        }

        static AtSites of(SiteGrant grant) {
            return new AtSites(
                    grant.permissions().stream().sorted().toList(),
                    grant.sites().stream().sorted().toList());
        }
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
