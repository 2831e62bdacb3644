package io.foodflow.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;

/**
 * Signs tokens for applications of others with our keys (RS256). Such a token can never be taken for one of our own:
 * our issuer, our audience and our type are refused here. Thread-safe. Signing costs about a millisecond.
 */
public final class OutsideTokens {

    private final SigningKeys keys;
    private final SecuritySettings settings;

    OutsideTokens(SigningKeys keys, SecuritySettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** A signed token and the id of the key that signed it. */
    public record Signed(String token, String kid) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Signed[%s]".formatted(kid);
        }
    }

    /** The longest time a token may live: its key is published for as long after it signs no more. */
    public Duration longestLife() {
        return Duration.ofSeconds(settings.accessTokenSeconds());
    }

    /**
     * Signs these claims under a type.
     *
     * @throws IllegalArgumentException if issuer, audience or type are those of our own tokens
     */
    public Signed sign(JOSEObjectType type, JWTClaimsSet claims) {
        requireOthers(type, claims);
        var jwt = keys.sign(type, claims);
        return new Signed(jwt.serialize(), jwt.getHeader().getKeyID());
    }

    private void requireOthers(JOSEObjectType type, JWTClaimsSet claims) {
        boolean ours = AccessTokens.TYPE.equals(type)
                || claims.getIssuer() == null
                || claims.getIssuer().equals(settings.issuer())
                || claims.getAudience().isEmpty()
                || claims.getAudience().contains(settings.audience());
        if (ours) {
            throw new IllegalArgumentException(
                    "a token for others must have an issuer, an audience and a type of its own, had %s, %s and %s"
                            .formatted(claims.getIssuer(), claims.getAudience(), type));
        }
    }
}
