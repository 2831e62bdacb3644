package io.foodflow.identity.federation;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.UUID;

/**
 * Where identity providers send browsers back to: an address for each, so that what one of them answers is never taken for
 * the answer of another (RFC 9700 §4.4.2.2). Thread-safe.
 */
final class CallbackAddress {

    static final String PATH = "/auth/sso";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PublicAddress address;

    CallbackAddress(PublicAddress address) {
        this.address = address;
    }

    /**
     * The address for a provider of a tenant. Of the public address; what a request says its host is counts only on the loopback, for trying things
     * out.
     *
     * @throws ProblemException 503 if this platform does not know its own address
     */
    URI of(HttpServletRequest request, Tenant tenant, UUID provider) {
        return URI.create("%s%s/%s/%s/callback".formatted(base(request), PATH, tenant.slug(), provider));
    }

    /** Where a provider of a tenant says that somebody signed out there. */
    URI backchannelLogout(HttpServletRequest request, Tenant tenant, UUID provider) {
        return URI.create("%s%s/%s/%s/backchannel-logout".formatted(base(request), PATH, tenant.slug(), provider));
    }

    /** Where browsers come back to that signed out at a provider. */
    URI signedOut(HttpServletRequest request) {
        return URI.create(base(request) + "/app/sign-in");
    }

    private String base(HttpServletRequest request) {
        if (address.publicUrl() != null) {
            return address.link("");
        }
        if (LOOPBACK.contains(request.getServerName())) {
            return "%s://%s:%d".formatted(request.getScheme(), request.getServerName(), request.getServerPort());
        }
        throw new ProblemException(Problem.of(
                503,
                "public-url-needed",
                "No public address",
                "an identity provider needs an address to send people back to: set foodflow.public-url to where people"
                        + " reach this platform"));
    }

    /** A page of the workspace. */
    String page(String path) {
        return address.link("/app" + path);
    }
}
