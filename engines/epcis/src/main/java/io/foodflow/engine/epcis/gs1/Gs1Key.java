package io.foodflow.engine.epcis.gs1;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A GS1 key that passed the rules of length, characters and check digit.
 *
 * @param type what it identifies
 * @param primary the value of the primary key: GTIN as 14 digits, SSCC as 18, GLN as 13, ...; for a pattern or class of
 *     serials without the serial
 * @param qualifier lot, serial, location extension or service instance, by {@code type}; absent when the key has none
 * @param qualifierAi application identifier of the qualifier, such as {@code 10}; absent with it
 * @param lot the lot beside a serial (Digital Links may carry both); absent otherwise
 * @param canonical the one Digital Link URI of this key, on {@code https://id.gs1.org}
 */
public record Gs1Key(
        KeyType type,
        String primary,
        @Nullable String qualifier,
        @Nullable String qualifierAi,
        @Nullable String lot,
        String canonical) {

    public Gs1Key {
        Objects.requireNonNull(type);
        Objects.requireNonNull(primary);
        Objects.requireNonNull(canonical);
    }

    /** The GTIN as 14 digits, for the kinds that have one. */
    public @Nullable String gtin() {
        return switch (type) {
            case GTIN, LGTIN, SGTIN, UPUI -> primary;
            case ITIP -> primary.substring(0, 14);
            default -> null;
        };
    }

    /** The GLN as 13 digits, for places and parties. */
    public @Nullable String gln() {
        return type == KeyType.SGLN || type == KeyType.PGLN ? primary : null;
    }

    /** The lot: of a lot, or beside a serial where the link carries both. */
    public @Nullable String lotCode() {
        return "10".equals(qualifierAi) ? qualifier : lot;
    }

    /** The serial of an instance. */
    public @Nullable String serial() {
        return "21".equals(qualifierAi) || "235".equals(qualifierAi) || "8011".equals(qualifierAi) ? qualifier : null;
    }

    /** The extension of a place. */
    public @Nullable String extension() {
        return "254".equals(qualifierAi) ? qualifier : null;
    }
}
