package io.foodflow.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.platform.web.Fields;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a provider says of somebody who signed out there (OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6). The
 * rules are those of the Nimbus SDK: signature, {@code typ}, {@code iss}, {@code aud}, {@code exp}, {@code events}, a
 * {@code jti}, no {@code nonce}, and {@code sub} or {@code sid}. What it leaves to its caller is checked here: which
 * algorithms and keys count, that the token is of now, and before any call out that it speaks for this provider at all.
 * Thread-safe.
 */
final class LogoutTokens {

    /** How long after its time of issue a token counts. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int LONGEST = 300;

    private final Discovery discovery;
    private final ProviderKeys keys;
    private final Clock clock;

    LogoutTokens(Discovery discovery, ProviderKeys keys, Clock clock) {
        this.discovery = discovery;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Who signed out.
     *
     * @param id of the token, by which a second one of it is noticed
     * @param subject the person at the provider; null for whoever has the session
     * @param session what the provider calls the session; null for all of the person
     */
    record SignedOut(
            String id, @Nullable String subject, @Nullable String session) {}

    /**
     * Reads a token of a provider.
     *
     * @throws SignInRefusal if it is not good, or its signature cannot be checked
     */
    SignedOut read(IdentityProvider provider, String text) {
        try {
            var token = SignedJWT.parse(text);
            requireOf(provider, token);
            var keyId = Objects.requireNonNullElse(token.getHeader().getKeyID(), "");
            var source = new ImmutableJWKSet<SecurityContext>(
                    keys.of(discovery.of(provider.issuer()).getJWKSetURI(), keyId));
            var validator = new LogoutTokenValidator(
                    new Issuer(provider.issuer()),
                    new ClientID(provider.clientId()),
                    false,
                    new JWSVerificationKeySelector<>(ProviderProtocol.ALGORITHMS, source),
                    null);
            validator.setMaxClockSkew(ProviderProtocol.SKEW_SECONDS);
            return signedOut(validator.validate(token).toJWTClaimsSet());
        } catch (ParseException
                | com.nimbusds.oauth2.sdk.ParseException
                | BadJOSEException
                | JOSEException
                | IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static void requireOf(IdentityProvider provider, SignedJWT token) throws ParseException {
        var claims = token.getJWTClaimsSet();
        if (!ProviderProtocol.ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            throw refused("it is not signed by one of RS, PS or ES");
        }
        if (!provider.issuer().equals(claims.getIssuer())
                || !claims.getAudience().contains(provider.clientId())) {
            throw refused("its iss or aud is another");
        }
    }

    private SignedOut signedOut(JWTClaimsSet claims) throws ParseException {
        var now = clock.instant();
        if (claims.getIssueTime() == null || claims.getJWTID() == null) {
            throw refused("its iat or jti is missing");
        }
        var issued = claims.getIssueTime().toInstant();
        if (issued.isAfter(now.plusSeconds(ProviderProtocol.SKEW_SECONDS))
                || issued.plus(LIFE).isBefore(now)) {
            throw refused("its iat is not of the last %d minutes".formatted(LIFE.toMinutes()));
        }
        var signedOut = new SignedOut(claims.getJWTID(), claims.getSubject(), claims.getStringClaim("sid"));
        require("jti", signedOut.id());
        require("sub", signedOut.subject());
        require("sid", signedOut.session());
        return signedOut;
    }

    private static void require(String claim, @Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > LONGEST || !Fields.isPlain(text))) {
            throw refused("its %s has to have 1..%d characters, none a control".formatted(claim, LONGEST));
        }
    }

    private static SignInRefusal refused(String why) {
        return new SignInRefusal(Reason.ID_TOKEN_REFUSED, "the logout token is not good: " + why);
    }
}
