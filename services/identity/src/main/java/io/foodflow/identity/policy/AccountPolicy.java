package io.foodflow.identity.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.http.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks of all its accounts.
 *
 * @param secondFactorRequired whoever has no second factor sets one up at the next sign-in
 * @param sessionHours hours after which one has to sign in again, however busy the session; null for no such end
 * @param allowedNetworks addresses to sign in from, as {@code 10.1.0.0/16}; empty for all
 * @param registrationDomains whose e-mail domain this is may register; empty for nobody
 * @param registrationRole the role of those who register
 * @param version goes up by one with each change; the ETag
 */
public record AccountPolicy(
        boolean secondFactorRequired,
        @JsonInclude @Nullable Integer sessionHours,
        List<String> allowedNetworks,
        List<String> registrationDomains,
        String registrationRole,
        long version,
        Instant updatedAt) {

    public AccountPolicy {
        allowedNetworks = List.copyOf(allowedNetworks);
        registrationDomains = List.copyOf(registrationDomains);
    }

    /** Whether one may sign in from that address; from nowhere known only where all are welcome. */
    public boolean admits(@Nullable String ip) {
        return allowedNetworks.isEmpty() || (ip != null && contains(ip));
    }

    private boolean contains(String ip) {
        try {
            var address = InetAddress.ofLiteral(ip);
            return allowedNetworks.stream()
                    .flatMap(text -> Network.find(text).stream())
                    .anyMatch(network -> network.contains(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether people of that e-mail domain may register. */
    public boolean mayRegister(String domain) {
        return registrationDomains.contains(domain);
    }

    /** When a session that began then must end at the latest. */
    public Optional<Instant> endOfSession(Instant began) {
        return Optional.ofNullable(sessionHours).map(hours -> began.plus(Duration.ofHours(hours)));
    }
}
