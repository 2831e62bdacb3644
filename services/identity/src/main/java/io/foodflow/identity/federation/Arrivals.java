package io.foodflow.identity.federation;

import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.sessions.ProviderSession;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * People whom an identity provider let in and whose sessions are still to begin. All methods run in the caller's
 * transaction. Thread-safe.
 */
public final class Arrivals {

    private final SignInRequests requests;
    private final Clock clock;

    Arrivals(SignInRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * Somebody who came back from a provider.
     *
     * @param secondFactor whether the provider asked for a second factor, as far as the tenant takes its word
     * @param from the session there
     * @param destination page of the workspace to go to
     */
    public record Arrival(UUID user, String email, boolean secondFactor, ProviderSession from, String destination) {}

    /**
     * Keeps a provider from being changed or removed until the transaction ends. Whoever lets somebody in locks the provider,
     * then the user, then what else there is of the sign-in; a session names its provider, so this comes first.
     */
    public void keep(UUID provider) {
        requests.keep(provider);
    }

    /** Who came back with that ticket to that browser. */
    public Optional<Arrival> look(TenantSecret ticket, BrowserSecret browser) {
        return requests.look(ticket, browser, clock.instant());
    }

    /** The same, once: whoever takes it begins the session. */
    public Optional<Arrival> take(TenantSecret ticket, BrowserSecret browser) {
        return requests.take(ticket, browser, clock.instant());
    }
}
