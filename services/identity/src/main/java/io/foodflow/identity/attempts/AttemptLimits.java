package io.foodflow.identity.attempts;

import static io.foodflow.platform.database.Times.timestamp;

import io.foodflow.platform.changes.PlatformWork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts tries at each account, over all processes and restarts: the state is in the platform's schema, because an
 * account may belong to several tenants or to none, and nobody can tell which from the answer. Each step is a
 * transaction of its own that holds the account's row. Thread-safe.
 */
public final class AttemptLimits {

    private static final Duration KEPT = Duration.ofHours(26);

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final AttemptSettings settings;
    private final Clock clock;

    AttemptLimits(PlatformWork work, JdbcClient jdbc, AttemptSettings settings, Clock clock) {
        this.work = work;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** An account: the SHA-256 of what was given as its address. */
    public record Account(String digest) {

        public static Account of(String address) {
            try {
                var sha = MessageDigest.getInstance("SHA-256");
                return new Account(HexFormat.of().formatHex(sha.digest(address.getBytes(StandardCharsets.UTF_8))));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java runtime lacks SHA-256", e);
            }
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(digest);
        }
    }

    /** Whether a password may be tried. */
    public sealed interface Admission {

        /** It may, once; then one of {@link #succeeded} and {@link #failed} must be told. */
        record Admitted(Account account, Instant countedIn) implements Admission {}

        /** It may not before that time has passed. */
        record Refused(Duration pause) implements Admission {}
    }

    /** Asks to try the password of an account. */
    public Admission admit(Account account) {
        return work.write(change -> {
            change.nothing();
            var now = now();
            var state = hold(account, now).at(now);
            var wait = state.wait(now, settings);
            if (wait.isPositive()) {
                return new Admission.Refused(wait);
            }
            store(account, state.tried(), now);
            return new Admission.Admitted(account, state.windowStart());
        });
    }

    /** The password was right. */
    public void succeeded(Admission.Admitted admitted) {
        work.write(change -> {
            change.nothing();
            var now = now();
            var state = hold(admitted.account(), now).succeeded(admitted.countedIn());
            store(admitted.account(), state, now);
            return state;
        });
    }

    /** The password was wrong. The end of the lock, if this try brought one about. */
    public Optional<Instant> failed(Admission.Admitted admitted) {
        return work.write(change -> {
            change.nothing();
            var now = now();
            var before = hold(admitted.account(), now);
            var after = before.failed(admitted.countedIn(), now, settings);
            store(admitted.account(), after, now);
            return after.lockouts() > before.lockouts() ? Optional.ofNullable(after.lockedUntil()) : Optional.empty();
        });
    }

    private AttemptState hold(Account account, Instant now) {
        var fresh = AttemptState.fresh(now);
        int made = jdbc.sql("""
                        insert into sign_in_attempts (account, window_start, attempts, failures, lockouts, updated_at)
                        values (:account, :now, 0, 0, 0, :now) on conflict (account) do nothing
                        """)
                .param("account", account.bytes())
                .param("now", Timestamp.from(now))
                .update();
        if (made > 0) {
            forgetOld(now);
            return fresh;
        }
        return jdbc.sql("""
                        select window_start, attempts, failures, lockouts, locked_until from sign_in_attempts
                        where account = ? for update
                        """)
                .param(account.bytes())
                .query(AttemptLimits::state)
                .optional()
                .orElse(fresh);
    }

    private void store(Account account, AttemptState state, Instant now) {
        jdbc.sql("""
                        update sign_in_attempts set window_start = :start, attempts = :attempts, failures = :failures,
                          lockouts = :lockouts, locked_until = :locked, updated_at = :now where account = :account
                        """)
                .param("account", account.bytes())
                .param("start", Timestamp.from(state.windowStart()))
                .param("attempts", state.attempts())
                .param("failures", state.failures())
                .param("lockouts", state.lockouts())
                .param("locked", timestamp(state.lockedUntil()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Whoever makes a row takes a few old ones away: made-up addresses do not pile up. */
    private void forgetOld(Instant now) {
        jdbc.sql("""
                        delete from sign_in_attempts where account in (
                          select account from sign_in_attempts where updated_at < ? order by updated_at
                          limit 10 for update skip locked)
                        """).param(Timestamp.from(now.minus(KEPT))).update();
    }

    /** As exact as the database keeps it, so that what is read back is equal. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static AttemptState state(ResultSet row, int number) throws SQLException {
        var locked = row.getTimestamp("locked_until");
        return new AttemptState(
                row.getTimestamp("window_start").toInstant(),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getInt("lockouts"),
                locked == null ? null : locked.toInstant());
    }
}
