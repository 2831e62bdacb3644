package io.foodflow.notification.deliveries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a tenant's queue found.
 *
 * @param taken what this process sends now
 * @param more whether something that is due was left for want of workers
 * @param next when there may be something else to take; what waits for workers of its channel is not counted
 */
record Claims(List<Claimed> taken, boolean more, Optional<Instant> next) {

    Claims {
        taken = List.copyOf(taken);
    }
}
