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
public record Relationship(
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
        Instant updatedAt) {

    /** Events before and after are refused: nobody traces food there, and the traversal engine's times end. */
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
}
