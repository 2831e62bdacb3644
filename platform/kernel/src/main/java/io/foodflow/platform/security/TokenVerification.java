package io.foodflow.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.tenancy.TenantId;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sent a token. Accepts RS256 tokens of our type, issuer and audience, signed by a key we publish and not run
 * out, of a session that has not ended, with the permissions its holder still has; the algorithm and the key are ours to
 * choose, never the token's. A token that was verified is remembered (by its whole text) until it runs out, for a minute
 * at most. Thread-safe.
 */
public final class TokenVerification {

    private static final int LONGEST_TOKEN = 16_384;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final SigningKeys keys;
    private final EndedSessions endedSessions;
    private final GrantChanges grantChanges;
    private final Clock clock;
    private final Cache<String, Verified> remembered = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    TokenVerification(
            SigningKeys keys,
            EndedSessions endedSessions,
            GrantChanges grantChanges,
            SecuritySettings settings,
            Clock clock) {
        this.keys = keys;
        this.endedSessions = endedSessions;
        this.grantChanges = grantChanges;
        this.clock = clock;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(AccessTokens.TYPE));
        processor.setJWSKeySelector(
                (header, context) -> JWSAlgorithm.RS256.equals(header.getAlgorithm()) && header.getKeyID() != null
                        ? keys(header.getKeyID())
                        : List.of());
        processor.setJWSVerifierFactory(new DefaultJWSVerifierFactory());
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "kind", "tenant_id", "permissions", "iat", "exp", "jti")));
    }

    /**
     * A token's holder and tenant, until {@code expires}.
     *
     * @param grantEpoch when the permissions were read, as {@link GrantChanges} counts
     */
    public record Verified(Actor actor, TenantId tenant, Instant expires, long grantEpoch) {}

    /** What the token says, if it is good now. Costs about 30 µs the first time, then a few look-ups. */
    public Optional<Verified> verify(String token) {
        return ofALivingSession(token).filter(verified -> !outdated(verified));
    }

    /**
     * Whether a token is refused for no other reason than that its holder's permissions were changed after it was issued:
     * its session goes on, and refreshed it is good again.
     */
    public boolean isOutdated(String token) {
        return ofALivingSession(token).filter(this::outdated).isPresent();
    }

    private Optional<Verified> ofALivingSession(String token) {
        return genuine(token)
                .filter(verified -> !endedSessions.contains(
                        verified.tenant(), verified.actor().session()));
    }

    private boolean outdated(Verified verified) {
        var user = verified.actor().id();
        return user != null && grantChanges.since(verified.grantEpoch(), verified.tenant(), user);
    }

    private Optional<Verified> genuine(String token) {
        var now = clock.instant();
        var known = remembered.getIfPresent(token);
        if (known != null) {
            return known.expires().isAfter(now) ? Optional.of(known) : Optional.empty();
        }
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            var verified = verified(processor.process(SignedJWT.parse(token), null));
            if (!verified.expires().isAfter(now)) {
                return Optional.empty();
            }
            remembered.put(token, verified);
            return Optional.of(verified);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Forgets what was verified: after this each token is checked anew. */
    public void forget() {
        remembered.invalidateAll();
    }

    private List<Key> keys(String kid) throws KeySourceException {
        try {
            var found = keys.published(kid);
            return found.isPresent() ? List.of(found.get().toRSAPublicKey()) : List.of();
        } catch (JOSEException e) {
            throw new KeySourceException("signing key " + kid, e);
        }
    }

    private static Verified verified(JWTClaimsSet claims) throws ParseException {
        var kind = Actor.Kind.valueOf(claims.getStringClaim("kind"));
        if (kind == Actor.Kind.AUDITOR) {
            return auditor(claims);
        }
        if (kind != Actor.Kind.USER && kind != Actor.Kind.SERVICE) {
            throw new IllegalArgumentException("kind");
        }
        if (kind == Actor.Kind.USER && claims.getSubject().startsWith("service:")) {
            throw new IllegalArgumentException("sub");
        }
        var actor = new Actor(
                kind,
                claims.getSubject().startsWith("service:") ? null : UUID.fromString(claims.getSubject()),
                orEmpty(claims.getStringClaim("email")),
                setOf(claims.getStringListClaim("roles")),
                setOf(claims.getStringListClaim("permissions")),
                atSites(claims),
                claims.getStringClaim("sid"));
        return new Verified(
                actor,
                TenantId.of(claims.getStringClaim("tenant_id")),
                Objects.requireNonNull(claims.getExpirationTime()).toInstant(),
                grantEpoch(claims));
    }

    /** One of an auditor from outside says what may be read, and gives nothing but that. */
    private static Verified auditor(JWTClaimsSet claims) throws ParseException {
        boolean readsOnly =
                setOf(claims.getStringListClaim("permissions")).equals(Set.of(AccessTokens.AUDITORS_PERMISSION));
        var reach = claims.getJSONObjectClaim(AccessTokens.REACH);
        if (!readsOnly
                || reach == null
                || claims.getClaim(AccessTokens.AT_SITES) != null
                || !claims.getSubject().equals(claims.getStringClaim("sid"))) {
            throw new IllegalArgumentException(AccessTokens.REACH);
        }
        var actor = new Actor(
                Actor.Kind.AUDITOR,
                UUID.fromString(claims.getSubject()),
                orEmpty(claims.getStringClaim("email")),
                Set.of(),
                Set.of(AccessTokens.AUDITORS_PERMISSION),
                List.of(),
                claims.getStringClaim("sid"),
                new Reach(time(reach.get("from")), time(reach.get("to")), texts(reach.get("resource_types"))));
        return new Verified(
                actor,
                TenantId.of(claims.getStringClaim("tenant_id")),
                Objects.requireNonNull(claims.getExpirationTime()).toInstant(),
                grantEpoch(claims));
    }

    private static @Nullable Instant time(@Nullable Object value) {
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(AccessTokens.REACH);
        }
        try {
            return value == null ? null : Instant.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(AccessTokens.REACH, e);
        }
    }

    /** A token that does not say is older than any change. */
    private static long grantEpoch(JWTClaimsSet claims) throws ParseException {
        var epoch = claims.getLongClaim(AccessTokens.GRANT_EPOCH);
        return epoch == null ? 0 : epoch;
    }

    private static List<SiteGrant> atSites(JWTClaimsSet claims) throws ParseException {
        var grants = new ArrayList<SiteGrant>();
        var listed = claims.getListClaim(AccessTokens.AT_SITES);
        for (var grant : listed == null ? List.of() : listed) {
            if (!(grant instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException(AccessTokens.AT_SITES);
            }
            grants.add(new SiteGrant(
                    texts(members.get(AccessTokens.PERMISSIONS)), texts(members.get(AccessTokens.SITES))));
        }
        return grants;
    }

    private static Set<String> texts(@Nullable Object items) {
        if (!(items instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException(AccessTokens.AT_SITES);
        }
        return list.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Set<String> setOf(@Nullable List<String> items) {
        return items == null ? Set.of() : Set.copyOf(items);
    }
}
