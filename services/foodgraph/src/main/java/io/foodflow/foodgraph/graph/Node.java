package io.foodflow.foodgraph.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph.
 *
 * @param key canonical identifier, unique: a Digital Link URI for GS1 keys
 * @param productName name of the product that this is a lot or piece of
 * @param locationName name of the place where it was last
 * @param state disposition, as {@code in_progress}
 * @param quantity what was made or received, in {@code unit} (UN/CEFACT Recommendation 20)
 */
record Node(
        UUID id,
        NodeKind kind,
        String key,
        @Nullable String name,
        @JsonInclude @Nullable String lotCode,
        @Nullable String gtin,
        @Nullable String productName,
        @Nullable String locationName,
        @Nullable String state,
        @Nullable Double quantity,
        @Nullable String unit,
        Map<String, Object> properties,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
