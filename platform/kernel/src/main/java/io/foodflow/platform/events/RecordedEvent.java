package io.foodflow.platform.events;

import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event as the outbox holds it, with the attributes CloudEvents asks for.
 *
 * @param sequence position in the tenant's stream: dense, from 1, never out of the order of cause and effect
 * @param tenant null for an event of the platform itself
 * @param type the domain event's name
 * @param data the domain event's components, snake_case
 */
public record RecordedEvent(
        UUID id,
        long sequence,
        @Nullable TenantId tenant,
        String type,
        String resourceType,
        String resourceId,
        Instant time,
        JsonNode data) {}
