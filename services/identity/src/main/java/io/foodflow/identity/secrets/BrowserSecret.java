package io.foodflow.identity.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** 256 random bits in a cookie, by which a browser is known again. Only the SHA-256 is kept. */
public record BrowserSecret(String text) {

    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    /** A new one. The generator must be a cryptographic one. */
    public static BrowserSecret issue(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new BrowserSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty for whatever cannot be one. */
    public static Optional<BrowserSecret> parse(@Nullable String text) {
        return text == null || text.length() != LENGTH ? Optional.empty() : Optional.of(new BrowserSecret(text));
    }

    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "BrowserSecret[]";
    }
}
