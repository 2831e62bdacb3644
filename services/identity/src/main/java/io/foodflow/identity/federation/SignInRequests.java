package io.foodflow.identity.federation;

import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.sessions.Elsewhere;
import io.foodflow.identity.sessions.ProviderSession;
import java.net.URI;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sign-ins that providers were asked for, as they are stored. Each method runs in the caller's transaction. */
final class SignInRequests {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration TICKET_LIFE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;

    SignInRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A sign-in that a provider was asked for.
     *
     * @param browser the hash of its browser's secret, in hexadecimal
     * @param issuer whom the answer has to be of
     * @param destination page of the workspace to go to in the end
     * @param asksAnew whether the provider was to ask the person again
     * @param maxAgeSeconds how long before the request the person may have been asked; null for any time
     */
    record Request(
            UUID id,
            String browser,
            UUID provider,
            boolean trial,
            String issuer,
            String clientId,
            URI redirectUri,
            String destination,
            boolean asksAnew,
            @Nullable Long maxAgeSeconds,
            Instant createdAt,
            Instant expiresAt,
            boolean used) {

        /** Whether it began in that browser. */
        boolean isOf(@Nullable BrowserSecret secret) {
            return secret != null && MessageDigest.isEqual(HexFormat.of().parseHex(browser), secret.hash());
        }

        /** Whether it asked the provider that this still is. */
        boolean asked(IdentityProvider now) {
            return issuer.equals(now.issuer()) && clientId.equals(now.clientId());
        }
    }

    void insert(
            UUID id,
            TenantSecret state,
            BrowserSecret browser,
            IdentityProvider provider,
            boolean trial,
            URI redirectUri,
            String destination,
            Wishes wishes,
            Instant now) {
        jdbc.sql("""
                        insert into federated_sign_ins (id, state, browser, provider_id, trial, issuer, client_id,
                          redirect_uri, destination, asks_anew, max_age_seconds, created_at, expires_at)
                        values (:id, :state, :browser, :provider, :trial, :issuer, :client, :redirect, :destination,
                          :anew, :maxAge, :now, :expires)
                        """)
                .param("anew", wishes.anew())
                .param("maxAge", wishes.maxAgeSeconds(), Types.BIGINT)
                .param("id", id)
                .param("state", state.hash())
                .param("browser", browser.hash())
                .param("provider", provider.id())
                .param("trial", trial)
                .param("issuer", provider.issuer())
                .param("client", provider.clientId())
                .param("redirect", redirectUri.toString())
                .param("destination", destination)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
    }

    Optional<Request> find(TenantSecret state) {
        return jdbc.sql("select * from federated_sign_ins where state = ?")
                .param(state.hash())
                .query(SignInRequests::request)
                .optional();
    }

    /** Uses a request up: true for one of any number that try. */
    boolean use(UUID id, Instant now) {
        return jdbc.sql("update federated_sign_ins set used_at = ? where id = ? and used_at is null")
                        .params(Timestamp.from(now), id)
                        .update()
                > 0;
    }

    /** Keeps who came back, for the browser that asked. */
    void arrived(UUID id, TenantSecret ticket, UUID user, boolean secondFactor, ProviderSession from, Instant now) {
        var at = from.how().at();
        jdbc.sql("""
                        update federated_sign_ins set ticket = :ticket, user_id = :user, second_factor = :factor,
                          provider_session = :session, methods = :methods, authenticated_at = :authenticated,
                          expires_at = :expires where id = :id
                        """)
                .param("session", from.id(), Types.VARCHAR)
                .param("methods", from.how().methods().toArray(String[]::new))
                .param("authenticated", at == null ? null : Timestamp.from(at), Types.TIMESTAMP)
                .param("ticket", ticket.hash())
                .param("user", user)
                .param("factor", secondFactor)
                .param("expires", Timestamp.from(now.plus(TICKET_LIFE)))
                .param("id", id)
                .update();
    }

    /** Keeps a provider from being changed or removed until the transaction ends. */
    void keep(UUID provider) {
        jdbc.sql("select 1 from identity_providers where id = ? for key share")
                .param(provider)
                .query(Integer.class)
                .list();
    }

    /** Who came back with that ticket to that browser, once; nobody from a provider that was switched off since. */
    Optional<Arrivals.Arrival> take(TenantSecret ticket, BrowserSecret browser, Instant now) {
        return jdbc.sql("""
                        delete from federated_sign_ins f using users u, identity_providers p
                        where f.ticket = :ticket and f.browser = :browser and f.expires_at > :now and u.id = f.user_id
                          and p.id = f.provider_id and p.enabled
                        returning u.id, u.email, f.second_factor, f.provider_id, f.provider_session, f.methods,
                          f.authenticated_at, f.destination
                        """)
                .param("ticket", ticket.hash())
                .param("browser", browser.hash())
                .param("now", Timestamp.from(now))
                .query(SignInRequests::arrival)
                .optional();
    }

