package io.foodflow.foodgraph.graph;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event (or an import) says of a node. Several mentions of one key add up: the more telling kind, the first name,
 * the latest place and state.
 *
 * @param key canonical identifier
 * @param product key of the product that this is a lot or piece of
 * @param location key of the place where it is at {@code time}
 * @param state disposition at {@code time}
 * @param quantity what was made or received, in {@code unit}
 * @param properties further facts, by name
 * @param time when this was so
 */
public record NodeMention(
        String key,
        NodeKind kind,
        @Nullable String name,
        @Nullable String lotCode,
        @Nullable String gtin,
        @Nullable String product,
        @Nullable String location,
        @Nullable String state,
        @Nullable Double quantity,
        @Nullable String unit,
        Map<String, Object> properties,
        @Nullable Instant time) {

    /** Characters that a key may have. */
    public static final int LONGEST_KEY = 500;

    public NodeMention {
        properties = Map.copyOf(properties);
    }

    /** A mention that says nothing but the kind. */
    public static NodeMention of(String key, NodeKind kind) {
        return new NodeMention(key, kind, null, null, null, null, null, null, null, null, Map.of(), null);
    }

    /** A mention with a name and properties. */
    public static NodeMention named(String key, NodeKind kind, @Nullable String name, Map<String, Object> properties) {
        return new NodeMention(key, kind, name, null, null, null, null, null, null, null, properties, null);
    }

    /** What both mentions say together. */
    public NodeMention merge(NodeMention other) {
        boolean later = time == null || (other.time != null && !other.time.isBefore(time));
        var newer = later ? other : this;
        var older = later ? this : other;
        var all = new TreeMap<>(older.properties);
        all.putAll(newer.properties);
        return new NodeMention(
                key,
                kind.refine(other.kind),
                first(name, other.name),
                first(lotCode, other.lotCode),
                first(gtin, other.gtin),
                first(product, other.product),
                first(newer.location, older.location),
                first(newer.state, older.state),
                quantity == null ? other.quantity : quantity,
                quantity == null ? other.unit : unit,
                all,
                newer.time);
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a == null ? b : a;
    }
}
