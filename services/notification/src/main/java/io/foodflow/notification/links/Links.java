package io.foodflow.notification.links;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and opens links. What is in one cannot be read or made without the master key, and an address in one is nobody else's
 * to see; it counts as long as the tenant does. Thread-safe.
 */
public final class Links {

    private static final int LONGEST = 1_000;
    private static final String BETWEEN = "\n";

    private final MasterKey masterKey;
    private final PublicAddress address;
    private final Tenants tenants;

    Links(MasterKey masterKey, PublicAddress address, Tenants tenants) {
        this.masterKey = masterKey;
        this.address = address;
        this.tenants = tenants;
    }

    /** A link of the current tenant; empty where nobody knows how this installation is reached from outside. */
    public Optional<URI> make(Purpose purpose, String... parts) {
        var url = address.publicUrl();
        if (url == null || !"https".equals(url.getScheme())) {
            return Optional.empty(); // RFC 8058 wants https, and a link in the clear is everybody's
        }
        return Optional.of(url(purpose, token(purpose, parts)));
    }

    /** The whole address of a link, as it was made. */
    public URI url(Purpose purpose, String token) {
        return URI.create(address.link(purpose.path() + token));
    }

    String token(Purpose purpose, String... parts) {
        var tenant = CallContext.currentTenant().id().value().toString();
        var content = tenant + BETWEEN + String.join(BETWEEN, parts);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(masterKey.seal(content.getBytes(StandardCharsets.UTF_8), about(purpose)));
    }

    /** What is in a link. */
    public record Opened(Tenant tenant, List<String> parts) {
        public Opened {
            parts = List.copyOf(parts);
        }

        /** A part that is an id. */
        public UUID id(int part) {
            return UUID.fromString(parts.get(part));
        }
    }

    /** Opens a link; empty if it was not made here for that purpose, or its tenant is not there (any more). */
    public Optional<Opened> open(Purpose purpose, String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var content = new String(
                    masterKey.open(Base64.getUrlDecoder().decode(token), about(purpose)), StandardCharsets.UTF_8);
            var parts = content.split(BETWEEN, -1);
            return tenants.find(new TenantId(UUID.fromString(parts[0])))
                    .filter(Tenant::isActive)
                    .map(tenant -> new Opened(tenant, Arrays.asList(parts).subList(1, parts.length)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String about(Purpose purpose) {
        return "notification link to " + purpose;
    }
}
