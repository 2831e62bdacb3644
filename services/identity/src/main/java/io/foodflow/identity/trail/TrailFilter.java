package io.foodflow.identity.trail;

import io.foodflow.identity.trail.TrailEntry.Kind;
import io.foodflow.identity.trail.TrailEntry.Outcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the trail are shown; null shows all.
 *
 * @param subject the user, application, service account or identity provider
 * @param ip the address as it is stored
 * @param from the first moment
 * @param to the moment before which the last one was
 */
record TrailFilter(
        @Nullable UUID subject,
        @Nullable Kind kind,
        @Nullable Outcome outcome,
        @Nullable String ip,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Everything about one user. */
    static TrailFilter ofUser(UUID user) {
        return new TrailFilter(user, Kind.USER, null, null, null, null);
    }
}
