package io.foodflow.identity.oidc.clients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The secret of a confidential client: 256 random bits behind the prefix {@code ffo_}. Only its SHA-256 is kept. */
public record ClientSecret(String text) {

    private static final String PREFIX = "ffo_";
    private static final int BYTES = 32;

    /** A new one. The generator must be a cryptographic one. */
    static ClientSecret issue(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ClientSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String ending() {
        return text.substring(text.length() - 4);
    }

    String hash() {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** Compares what a client sends with the hashes that are kept, in the same time for every wrong one. */
    public static PasswordEncoder encoder() {
        return new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence secret) {
                return new ClientSecret(Objects.requireNonNull(secret).toString()).hash();
            }

            @Override
            public boolean matches(@Nullable CharSequence secret, @Nullable String kept) {
                if (secret == null || kept == null) {
                    return false;
                }
                var sent = sha256(secret.toString());
                boolean matches = false;
                for (var hash : kept.split(" ", -1)) {
                    matches |= MessageDigest.isEqual(sent, HexFormat.of().parseHex(hash));
                }
                return matches;
            }
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientSecret[]";
    }
}
