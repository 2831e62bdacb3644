package io.foodflow.engine.ledger.json;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JSON value as I-JSON (RFC 7493) allows it: numbers are doubles, texts are Unicode, names stand once. Immutable. */
public sealed interface JsonValue {

    /** A text, without lone surrogates. */
    static JsonValue of(String text) {
        return new JsonText(text);
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException beyond 2^53, where not each has a double of its own
     */
    static JsonValue of(long number) {
        if (Math.abs(number) > 1L << 53) {
            throw new IllegalArgumentException("a whole number must be within 2^53, was " + number);
        }
        return new JsonNumber((double) number);
    }

    /** A number. */
    static JsonValue of(double number) {
        return new JsonNumber(number);
    }

    /** True or false. */
    static JsonValue of(boolean value) {
        return new JsonBoolean(value);
    }

    /**
     * An object.
     *
     * @param members in canonical order: by the UTF-16 code units of their names
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {

        public JsonObject {
            members.keySet().forEach(JsonText::requireUnicode);
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }

        /** The object without members. */
        public static JsonObject empty() {
            return new JsonObject(Map.of());
        }

        /** The member of this name. */
        public Optional<JsonValue> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The text of this name; empty when there is none, or it is no text. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof JsonText(var text) ? Optional.of(text) : Optional.empty();
        }

        /** This object with a member more, or another one of that name. */
        public JsonObject with(String name, JsonValue value) {
            var more = new TreeMap<>(members);
            more.put(name, value);
            return new JsonObject(more);
        }

        /** This object with a text more. */
        public JsonObject with(String name, String text) {
            return with(name, new JsonText(text));
        }

        /** This object without the member of this name. */
        public JsonObject without(String name) {
            var fewer = new TreeMap<>(members);
            fewer.remove(name);
            return new JsonObject(fewer);
        }
    }

    /** A list. */
    record JsonArray(List<JsonValue> items) implements JsonValue {

        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** A text. */
    record JsonText(String text) implements JsonValue {

        public JsonText {
            requireUnicode(text);
        }

        private static void requireUnicode(String text) {
            boolean awaitsLow = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isLowSurrogate(c) != awaitsLow) {
                    throw loneSurrogate(i);
                }
                awaitsLow = Character.isHighSurrogate(c);
            }
            if (awaitsLow) {
                throw loneSurrogate(text.length());
            }
        }

        private static IllegalArgumentException loneSurrogate(int at) {
            return new IllegalArgumentException("a text must not have lone surrogates, had one at or before " + at);
        }
    }

    /** A number, finite. Negative zero is zero. */
    record JsonNumber(double value) implements JsonValue {

        public JsonNumber {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a number must be finite, was " + value);
            }
            value = value == 0 ? 0 : value;
        }
    }

    /** True or false. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** Null. */
    record JsonNull() implements JsonValue {}
}
