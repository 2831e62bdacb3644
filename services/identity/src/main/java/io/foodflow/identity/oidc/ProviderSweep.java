package io.foodflow.identity.oidc;

import io.foodflow.platform.jobs.Sweep;
import java.time.Instant;

/** Forgets authorizations, requests and browsers of the current tenant that have run out. Thread-safe. */
final class ProviderSweep implements Sweep {

    private final StoredAuthorizations authorizations;
    private final AuthorizationRequests requests;

    ProviderSweep(StoredAuthorizations authorizations, AuthorizationRequests requests) {
        this.authorizations = authorizations;
        this.requests = requests;
    }

    /** At most that many of each kind; the answer is for the kind of which there were most. */
    @Override
    public int sweep(Instant now, int rows) {
        return Math.max(
                authorizations.forget(now, rows),
                Math.max(
                        authorizations.forgetReplaced(now, rows),
                        Math.max(requests.forgetRequests(now, rows), requests.forgetBrowsers(now, rows))));
    }
}
