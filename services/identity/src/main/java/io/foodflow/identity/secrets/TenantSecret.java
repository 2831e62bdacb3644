package io.foodflow.identity.secrets;

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
 * A secret that somebody is given to hand back later: the prefix of its kind and the Base64url of the tenant's id (16
 * bytes) and of 32 random bytes. The tenant leads to the schema that may know the secret; the random part is what counts,
 * and only the SHA-256 of the whole is ever stored. Immutable.
 */
public final class TenantSecret {

    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + SECRET_BYTES;
    private static final int PREFIX_LENGTH = 4;
    private static final int TEXT_LENGTH = PREFIX_LENGTH + BYTES / 3 * 4;

    private final TenantId tenant;
    private final String text;

    private TenantSecret(TenantId tenant, String text) {
        this.tenant = tenant;
        this.text = text;
    }

    /** What a secret is good for. One of another kind is none: the prefix is hashed with the rest. */
    public enum Kind {
        REFRESH("ffr_"),
        INVITATION("ffi_"),
        PASSWORD_RESET("ffp_"),
        EMAIL_VERIFICATION("ffv_"),
        SECOND_FACTOR("ffc_"),
        SERVICE_KEY("ffs_"),
        /** The state of a sign-in that an identity provider is asked for. */
        FEDERATION_STATE("fft_"),
        /** An answer of an identity provider that waits for its browser. */
        FEDERATION_TICKET("ffx_"),
        /** The link of an auditor from outside. */
        AUDITOR("ffa_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A new one. The generator must be a cryptographic one. */
    public static TenantSecret issue(Kind kind, TenantId tenant, RandomGenerator random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var bytes = ByteBuffer.allocate(BYTES)
                .putLong(tenant.value().getMostSignificantBits())
                .putLong(tenant.value().getLeastSignificantBits())
                .put(secret)
                .array();
        return new TenantSecret(tenant, kind.prefix + Base64.getUrlEncoder().encodeToString(bytes));
    }

    /** Reads the text of one; empty for whatever cannot be one of that kind. */
    public static Optional<TenantSecret> parse(Kind kind, String text) {
        if (text.length() != TEXT_LENGTH || !text.startsWith(kind.prefix)) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX_LENGTH)));
            return Optional.of(new TenantSecret(new TenantId(new UUID(bytes.getLong(), bytes.getLong())), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The tenant that knows it, as the secret claims. */
    public TenantId tenant() {
        return tenant;
    }

    /** What its holder is given and sends back. */
    public String text() {
        return text;
    }

    /** What is stored of it. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TenantSecret[tenant %s]".formatted(tenant);
    }
}
