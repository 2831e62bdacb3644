package io.foodflow.identity.oidc;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;

/** Finds the issuer that a request is for and works in its tenant. Thread-safe. */
final class Issuers {

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_]{1,40}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Tenants tenants;
    private final PublicAddress address;

    Issuers(Tenants tenants, PublicAddress address) {
        this.tenants = tenants;
        this.address = address;
    }

    /**
     * Works for an issuer, in its tenant, as the protocol's own code expects to find things. A caller with a token of
     * another tenant counts as one without.
     *
     * @throws ProblemException 404 if there is no such tenant or it is suspended; 503 if the issuer cannot know its own
     *     address
     */
    <T extends @Nullable Object> T call(String slug, HttpServletRequest request, Function<Issuer, T> work) {
        var tenant = tenant(slug).orElseThrow(() -> new ProblemException(Problems.notFound("issuer", slug)));
        var issuer = new Issuer(tenant, uri(tenant, request));
        var call = CallContext.current();
        AuthorizationServerContextHolder.setContext(issuer);
        try {
            boolean ofTheTenant =
                    call.tenant() != null && tenant.id().equals(call.tenant().id());
            return new CallContext(
                            ofTheTenant ? call.actor() : Actor.anonymous(),
                            tenant,
                            call.origin(),
                            ofTheTenant ? call.token() : null,
                            null)
                    .call(() -> work.apply(issuer));
        } finally {
            AuthorizationServerContextHolder.resetContext();
            SecurityContextHolder.clearContext();
        }
    }

    private Optional<Tenant> tenant(String slug) {
        return SLUG.matcher(slug).matches()
                ? tenants.findBySlug(slug).filter(tenant -> tenant.status() == Tenant.Status.ACTIVE)
                : Optional.empty();
    }

    /** Of the public address; what a request says its host is counts only on the loopback, for trying things out. */
    private String uri(Tenant tenant, HttpServletRequest request) {
        var path = "/oidc/" + tenant.slug();
        if (address.publicUrl() != null) {
            return address.link(path);
        }
        if (LOOPBACK.contains(request.getServerName())) {
            return "%s://%s:%d%s"
                    .formatted(request.getScheme(), request.getServerName(), request.getServerPort(), path);
        }
        throw new ProblemException(Problem.of(
                503,
                "public-url-needed",
                "No public address",
                "an issuer has a fixed address: set foodflow.public-url to where people reach this platform"));
    }
}
