package io.foodflow.identity.sessions;

import io.foodflow.platform.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A refresh token: {@code ffr_} and the Base64url of the tenant's id (16 bytes) and a secret (32 random bytes). The
 * tenant leads to the schema that may know the token; the secret is what counts, and only the SHA-256 of the whole is
 * ever stored. Immutable.
 */
public final class RefreshToken {

    private static final String PREFIX = "ffr_";
    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + SECRET_BYTES;
    private static final int TEXT_LENGTH = PREFIX.length() + BYTES / 3 * 4;

    private final TenantId tenant;
    private final String text;

    private RefreshToken(TenantId tenant, String text) {
        this.tenant = tenant;
        this.text = text;
    }

    /** A new one. The generator must be a cryptographic one. */
    static RefreshToken issue(TenantId tenant, RandomGenerator random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var bytes = ByteBuffer.allocate(BYTES)
                .putLong(tenant.value().getMostSignificantBits())
                .putLong(tenant.value().getLeastSignificantBits())
                .put(secret)
                .array();
        return new RefreshToken(tenant, PREFIX + Base64.getUrlEncoder().encodeToString(bytes));
    }

    /** Reads the text of one; empty for whatever cannot be one. */
    public static Optional<RefreshToken> parse(String text) {
        if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
            return Optional.of(new RefreshToken(new TenantId(new UUID(bytes.getLong(), bytes.getLong())), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The tenant whose session it belongs to, as the token claims. */
    public TenantId tenant() {
        return tenant;
    }

    /** What the client is given and sends back. */
    public String text() {
        return text;
    }

    /** What is stored of it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshToken[tenant %s]".formatted(tenant);
    }
}