    /** Whose arrival that ticket is, still there to be taken. */
    Optional<Arrivals.Arrival> look(TenantSecret ticket, BrowserSecret browser, Instant now) {
        return jdbc.sql("""
                        select u.id, u.email, f.second_factor, f.provider_id, f.provider_session, f.methods,
                          f.authenticated_at, f.destination
                        from federated_sign_ins f join users u on u.id = f.user_id
                        join identity_providers p on p.id = f.provider_id
                        where f.ticket = :ticket and f.browser = :browser and f.expires_at > :now and p.enabled
                        """)
                .param("ticket", ticket.hash())
                .param("browser", browser.hash())
                .param("now", Timestamp.from(now))
                .query(SignInRequests::arrival)
                .optional();
    }

    /** Takes note of a logout token of a provider; false if it came before. */
    boolean hear(UUID provider, String id, Instant until) {
        return jdbc.sql("""
                        insert into federated_logouts (provider_id, jti, expires_at)
                        values (?, sha256(convert_to(?, 'UTF8')), ?) on conflict do nothing
                        """).params(provider, id, Timestamp.from(until)).update() > 0;
    }

    /**
     * The users who came back from a session at a provider and wait for one here, or for the code of a second factor.
     *
     * @param from what the provider calls the session; null for every one of the user
     */
    List<UUID> waiting(UUID provider, @Nullable String from, @Nullable UUID user) {
        return jdbc.sql("""
                        select user_id from federated_sign_ins where provider_id = :provider and ticket is not null
                          and (provider_session = :from
                            or user_id = :user and (cast(:from as text) is null or provider_session is null))
                        union
                        select subject from one_time_tokens where purpose = 'second_factor' and context is not null
                          and context::jsonb->>'provider' = cast(:provider as text)
                          and (context::jsonb->>'id' = :from
                            or subject = :user and (cast(:from as text) is null or context::jsonb->>'id' is null))
                        """)
                .param("provider", provider)
                .param("from", from, Types.VARCHAR)
                .param("user", user, Types.OTHER)
                .query((row, n) -> row.getObject("user_id", UUID.class))
                .list();
    }

    /**
     * Forgets who came back from a session at a provider and waits for one here, or for the code of a second factor.
     *
     * @param from what the provider calls the session; null for every one of the user
     */
    void forget(UUID provider, @Nullable String from, @Nullable UUID user) {
        jdbc.sql("""
                        delete from federated_sign_ins where provider_id = :provider and ticket is not null
                          and (provider_session = :from
                            or user_id = :user and (cast(:from as text) is null or provider_session is null))
                        """)
                .param("provider", provider)
                .param("from", from, Types.VARCHAR)
                .param("user", user, Types.OTHER)
                .update();
        jdbc.sql("""
                        delete from one_time_tokens where purpose = 'second_factor' and context is not null
                          and context::jsonb->>'provider' = :provider
                          and (context::jsonb->>'id' = :from
                            or subject = :user and (cast(:from as text) is null or context::jsonb->>'id' is null))
                        """)
                .param("provider", provider.toString())
                .param("from", from, Types.VARCHAR)
                .param("user", user, Types.OTHER)
                .update();
    }

    void finishTrial(UUID id, String result) {
        jdbc.sql("update federated_sign_ins set result = ? where id = ?")
                .params(result, id)
                .update();
    }

    /** How a trial of that provider ended; the text is empty while it has not. */
    Optional<String> trial(UUID id, UUID provider, Instant now) {
        return jdbc.sql("""
                        select coalesce(result, '') as result from federated_sign_ins
                        where id = ? and provider_id = ? and trial and expires_at > ?
                        """)
                .params(id, provider, Timestamp.from(now))
                .query(String.class)
                .optional();
    }

    int forget(Instant now, int rows) {
        return Math.max(forgetSignIns(now, rows), forgetLogouts(now, rows));
    }

    private int forgetLogouts(Instant now, int rows) {
        return jdbc.sql("""
                        delete from federated_logouts where (provider_id, jti) in
                          (select provider_id, jti from federated_logouts where expires_at < ? limit ?)
                        """).params(Timestamp.from(now), rows).update();
    }

    private int forgetSignIns(Instant now, int rows) {
        return jdbc.sql("""
                        delete from federated_sign_ins where id in (select id from federated_sign_ins
                          where expires_at < ? order by expires_at limit ? for update skip locked)
                        """).params(Timestamp.from(now), rows).update();
    }

    private static Arrivals.Arrival arrival(ResultSet row, int number) throws SQLException {
        return new Arrivals.Arrival(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getBoolean("second_factor"),
                new ProviderSession(
                        row.getObject("provider_id", UUID.class),
                        row.getString("provider_session"),
                        Objects.requireNonNullElseGet(Elsewhere.read(row), () -> new Elsewhere(null, List.of()))),
                row.getString("destination"));
    }

    private static Request request(ResultSet row, int number) throws SQLException {
        return new Request(
                row.getObject("id", UUID.class),
                HexFormat.of().formatHex(row.getBytes("browser")),
                row.getObject("provider_id", UUID.class),
                row.getBoolean("trial"),
                row.getString("issuer"),
                row.getString("client_id"),
                URI.create(row.getString("redirect_uri")),
                row.getString("destination"),
                row.getBoolean("asks_anew"),
                row.getObject("max_age_seconds", Long.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getTimestamp("used_at") != null);
    }
}
