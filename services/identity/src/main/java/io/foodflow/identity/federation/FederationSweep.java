package io.foodflow.identity.federation;

import io.foodflow.platform.jobs.Sweep;
import java.time.Instant;

/** Forgets sign-ins of the current tenant that nobody came back from in time. Thread-safe. */
final class FederationSweep implements Sweep {

    private final SignInRequests requests;

    FederationSweep(SignInRequests requests) {
        this.requests = requests;
    }

    @Override
    public int sweep(Instant now, int rows) {
        return requests.forget(now, rows);
    }
}
