package io.foodflow.notification.templates;

import java.time.Instant;
import java.util.UUID;

/**
 * What messages say, in one of its versions.
 *
 * @param name what it is called by, as {@code recall.opened}
 * @param version goes up by one with each change; the ETag, and what an older one is read by
 * @param changedBy who wrote this version
 */
record Template(
        UUID id,
        String name,
        Wordings wordings,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        long version) {}
