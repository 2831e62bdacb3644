package io.foodflow.identity.factors;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The second factors of the current tenant's users. Each code is good once: a later one makes all before it worthless.
 * All methods run in the caller's transaction; {@link #use} holds the factor, so that of many who use one code at once one
 * is let in, and counts wrong ones, which lock the factor for longer and longer. Thread-safe.
 */
public final class SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_CODE_BYTES = 10;
    private static final int GROUP = 4;

    private final FactorRepository repository;
    private final MasterKey masterKey;
    private final Clock clock;
    private final SecureRandom random;

    SecondFactors(FactorRepository repository, MasterKey masterKey, Clock clock, SecureRandom random) {
        this.repository = repository;
        this.masterKey = masterKey;
        this.clock = clock;
        this.random = random;
    }

    /** Whether that user has to give a code. */
    public boolean isOn(UUID user) {
        return repository.find(user).filter(Factor::confirmed).isPresent();
    }

    /** What the user has. */
    Optional<Factor> find(UUID user) {
        return repository.find(user);
    }

    int recoveryCodesLeft(UUID user) {
        return repository.recoveryCodesLeft(user);
    }

    /** Gives a user, who has no confirmed factor, a new secret to confirm. */
    public Enrolment begin(UUID user, String email, Change change) {
        var secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        repository.replace(user, masterKey.seal(secret, about(user)), clock.instant());
        change.record(new SecondFactorBegun(user), null, null);
        return Enrolment.of(secret, email, CallContext.currentTenant().name());
    }

    /**
     * Turns the factor on with the first code of the new secret.
     *
     * @return recovery codes, to be shown once; empty if nothing was begun or the code is wrong
     */
    public Optional<List<String>> confirm(UUID user, String code, Change change) {
        var factor = repository.hold(user).filter(found -> !found.confirmed());
        var step = factor.map(found -> matching(found, code)).orElse(OptionalLong.empty());
        if (step.isEmpty()) {
            return Optional.empty();
        }
        repository.confirm(user, step.getAsLong(), clock.instant());
        var codes = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        codes.forEach(text -> repository.insertRecoveryCode(user, hash(text)));
        change.record(new SecondFactorConfirmed(user), null, null);
        return Optional.of(codes);
    }

    /** Whether that is a good code of the user's device, or a recovery code; it is used up now. */
    public boolean use(UUID user, String code, Change change) {
        var factor = repository.hold(user).filter(Factor::confirmed);
        if (factor.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var held = factor.get();
        var plain = code.replaceAll("[\\s-]", "");
        var step = held.lockedAt(now).isPresent() ? OptionalLong.empty() : matching(held, plain);
        if (step.isPresent()) {
            repository.use(user, step.getAsLong());
            return true;
        }
        if (repository.useRecoveryCode(user, hash(plain.toUpperCase(Locale.ROOT)), now)) {
            repository.use(user, held.lastStep());
            change.record(new RecoveryCodeUsed(user, repository.recoveryCodesLeft(user)), null, null);
            return true;
        }
        if (held.lockedAt(now).isEmpty()) {
            repository.refuse(user, held.lockAfterWrongCode(now));
        }
        return false;
    }

    /**
     * How long codes of the user's device are not looked at, after too many wrong ones in a row; a recovery code still is.
     */
    public Optional<Duration> locked(UUID user) {
        var now = clock.instant();
        return repository.find(user).flatMap(found -> found.lockedAt(now));
    }

    /** Takes the factor off a user; whether there was one. */
    public boolean remove(UUID user, Change change) {
        boolean removed = repository.delete(user);
        if (removed) {
            change.record(new SecondFactorRemoved(user), null, null);
        }
        return removed;
    }

    private OptionalLong matching(Factor factor, String code) {
        return Totp.matching(
                masterKey.open(factor.sealedSecret(), about(factor.user())),
                code.replaceAll("[\\s-]", ""),
                clock.instant(),
                factor.lastStep());
    }

    /** As {@code ABCD-EFGH-IJKL-MNOP}. */
    private String recoveryCode() {
        var bytes = new byte[RECOVERY_CODE_BYTES];
        random.nextBytes(bytes);
        return Base32.encode(bytes).replaceAll("(.{%d})(?!$)".formatted(GROUP), "$1-");
    }

    private static byte[] hash(String recoveryCode) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(recoveryCode.replace("-", "").getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static String about(UUID user) {
        return "second factor of %s of %s"
                .formatted(user, CallContext.currentTenant().id());
    }
}
