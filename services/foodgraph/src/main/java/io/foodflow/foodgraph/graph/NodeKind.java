package io.foodflow.foodgraph.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.engine.traceability.KindSet;
import java.util.Arrays;
import java.util.Locale;

/** What a node is. The position in this list is stored: add at the end, never change the order. */
public enum NodeKind {
    /** A kind of trade item: GTIN without lot or serial. */
    PRODUCT,
    /** A lot that came from elsewhere, or of which nothing says that it was made here. */
    INGREDIENT,
    /** A lot that a transformation made or that was commissioned. */
    BATCH,
    /** One piece: GTIN with serial. */
    ITEM,
    /** What moves as one: a pallet, a case with an SSCC. */
    LOGISTIC_UNIT,
    /** Something returnable or owned: crate, container, tool. */
    ASSET,
    /** An organisation that delivers. */
    SUPPLIER,
    /** Another organisation: customer, carrier, owner. */
    PARTY,
    /** A place. */
    LOCATION,
    /** A machine or line. */
    EQUIPMENT,
    /** A shipment. */
    DISTRIBUTION,
    /** A transformation: what went in and what came out together. */
    PRODUCTION_RUN,
    /** A business transaction: order, despatch advice, invoice. */
    DOCUMENT,
    /** Anything else that an event names. */
    OTHER;

    private static final NodeKind[] KINDS = values();

    /** Where a trace ends unless it begins there: what many lots share and no lot consists of. */
    static final KindSet TERMINAL = KindSet.of(
            SUPPLIER.code(), PARTY.code(), LOCATION.code(), PRODUCT.code(), EQUIPMENT.code(), DOCUMENT.code());

    /** As the table and the traversal engine know it. */
    @SuppressWarnings("EnumOrdinal") // the order is stored and pinned by a test
    public int code() {
        return ordinal();
    }

    /** The kind with that code. */
    @SuppressWarnings("EnumOrdinal")
    public static NodeKind of(int code) {
        return KINDS[code];
    }

    /** As the API writes it: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #word}; an {@link IllegalArgumentException} lists the kinds there are. */
    @com.fasterxml.jackson.annotation.JsonCreator
    public static NodeKind parse(String word) {
        for (var kind : KINDS) {
            if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind must be one of %s, was '%s'"
                .formatted(Arrays.stream(KINDS).map(NodeKind::word).toList(), word));
    }

    /** Where a default trace ends. */
    public static KindSet terminal() {
        return TERMINAL;
    }

    /** The more telling of two things said of one node: that it was made here, that it delivers. */
    NodeKind refine(NodeKind other) {
        return specificity(other) > specificity(this) ? other : this;
    }

    private static int specificity(NodeKind kind) {
        return switch (kind) {
            case OTHER -> 0;
            case INGREDIENT, PARTY, LOCATION -> 1;
            case BATCH, SUPPLIER, ASSET -> 2;
            case PRODUCT, ITEM, LOGISTIC_UNIT, EQUIPMENT, DISTRIBUTION, PRODUCTION_RUN, DOCUMENT -> 3;
        };
    }
}
