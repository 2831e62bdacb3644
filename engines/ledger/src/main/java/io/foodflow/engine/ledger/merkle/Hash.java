package io.foodflow.engine.ledger.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash: 32 bytes. Immutable. */
public final class Hash {

    /** Its length in bytes. */
    public static final int BYTES = 32;

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** Takes bytes over without a copy. */
    static Hash owning(byte[] value) {
        return new Hash(value);
    }

    /**
     * The hash of these bytes.
     *
     * @throws IllegalArgumentException when they are not 32
     */
    public static Hash of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a hash must have 32 bytes, had " + value.length);
        }
        return new Hash(value.clone());
    }

    /** The hash that begins at this offset. */
    public static Hash at(byte[] bytes, int offset) {
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /**
     * Reads the standard Base64 of 32 bytes, in its one canonical spelling.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static Hash ofBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != BYTES || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("a hash must be the Base64 of 32 bytes, was '" + text + "'");
        }
        return new Hash(bytes);
    }

    /** Standard Base64, with padding. */
    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    /** Writes the 32 bytes to a place in an array. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, BYTES);
    }

    byte[] raw() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
