package io.foodflow.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field that differs.
 *
 * @param field its path, as {@code address.city}; empty where the whole is no object
 * @param old null where it was not there
 * @param now null where it is not there any more
 */
record FieldChange(
        String field,
        @JsonInclude @Nullable JsonNode old,
        @JsonInclude @JsonProperty("new") @Nullable JsonNode now) {

    private static final int DEEPEST = 16;

    /** What differs between two values; objects are compared member by member, lists as a whole. In the order of names. */
    static List<FieldChange> between(@Nullable JsonNode old, @Nullable JsonNode now) {
        var changes = new ArrayList<FieldChange>();
        compare("", old, now, 0, changes);
        return changes;
    }

    private static void compare(
            String field, @Nullable JsonNode old, @Nullable JsonNode now, int depth, List<FieldChange> changes) {
        boolean objects = isObjectOrAbsent(old) && isObjectOrAbsent(now) && (old != null || now != null);
        if (!objects || depth == DEEPEST) {
            if (old == null ? now != null : !old.equals(now)) {
                changes.add(new FieldChange(field, old, now));
            }
            return;
        }
        var names = new TreeSet<String>();
        for (var one : new JsonNode[] {old, now}) {
            if (one != null) {
                names.addAll(one.propertyNames());
            }
        }
        for (var name : names) {
            compare(
                    field.isEmpty() ? name : field + "." + name,
                    old == null ? null : old.get(name),
                    now == null ? null : now.get(name),
                    depth + 1,
                    changes);
        }
    }

    private static boolean isObjectOrAbsent(@Nullable JsonNode node) {
        return node == null || node.isObject();
    }
}
