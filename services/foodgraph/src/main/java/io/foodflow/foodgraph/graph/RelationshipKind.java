package io.foodflow.foodgraph.graph;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.foodflow.engine.traceability.KindSet;
import java.util.Arrays;
import java.util.Locale;

/**
 * How two nodes are related, always along the flow of material. The position in this list is stored: add at the end,
 * never change the order.
 */
public enum RelationshipKind {
    /** Lot → production run. */
    USED_IN(true),
    /** Production run → lot. */
    PRODUCES(true),
    /** Lot or item → logistic unit. */
    PACKED_INTO(true),
    /** Logistic unit → what was taken out of it. Context only: the lot itself carries the flow, its neighbours in the box do not. */
    UNPACKED_TO(false),
    /** Lot or logistic unit → shipment. */
    DISTRIBUTED_TO(true),
    /** Shipment or lot → place or party. */
    SHIPPED_TO(true),
    /** Supplier or place → lot or shipment. */
    SUPPLIES(true),
    /** Lot → lot, delivery → delivery, where nothing more is known. */
    TRANSFERRED_TO(true),
    /** Product → the ingredient product in its recipe. */
    CONTAINS(false),
    /** Organisation → the supplier it buys from. */
    SOURCES_FROM(false),
    /** Lot → the supplier it came from. */
    SOURCED_FROM(false),
    /** Lot or run → the place it was made. */
    PRODUCED_AT(false),
    /** Equipment → the run it carried out. */
    PROCESSED(false),
    /** Anything → the place where it was seen. */
    OBSERVED_AT(false),
    /** Lot or item → its product. */
    INSTANCE_OF(false),
    /** Anything → a business document about it. */
    DOCUMENTED_BY(false),
    /** Anything → anything. */
    RELATED_TO(false);

    private static final RelationshipKind[] KINDS = values();
    private static final KindSet FLOW = KindSet.of(Arrays.stream(KINDS)
            .filter(RelationshipKind::isFlow)
            .mapToInt(RelationshipKind::code)
            .toArray());

    private final boolean flow;

    RelationshipKind(boolean flow) {
        this.flow = flow;
    }

    /** Whether material goes along it, so that a trace follows it without being asked. */
    public boolean isFlow() {
        return flow;
    }

    /** The kinds that a trace follows by default. */
    public static KindSet flow() {
        return FLOW;
    }

    /** As the table and the traversal engine know it. */
    @SuppressWarnings("EnumOrdinal") // the order is stored and pinned by a test
    public int code() {
        return ordinal();
    }

    /** The kind with that code. */
    @SuppressWarnings("EnumOrdinal")
    public static RelationshipKind of(int code) {
        return KINDS[code];
    }

    /** Reads a name in any case; an {@link IllegalArgumentException} lists the kinds there are. */
    @JsonCreator
    public static RelationshipKind parse(String word) {
        for (var kind : KINDS) {
            if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind must be one of %s, was '%s'".formatted(Arrays.toString(KINDS), word));
    }
}
