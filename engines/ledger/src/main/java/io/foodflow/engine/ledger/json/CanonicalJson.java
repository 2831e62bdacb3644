package io.foodflow.engine.ledger.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The JSON Canonicalization Scheme of RFC 8785: one spelling, to the byte, for each value. No spaces, members in the order
 * of their names' UTF-16 code units, as few escapes as can be, numbers as ECMAScript writes them. Linear in the length but
 * for the sorting. Safe for use by several threads.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * Reads a JSON text.
     *
     * @throws MalformedJsonException also for a name that stands twice, a lone surrogate, a number that the rule refuses,
     *     and for more than 64 levels
     */
    public static JsonValue parse(String json, NumberRule rule) {
        return new JsonParser(json, rule).document();
    }

    /** As {@link #parse(String, NumberRule)}, of bytes that must be UTF-8. */
    public static JsonValue parse(byte[] json, NumberRule rule) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            return parse(text.toString(), rule);
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("must be UTF-8", 0, e);
        }
    }

    /**
     * Reads a JSON text that must stand there in its canonical form.
     *
     * @throws MalformedJsonException when it does not
     */
    public static JsonValue parseCanonical(byte[] json) {
        var value = parse(json, NumberRule.NEAREST);
        int difference = Arrays.mismatch(json, bytes(value));
        if (difference >= 0) {
            throw new MalformedJsonException("must be in the canonical form of RFC 8785", difference);
        }
        return value;
    }

    /** The canonical form, in UTF-8. */
    public static byte[] bytes(JsonValue value) {
        var writer = new CanonicalWriter();
        writer.write(value);
        return writer.bytes();
    }

    /** The canonical form. */
    public static String text(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }
}
