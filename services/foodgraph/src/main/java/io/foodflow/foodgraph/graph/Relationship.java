package io.foodflow.foodgraph.graph;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relationship between two nodes, along the flow of material.
 *
 * @param quantity how much went that way, in {@code unit}
 * @param eventId the EPCIS event that says so, if one does
 */
record Relationship(
        UUID id,
        RelationshipKind kind,
        UUID fromId,
        UUID toId,
        Instant eventTime,
        @Nullable Double quantity,
        @Nullable String unit,
        @Nullable UUID eventId,
        Map<String, Object> properties,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
