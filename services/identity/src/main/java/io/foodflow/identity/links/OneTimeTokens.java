package io.foodflow.identity.links;

import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.platform.context.CallContext;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tokens of the current tenant that are good once, for one purpose, for a while. Of each only the hash is kept. All methods
 * run in the caller's transaction. Thread-safe.
 */
public final class OneTimeTokens {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random;

    OneTimeTokens(JdbcClient jdbc, Clock clock, SecureRandom random) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.random = random;
    }

    /** Whom a token is for. The address is the one it was sent to, which need not be the subject's any more. */
    public record Bound(
            UUID subject,
            String email,
            Instant issuedAt,
            @Nullable String context) {}

    /** A new token. Tokens that ran out are swept out with it, some at a time. */
    public TenantSecret issue(Purpose purpose, UUID subject, String email) {
        return issue(purpose, subject, email, null);
    }

    /** As {@link #issue(Purpose, UUID, String)}, with something to be known again when the token is used. */
    public TenantSecret issue(Purpose purpose, UUID subject, String email, @Nullable String context) {
        var now = clock.instant();
        var token =
                TenantSecret.issue(purpose.kind(), CallContext.currentTenant().id(), random);
        jdbc.sql("""
                        insert into one_time_tokens (hash, purpose, subject, email, issued_at, expires_at, context)
                        values (:hash, :purpose, :subject, :email, :now, :expires, :context)
                        """)
                .param("context", context, Types.VARCHAR)
                .param("hash", token.hash())
                .param("purpose", purpose.stored())
                .param("subject", subject)
                .param("email", email)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(purpose.life())))
                .update();
        jdbc.sql("""
                        delete from one_time_tokens where hash in (select hash from one_time_tokens
                          where expires_at < ? order by expires_at limit 20 for update skip locked)
                        """).param(Timestamp.from(now)).update();
        return token;
    }

    /** Whom a token is for, if it is still good. */
    public Optional<Bound> find(Purpose purpose, TenantSecret token) {
        return bound(purpose, token, "");
    }

    /** As {@link #find}; nobody else can use the token until the transaction ends. */
    public Optional<Bound> hold(Purpose purpose, TenantSecret token) {
        return bound(purpose, token, " for update");
    }

    /** Makes all tokens of the subject for that purpose worthless: one was used, or they are no longer wanted. */
    public void forget(Purpose purpose, UUID subject) {
        jdbc.sql("delete from one_time_tokens where subject = ? and purpose = ?")
                .params(subject, purpose.stored())
                .update();
    }

    private Optional<Bound> bound(Purpose purpose, TenantSecret token, String lock) {
        return jdbc.sql(
                        "select subject, email, issued_at, context from one_time_tokens where hash = ? and purpose = ? and expires_at > ?"
                                + lock)
                .params(token.hash(), purpose.stored(), Timestamp.from(clock.instant()))
                .query((row, n) -> new Bound(
                        row.getObject("subject", UUID.class),
                        row.getString("email"),
                        row.getTimestamp("issued_at").toInstant(),
                        row.getString("context")))
                .optional();
    }
}
