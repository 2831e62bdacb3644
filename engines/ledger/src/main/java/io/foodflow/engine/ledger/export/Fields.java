package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonNumber;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.JsonValue.JsonText;
import io.foodflow.engine.ledger.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads the members of a line, and refuses it where they are not what they must be. */
final class Fields {

    private static final double LARGEST = 1L << 53;

    private final JsonObject object;

    Fields(JsonObject object) {
        this.object = object;
    }

    boolean has(String name) {
        return object.get(name).isPresent();
    }

    /** Refuses members that would go unread, since nothing would vouch for them. */
    void requireOnly(Set<String> names) {
        object.members().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusedLine("must not have a member '" + name + "'");
                });
    }

    String text(String name) {
        return object.text(name).orElseThrow(() -> new RefusedLine("must have the text '" + name + "'"));
    }

    long number(String name) {
        if (object.get(name).orElse(null) instanceof JsonNumber(double value)
                && value >= 0
                && value < LARGEST
                && value == Math.rint(value)) {
            return (long) value;
        }
        throw new RefusedLine("must have the whole number '" + name + "'");
    }

    JsonObject object(String name) {
        if (object.get(name).orElse(null) instanceof JsonObject inner) {
            return inner;
        }
        throw new RefusedLine("must have the object '" + name + "'");
    }

    JsonValue value(String name) {
        return object.get(name).orElseThrow(() -> new RefusedLine("must have '" + name + "'"));
    }

    <T> List<T> list(String name, Function<String, T> read) {
        if (!(object.get(name).orElse(null) instanceof JsonArray(var items))) {
            throw new RefusedLine("must have the list '" + name + "'");
        }
        var list = new ArrayList<T>();
        for (var item : items) {
            if (!(item instanceof JsonText(var text))) {
                throw new RefusedLine("must have texts only in '" + name + "'");
            }
            list.add(read.apply(text));
        }
        return list;
    }

    List<Hash> hashes(String name) {
        return list(name, Hash::ofBase64);
    }
}
