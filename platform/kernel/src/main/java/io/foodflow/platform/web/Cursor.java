package io.foodflow.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A position in a list: the sort keys of the last row seen. Opaque to callers; a forged one is only another position. */
public record Cursor(List<String> keys) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        keys = List.copyOf(keys);
    }

    /** A position after the row with these sort keys. */
    public static Cursor after(Object... keys) {
        return new Cursor(Arrays.stream(keys).map(Object::toString).toList());
    }

    /** Reads what {@link #encode} wrote with this many keys; a problem for anything else. */
    static Cursor decode(String text, int keyCount) {
        try {
            var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var keys = List.of(decoded.split(SEPARATOR, -1));
            if (keys.size() == keyCount && decoded.indexOf('\0') < 0) {
                return new Cursor(keys);
            }
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8));
    }

    /** The problem for a cursor that this list did not give. */
    static ProblemException refused(String text) {
        return new ProblemException(Problems.invalid(
                "cursor",
                "cursor",
                "cursor must be a next_cursor this list gave, was '%s'; leave it out to start at the beginning"
                        .formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text)));
    }
}
