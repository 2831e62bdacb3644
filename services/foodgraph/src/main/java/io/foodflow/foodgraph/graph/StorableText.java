package io.foodflow.foodgraph.graph;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that the tables can hold: PostgreSQL takes any character but U+0000. */
final class StorableText {

    private StorableText() {}

    /** Checks a text, or all texts of a JSON value. */
    static void check(List<FieldError> errors, String field, @Nullable Object value) {
        if (!isStorable(value)) {
            errors.add(new FieldError(field, "character", field + " must not hold the character U+0000; leave it out"));
        }
    }

    private static boolean isStorable(@Nullable Object value) {
        return switch (value) {
            case String text -> text.indexOf('\0') < 0;
            case Map<?, ?> map -> isStorable(map.keySet()) && isStorable(map.values());
            case Collection<?> list -> list.stream().allMatch(StorableText::isStorable);
            case null, default -> true;
        };
    }
}
