package io.foodflow.identity.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Stores and compares passwords by bcrypt. Because bcrypt reads no more than 72 bytes, what it hashes is the
 * HMAC-SHA-256 of the password (NFKC, UTF-8) under a fixed key of ours, in Base64: every character counts, and a plain
 * SHA-256 stolen elsewhere cannot be tried against our hashes. The stored form names the scheme.
 *
 * <p>Hashing takes tens of milliseconds of pure computation. It runs on as many platform threads as there are
 * processors, so that a storm of sign-ins leaves the operating system free to serve other requests. Thread-safe.
 */
public final class Passwords implements AutoCloseable {

    private static final String SCHEME = "{bcrypt-hmac-sha256}";
    private static final byte[] DOMAIN = "foodflow password v1".getBytes(StandardCharsets.UTF_8);

    private final BCryptPasswordEncoder bcrypt;
    private final String nobodys;
    private final ExecutorService threads;

    Passwords(PasswordSettings settings, SecureRandom random) {
        this.bcrypt = new BCryptPasswordEncoder(settings.bcryptStrength(), random);
        this.nobodys = SCHEME + bcrypt.encode(digest("nobody's"));
        this.threads = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("password-", 1).factory());
    }

    /** The form in which to keep a password. */
    public String hash(String password) {
        return run(() -> SCHEME + bcrypt.encode(digest(password)));
    }

    /**
     * Whether that is the password that was stored.
     *
     * @param stored null where there is no such account: the answer is no, and it takes just as long
     */
    public boolean matches(String password, @Nullable String stored) {
        var hash = stored == null ? nobodys : stored;
        if (!hash.startsWith(SCHEME)) {
            throw new IllegalStateException("a stored password is of an unknown scheme");
        }
        boolean same = run(() -> bcrypt.matches(digest(password), hash.substring(SCHEME.length())));
        return same && stored != null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> T run(Callable<T> computation) {
        try {
            return threads.submit(computation).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing a password", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot hash a password", e.getCause());
        }
    }

    private static String digest(String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(DOMAIN, "HmacSHA256"));
            var normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
            return Base64.getEncoder().encodeToString(mac.doFinal(normal.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
        }
    }
}
