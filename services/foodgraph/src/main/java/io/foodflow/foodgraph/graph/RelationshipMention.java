package io.foodflow.foodgraph.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event (or an import) says of two nodes, named by their keys. Quantity in {@code unit}, where known. */
public record RelationshipMention(
        RelationshipKind kind,
        String from,
        String to,
        Instant time,
        @Nullable Double quantity,
        @Nullable String unit) {

    /** Without quantity. */
    public static RelationshipMention of(RelationshipKind kind, String from, String to, Instant time) {
        return new RelationshipMention(kind, from, to, time, null, null);
    }
}
