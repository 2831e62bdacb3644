package io.foodflow.notification.oncall;

import java.time.Instant;
import java.util.UUID;

/**
 * Who is on call.
 *
 * @param version goes up by one with each change; the ETag
 */
record Schedule(
        UUID id, String name, Plan plan, String createdBy, Instant createdAt, Instant updatedAt, long version) {}
