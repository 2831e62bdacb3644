package io.foodflow.platform.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of an object: the SHA-256 of its content.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record ObjectId(@JsonValue String sha256) {

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator
    public ObjectId {
        if (!HEXADECIMAL.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "an object id must have 64 lower-case hexadecimal digits, was '%s'".formatted(sha256));
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
