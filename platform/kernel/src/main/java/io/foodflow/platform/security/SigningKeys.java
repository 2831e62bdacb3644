package io.foodflow.platform.security;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.platform.changes.PlatformWork;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The RSA keys that sign tokens (RS256, 2048 bit), shared by all processes through the platform schema, private halves
 * sealed by the {@link MasterKey}. One key signs at a time; the ones before it stay published until the last token they
 * signed has run out, so rotation fails no request: a process that meets a key id it does not know reads the keys anew.
 * Thread-safe.
 */
public final class SigningKeys {

    private static final int BITS = 2048;
    private static final Duration REREAD_AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final Duration REREAD_AT_LEAST_EVERY = Duration.ofMinutes(1);

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final MasterKey masterKey;
    private final SecuritySettings settings;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Keys keys = new Keys(List.of(), Instant.EPOCH);

    SigningKeys(PlatformWork work, JdbcClient jdbc, MasterKey masterKey, SecuritySettings settings, Clock clock) {
        this.work = work;
        this.jdbc = jdbc;
        this.masterKey = masterKey;
        this.settings = settings;
        this.clock = clock;
    }

    /** Signs these claims under a type, by RS256, with the key that signs now. */
    SignedJWT sign(JOSEObjectType type, JWTClaimsSet claims) {
        var key = current();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(type)
                .keyID(key.jwk().getKeyID())
                .build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(key.signer());
            return jwt;
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /** The key to sign with now; makes the first one, and the next when the current one has signed long enough. */
    RSAKey signing() {
        return current().jwk();
    }

    private Key current() {
        var now = clock.instant();
        if (keys.readAt().isBefore(now.minus(REREAD_AT_LEAST_EVERY))) {
            adopt(read());
        }
        return keys.signing(now).orElseGet(() -> {
            rotateUnless(now);
            adopt(read());
            return keys.signing(now).orElseThrow();
        });
    }

    /**
     * The published key with that id, if there is one. An id that is not known yet may be a second old and another
     * process's, so it waits for a look that begins after it was asked for; there is one look a second, shared by all
     * who wait, however many ids are made up.
     */
    Optional<RSAKey> published(String kid) {
        var found = keys.find(kid);
        return found.isPresent() ? found : keysReadSince(clock.instant()).find(kid);
    }

    private Keys keysReadSince(Instant asked) {
        looking.lock();
        try {
            if (keys.readAt().isBefore(asked)) {
                var wait = Duration.between(clock.instant(), keys.readAt().plus(REREAD_AT_MOST_EVERY));
                if (wait.isPositive()) {
                    Thread.sleep(wait);
                }
                adopt(read());
            }
            return keys;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the signing keys", e);
        } finally {
            looking.unlock();
        }
    }

    /** Of two looks that ran at once the one that began later counts: it has seen every key the other saw. */
    private synchronized void adopt(Keys read) {
        if (!read.readAt().isBefore(keys.readAt())) {
            keys = read;
        }
    }

    /** All public keys that tokens may still be signed with, as RFC 7517 has them. */
    public JWKSet publicKeys() {
        signing();
        adopt(read());
        return new JWKSet(keys.all().stream()
                .<com.nimbusds.jose.jwk.JWK>map(key -> key.jwk().toPublicJWK())
                .toList());
    }

    /** Makes a new key sign from now on and returns its id. Tokens of the old ones stay good until they run out. */
    public String rotate() {
        var kid = work.write(change -> {
            var now = clock.instant();
            jdbc.sql("update signing_keys set signs_until = :now, kept_until = :kept where signs_until > :now")
                    .param("now", java.sql.Timestamp.from(now))
                    .param("kept", java.sql.Timestamp.from(now.plus(keptAfterSigning())))
                    .update();
            var made = insert(now);
            change.record(new SigningKeyRotated(made), null, null);
            return made;
        });
        adopt(read());
        return kid;
    }

    private void rotateUnless(Instant now) {
        work.write(change -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('signing_keys'))")
                    .query((row, n) -> 0)
                    .list();
            var another = jdbc.sql("select 1 from signing_keys where signs_until > ?")
                    .param(java.sql.Timestamp.from(now))
                    .query(Integer.class)
                    .optional();
            if (another.isPresent()) {
                change.nothing();
                return now;
            }
            change.record(new SigningKeyRotated(insert(now)), null, null);
            return now;
        });
    }

    private String insert(Instant now) {
        try {
            var key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UuidCreator.getTimeOrderedEpoch().toString())
                    .generate();
            var until = now.plus(Duration.ofDays(settings.keyDays()));
            jdbc.sql("""
                            insert into signing_keys (kid, algorithm, public_jwk, private_jwk, signs_until, kept_until)
                            values (?, 'RS256', cast(? as jsonb), ?, ?, ?)
                            """)
                    .params(
                            key.getKeyID(),
                            key.toPublicJWK().toJSONString(),
                            masterKey.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), key.getKeyID()),
                            java.sql.Timestamp.from(until),
                            java.sql.Timestamp.from(until.plus(keptAfterSigning())))
                    .update();
            return key.getKeyID();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make an RSA key", e);
        }
    }

    private Duration keptAfterSigning() {
        return Duration.ofSeconds(settings.accessTokenSeconds()).plusMinutes(5);
    }

    private Keys read() {
        var now = clock.instant();
        return work.read(() -> new Keys(
                jdbc.sql("""
                                select kid, private_jwk, signs_until from signing_keys
                                where kept_until > ? order by created_at desc, kid desc
                                """)
                        .param(java.sql.Timestamp.from(now))
                        .query((row, n) -> Key.of(
                                parse(masterKey.open(row.getBytes("private_jwk"), row.getString("kid"))),
                                row.getTimestamp("signs_until").toInstant()))
                        .list(),
                now));
    }

    private static RSAKey parse(byte[] json) {
        try {
            return RSAKey.parse(new String(json, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key is not a JWK", e);
        }
    }

    /** @param signer made once, for all signatures */
    private record Key(RSAKey jwk, RSASSASigner signer, Instant signsUntil) {

        static Key of(RSAKey jwk, Instant signsUntil) {
            try {
                var signer = new RSASSASigner(jwk);
                FastSignatures.provider().ifPresent(signer.getJCAContext()::setProvider);
                return new Key(jwk, signer, signsUntil);
            } catch (JOSEException e) {
                throw new IllegalStateException("a stored signing key cannot sign", e);
            }
        }
    }

    private record Keys(List<Key> all, Instant readAt) {

        Optional<Key> signing(Instant now) {
            return all.stream().filter(key -> key.signsUntil().isAfter(now)).findFirst();
        }

        Optional<RSAKey> find(@Nullable String kid) {
            return all.stream()
                    .map(Key::jwk)
                    .filter(key -> key.getKeyID().equals(kid))
                    .findFirst();
        }
    }
}
