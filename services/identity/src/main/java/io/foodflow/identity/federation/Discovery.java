package io.foodflow.identity.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What providers say of themselves (OpenID Connect Discovery 1.0), remembered for a while. That one cannot be asked is
 * remembered, too, for a shorter while: anybody can begin a sign-in, and must not make us call
 * with each; and of those who begin at once one asks for all. Thread-safe.
 */
final class Discovery {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** How long a provider that could not be asked is not asked again. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int MOST = 1_000;
    private static final String PATH = "/.well-known/openid-configuration";

    private final ProviderCalls calls;
    private final Cache<String, OIDCProviderMetadata> remembered =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final Cache<String, SignInRefusal> failed =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(PAUSE).build();

    private final OneAtATime<String, OIDCProviderMetadata> asking = new OneAtATime<>();

    Discovery(ProviderCalls calls) {
        this.calls = calls;
    }

    /** What the provider with that issuer says; refused if it cannot or just now could not be asked, or speaks for another. */
    OIDCProviderMetadata of(String issuer) {
        return known(issuer)
                .orElseGet(() -> asking.ask(issuer, () -> known(issuer).orElseGet(() -> anew(issuer))));
    }

    private Optional<OIDCProviderMetadata> known(String issuer) {
        var known = Optional.ofNullable(remembered.getIfPresent(issuer));
        var refusal = failed.getIfPresent(issuer);
        if (known.isEmpty() && refusal != null) {
            throw refusal;
        }
        return known;
    }

    /** The same, asked now. */
    OIDCProviderMetadata anew(String issuer) {
        try {
            var metadata = asked(issuer);
            remembered.put(issuer, metadata);
            failed.invalidate(issuer);
            return metadata;
        } catch (SignInRefusal refusal) {
            failed.put(issuer, refusal);
            throw refusal;
        }
    }

    private OIDCProviderMetadata asked(String issuer) {
        var answered = calls.get(address(issuer), null);
        if (answered.status() != 200) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG, "%s answers %d".formatted(address(issuer), answered.status()));
        }
        OIDCProviderMetadata metadata;
        try {
            metadata = OIDCProviderMetadata.parse(answered.text());
        } catch (ParseException | IllegalArgumentException e) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG,
                    "%s is no discovery document: %s".formatted(address(issuer), e.getMessage()));
        }
        require(issuer, metadata);
        return metadata;
    }

    static URI address(String issuer) {
        return URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + PATH);
    }

    private void require(String issuer, OIDCProviderMetadata metadata) {
        var named = metadata.getIssuer().getValue();
        if (!issuer.equals(named)) {
            throw new SignInRefusal(
                    Reason.WRONG_ISSUER,
                    "the discovery document is of the issuer '%s', not of '%s'".formatted(named, issuer));
        }
        if (metadata.getAuthorizationEndpointURI() == null
                || metadata.getTokenEndpointURI() == null
                || metadata.getJWKSetURI() == null) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG,
                    "the discovery document lacks authorization_endpoint, token_endpoint or jwks_uri");
        }
        Stream.of(
                        metadata.getAuthorizationEndpointURI(),
                        metadata.getTokenEndpointURI(),
                        metadata.getJWKSetURI(),
                        metadata.getUserInfoEndpointURI())
                .filter(Objects::nonNull)
                .filter(uri -> !calls.isUsable(uri))
                .findFirst()
                .ifPresent(uri -> {
                    throw new SignInRefusal(
                            Reason.PROVIDER_WRONG,
                            "the discovery document names %s, which is not https".formatted(uri));
                });
    }
}
