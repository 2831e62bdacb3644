package io.foodflow.identity.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The keys that providers sign with, remembered for a while. A key that is not among them has them fetched again, but only
 * every so often: whoever makes tokens up must not make us call. Thread-safe.
 */
final class ProviderKeys {

    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int LARGEST_MEMORY_BYTES = 64 << 20;
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST_KEYS = 100;

    private final ProviderCalls calls;
    private final Duration pause;
    private final Clock clock;
    private final Cache<URI, Fetched> remembered = Caffeine.newBuilder()
            .maximumWeight(LARGEST_MEMORY_BYTES)
            .weigher((URI uri, Fetched fetched) -> fetched.bytes())
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Addresses that gave no keys, for the same pause: whoever sends a token must not make us call with each. */
    private final Cache<URI, Failed> failed = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Failed(SignInRefusal refusal, Instant at) {}

    private record Fetched(JWKSet keys, Instant at, int bytes) {}

    private final OneAtATime<URI, JWKSet> asking = new OneAtATime<>();

    ProviderKeys(ProviderCalls calls, Duration pause, Clock clock) {
        this.calls = calls;
        this.pause = pause;
        this.clock = clock;
    }

    /** The keys at that address, with the one of that id if there is one, even if it is new. */
    JWKSet of(URI uri, String keyId) {
        return known(uri, keyId)
                .orElseGet(() -> asking.ask(uri, () -> known(uri, keyId).orElseGet(() -> anew(uri))));
    }

    private Optional<JWKSet> known(URI uri, String keyId) {
        var known = remembered.getIfPresent(uri);
        boolean fresh = known != null
                && (keyId.isEmpty()
                        || known.keys().getKeyByKeyId(keyId) != null
                        || known.at().plus(pause).isAfter(clock.instant()));
        if (known != null && fresh) {
            return Optional.of(known.keys());
        }
        var before = failed.getIfPresent(uri);
        if (before != null && before.at().plus(pause).isAfter(clock.instant())) {
            throw before.refusal();
        }
        return Optional.empty();
    }

    /** The keys at that address, asked now. */
    JWKSet anew(URI uri) {
        try {
            var keys = fetched(uri);
            failed.invalidate(uri);
            return keys;
        } catch (SignInRefusal refusal) {
            failed.put(uri, new Failed(refusal, clock.instant()));
            throw refusal;
        }
    }

    private JWKSet fetched(URI uri) {
        var answered = calls.get(uri, null);
        if (answered.status() != 200) {
            throw new SignInRefusal(Reason.PROVIDER_WRONG, "%s answers %d".formatted(uri, answered.status()));
        }
        try {
            var text = answered.text();
            var usable = JWKSet.parse(text).getKeys().stream()
                    .filter(ProviderKeys::isUsable)
                    .limit(MOST_KEYS)
                    .map(JWK::toPublicJWK)
                    .toList();
            var keys = new JWKSet(usable);
            remembered.put(uri, new Fetched(keys, clock.instant(), text.length()));
            return keys;
        } catch (ParseException e) {
            throw new SignInRefusal(Reason.PROVIDER_WRONG, "%s holds no keys: %s".formatted(uri, e.getMessage()));
        }
    }

    /** A public key to check signatures by that nobody can guess the other half of. */
    private static boolean isUsable(JWK key) {
        boolean strong = key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS);
        return strong && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }
}
