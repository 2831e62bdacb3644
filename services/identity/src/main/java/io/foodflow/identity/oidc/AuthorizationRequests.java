package io.foodflow.identity.oidc;

import io.foodflow.identity.secrets.BrowserSecret;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests for authorization that wait for their user, browsers in which a session is known, and what users agreed to, as
 * they are stored. Each method runs in the caller's transaction.
 */
final class AuthorizationRequests {

    static final Duration LIFE = Duration.ofMinutes(30);

    /** How many requests of one application may wait for a decision at once. */
    static final int MOST_OPEN = 5_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuthorizationRequests(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A request that waits.
     *
     * @param browser hash of the secret of the browser it came from
     * @param signInAfter when the user must have signed in at the earliest; null for whenever
     * @param askConsent whether the user must be asked; otherwise it is enough to sign in
     * @param session of the user who agreed; null before
     * @param error what the application is told where it is denied; null for that the user refused
     */
    record Waiting(
            UUID id,
            BrowserHash browser,
            UUID client,
            AuthorizationParameters parameters,
            @Nullable Instant signInAfter,
            boolean askConsent,
            @Nullable UUID session,
            boolean denied,
            @Nullable String error,
            Instant createdAt) {}

    /** A hash that is compared by what it is. */
    record BrowserHash(List<Byte> bytes) {

        static BrowserHash of(BrowserSecret secret) {
            return of(secret.hash());
        }

        private static BrowserHash of(byte[] hash) {
            var bytes = new Byte[hash.length];
            Arrays.setAll(bytes, i -> hash[i]);
            return new BrowserHash(List.of(bytes));
        }
    }

    /**
     * Makes room for one more request of an application. Anybody can send one, and must fill neither the table nor the place of
     * others: the oldest that nobody decided make way, since whoever signs in needs minutes.
     */
    void makeRoom(UUID client) {
        jdbc.sql("""
                        delete from oauth_requests where id in
                          (select id from oauth_requests where id in
                            (select id from oauth_requests where client_id = ? and session_id is null and not denied
                             order by created_at desc, id desc offset ?)
                           and session_id is null and not denied for update skip locked)
                        """).params(client, MOST_OPEN - 1).update();
    }

    void insert(Waiting request, BrowserSecret browser) {
        var now = request.createdAt();
        jdbc.sql("""
                        insert into oauth_requests (id, browser, client_id, parameters, sign_in_after, ask_consent,
                          created_at, expires_at)
                        values (:id, :browser, :client, cast(:parameters as jsonb), :after, :ask, :now, :expires)
                        """)
                .param("id", request.id())
                .param("browser", browser.hash())
                .param("client", request.client())
                .param(
                        "parameters",
                        json.writeValueAsString(request.parameters().values()))
                .param(
                        "after",
                        request.signInAfter() == null ? null : Timestamp.from(request.signInAfter()),
                        Types.TIMESTAMP)
                .param("ask", request.askConsent())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
    }

    Optional<Waiting> find(UUID id, Instant now) {
        return find(id, now, "");
    }

    /** The request, which nobody else can decide or use until the transaction ends. */
    Optional<Waiting> hold(UUID id, Instant now) {
        return find(id, now, " for update");
    }

    /** Keeps the user of a session from being removed until the transaction ends. */
    void keepUserOf(UUID session) {
        jdbc.sql("select 1 from users where id = (select user_id from sessions where id = ?) for key share")
                .param(session)
                .query(Integer.class)
                .list();
    }

    private Optional<Waiting> find(UUID id, Instant now, String lock) {
        return jdbc.sql("""
                        select id, browser, client_id, parameters, sign_in_after, ask_consent, session_id, denied, error,
                          created_at from oauth_requests where id = ? and expires_at > ?
                        """ + lock)
                .params(id, Timestamp.from(now))
                .query((row, n) -> {
                    var after = row.getTimestamp("sign_in_after");
                    return new Waiting(
                            row.getObject("id", UUID.class),
                            BrowserHash.of(row.getBytes("browser")),
                            row.getObject("client_id", UUID.class),
                            new AuthorizationParameters(json.readValue(
                                    row.getString("parameters"), new TypeReference<Map<String, String>>() {})),
                            after == null ? null : after.toInstant(),
                            row.getBoolean("ask_consent"),
                            row.getObject("session_id", UUID.class),
                            row.getBoolean("denied"),
                            row.getString("error"),
                            row.getTimestamp("created_at").toInstant());
                })
                .optional();
    }

    /** Keeps that the user of a session agreed. */
    void allow(UUID id, UUID session) {
        jdbc.sql("update oauth_requests set session_id = ? where id = ?")
                .params(session, id)
                .update();
    }

    /**
     * Keeps that the application is refused.
     *
     * @param error what it is told; null for that the user refused
     */
    void deny(UUID id, @Nullable String error) {
        jdbc.sql("update oauth_requests set denied = true, error = ? where id = ?")
                .param(1, error, Types.VARCHAR)
                .param(2, id)
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from oauth_requests where id = ?").param(id).update();
    }

    int forgetRequests(Instant now, int rows) {
        return jdbc.sql("""
                        delete from oauth_requests where id in
                          (select id from oauth_requests where expires_at < ? limit ?)
                        """).params(Timestamp.from(now), rows).update();
    }

    void know(BrowserSecret browser, UUID session, Instant now) {
        jdbc.sql("insert into oauth_browsers (hash, session_id, created_at) values (?, ?, ?)")
                .params(browser.hash(), session, Timestamp.from(now))
                .update();
    }

    Optional<UUID> sessionIn(BrowserSecret browser) {
        return jdbc.sql("select session_id from oauth_browsers where hash = ?")
                .param(browser.hash())
                .query(UUID.class)
                .optional();
    }

    /** Browsers whose session has run out, at most that many. */
    int forgetBrowsers(Instant now, int rows) {
        return jdbc.sql("""
                        delete from oauth_browsers where hash in
                          (select b.hash from oauth_browsers b join sessions s on s.id = b.session_id
                           where s.expires_at < ? limit ?)
                        """).params(Timestamp.from(now), rows).update();
    }

    boolean agreed(UUID user, UUID client, Iterable<String> scopes) {
        var wanted = new TreeSet<String>();
        scopes.forEach(wanted::add);
        return jdbc.sql(
                        "select 1 from oauth_consents where user_id = ? and client_id = ? and scopes @> cast(? as text[])")
                .params(user, client, wanted.toArray(String[]::new))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void agree(UUID user, UUID client, List<String> scopes, Instant now) {
        jdbc.sql("""
                        insert into oauth_consents (user_id, client_id, scopes, given_at) values (:user, :client, :scopes, :now)
                        on conflict (user_id, client_id) do update set given_at = excluded.given_at,
                          scopes = array(select distinct unnest(oauth_consents.scopes || excluded.scopes) order by 1)
                        """)
                .param("user", user)
                .param("client", client)
                .param("scopes", scopes.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }
}
