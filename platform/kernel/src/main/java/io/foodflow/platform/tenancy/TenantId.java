package io.foodflow.platform.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a tenant. Thread-safe: immutable. */
public record TenantId(@JsonValue UUID value) {

    /** Reads the canonical text form of a UUID; {@link IllegalArgumentException} for any other text. */
    @JsonCreator
    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
