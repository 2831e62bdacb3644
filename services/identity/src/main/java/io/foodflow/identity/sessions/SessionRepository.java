package io.foodflow.identity.sessions;

import io.foodflow.identity.secrets.TenantSecret;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and refresh tokens as they are stored. Each method runs in the caller's transaction. */
final class SessionRepository {

    private final JdbcClient jdbc;

    SessionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            UUID id,
            UUID user,
            boolean secondFactor,
            Instant now,
            Instant expires,
            @Nullable String ip,
            @Nullable String userAgent) {
        jdbc.sql("""
                        insert into sessions
                          (id, user_id, second_factor, created_at, used_at, expires_at, ip, user_agent)
                        values (:id, :user, :factor, :now, :now, :expires, :ip, :agent)
                        """)
                .param("factor", secondFactor)
                .param("id", id)
                .param("user", user)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(expires))
                .param("ip", ip)
                .param("agent", userAgent)
                .update();
    }

    void insertToken(TenantSecret token, UUID session, Instant now, Instant expires) {
        jdbc.sql("insert into refresh_tokens (hash, session_id, issued_at, expires_at) values (?, ?, ?, ?)")
                .params(token.hash(), session, Timestamp.from(now), Timestamp.from(expires))
                .update();
    }

    /** A session that has not ended; nobody else can change it until the transaction ends. */
    Optional<Held> hold(UUID session) {
        return jdbc.sql("select user_id, created_at from sessions where id = ? and ended_at is null for update")
                .param(session)
                .query((row, n) -> new Held(
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("created_at").toInstant()))
                .optional();
    }

    TokenState stateOf(TenantSecret token, UUID session, Instant now) {
        return jdbc.sql("""
                        select used_at is not null as used, expires_at > :now as timely from refresh_tokens
                        where hash = :hash and session_id = :session
                        """)
                .param("now", Timestamp.from(now))
                .param("hash", token.hash())
                .param("session", session)
                .query((row, n) -> TokenState.of(row.getBoolean("used"), row.getBoolean("timely")))
                .optional()
                .orElse(TokenState.WORTHLESS);
    }

    /** Uses a token up, forgets those that ran out, lets the session go on, and remembers the successor. */
    void renew(UUID session, TenantSecret token, TenantSecret successor, Instant now, Instant expires) {
        jdbc.sql("""
                        with used as (update refresh_tokens set used_at = :now where hash = :hash),
                          forgotten as (delete from refresh_tokens where session_id = :session and expires_at < :now),
                          kept as (update sessions set used_at = :now, expires_at = :expires where id = :session)
                        insert into refresh_tokens (hash, session_id, issued_at, expires_at)
                        values (:successor, :session, :now, :expires)
                        """)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(expires))
                .param("session", session)
                .param("hash", token.hash())
                .param("successor", successor.hash())
                .update();
    }

    Optional<Holder> holder(TenantSecret token) {
        return jdbc.sql("""
                        select s.id, s.user_id, u.email from refresh_tokens t
                        join sessions s on s.id = t.session_id join users u on u.id = s.user_id where t.hash = ?
                        """)
                .param(token.hash())
                .query((row, n) -> new Holder(
                        row.getObject("id", UUID.class), row.getObject("user_id", UUID.class), row.getString("email")))
                .optional();
    }

    /** Ends a session that has not ended yet; whether it had not. */
    boolean end(UUID session, EndReason reason, Instant now) {
        return jdbc.sql("update sessions set ended_at = ?, end_reason = ? where id = ? and ended_at is null")
                        .params(Timestamp.from(now), reason.stored(), session)
                        .update()
                > 0;
    }

    List<UUID> endAll(UUID user, @Nullable UUID except, EndReason reason, Instant now) {
        return jdbc.sql("""
                        update sessions set ended_at = :now, end_reason = :reason
                        where user_id = :user and ended_at is null and id is distinct from :except returning id
                        """)
                .param("now", Timestamp.from(now))
                .param("reason", reason.stored())
                .param("user", user)
                .param("except", except, Types.OTHER)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    Optional<SignIn> signIn(UUID session, Instant now) {
        return jdbc.sql("""
                        select user_id, created_at, second_factor from sessions
                        where id = ? and ended_at is null and expires_at > ?
                        """)
                .params(session, Timestamp.from(now))
                .query((row, n) -> new SignIn(
                        session,
                        row.getObject("user_id", UUID.class),
                        row.getTimestamp("created_at").toInstant(),
                        row.getBoolean("second_factor")))
                .optional();
    }

    boolean hasUser(UUID user) {
        return jdbc.sql("select 1 from users where id = ?")
                .param(user)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    boolean belongs(UUID session, UUID user) {
        return jdbc.sql("select 1 from sessions where id = ? and user_id = ?")
                .params(session, user)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<Session> list(UUID user, String own, Instant now) {
        return jdbc.sql("""
                        select id, created_at, used_at, expires_at, ip, user_agent from sessions
                        where user_id = ? and ended_at is null and expires_at > ? order by used_at desc, id
                        """)
                .params(user, Timestamp.from(now))
                .query((row, n) -> new Session(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("used_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getString("ip"),
                        row.getString("user_agent"),
                        row.getString("id").equals(own)))
                .list();
    }

    /** All but those in which an application was let go on: ending them is what ends its tokens. */
    void forgetSessions(UUID user, Instant ranOutBefore) {
        jdbc.sql("""
                        delete from sessions where user_id = :user and expires_at < :before
                          and not exists (select 1 from oauth_authorizations a
                            where a.session_id = sessions.id and a.revoked_at is null)
                        """)
                .param("user", user)
                .param("before", Timestamp.from(ranOutBefore))
                .update();
    }

    /** Whether a session has not ended; it does not before the running transaction does. */
    boolean keep(UUID session) {
        return jdbc.sql("select 1 from sessions where id = ? and ended_at is null for share")
                .param(session)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whose session it is, and since when. */
    record Held(UUID user, Instant began) {}

    /** What a stored token is worth. One that was used stays suspicious for as long as it is remembered. */
    enum TokenState {
        GOOD,
        USED,
        WORTHLESS;

        static TokenState of(boolean used, boolean timely) {
            if (used) {
                return USED;
            }
            return timely ? GOOD : WORTHLESS;
        }
    }
}
