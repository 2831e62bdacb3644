package io.foodflow.identity.oidc.clients;

import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients as they are stored. Each method runs in the caller's transaction. */
final class OAuthClientRepository {

    private static final String SELECT = """
            select id, name, description, kind, grant_types, redirect_uris, post_logout_redirect_uris, scopes,
                   consent_required, enabled, secret_hash, secret_ending, secret_created_at, previous_secret_hash,
                   previous_secret_ending, previous_secret_until, created_by, created_at, updated_at, version
            from oauth_clients
            """;

    private final JdbcClient jdbc;

    OAuthClientRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, ClientDraft draft, @Nullable ClientSecret secret, String createdBy, Instant now) {
        described(jdbc.sql("""
                                insert into oauth_clients (id, name, description, kind, grant_types, redirect_uris,
                                  post_logout_redirect_uris, scopes, consent_required, secret_hash, secret_ending,
                                  secret_created_at, created_by, created_at, updated_at)
                                values (:id, :name, :description, :kind, :grants, :redirects, :logouts, :scopes,
                                  :consent, :hash, :ending, :secretAt, :by, :now, :now)
                                """), draft)
                .param("id", id)
                .param("kind", draft.kind().name().toLowerCase(Locale.ROOT))
                .param("hash", secret == null ? null : secret.hash())
                .param("ending", secret == null ? null : secret.ending())
                .param("secretAt", secret == null ? null : Timestamp.from(now), Types.TIMESTAMP)
                .param("by", createdBy)
                .param("now", Timestamp.from(now))
                .update();
    }

    void update(UUID id, ClientDraft draft, Instant now) {
        described(jdbc.sql("""
                                update oauth_clients set name = :name, description = :description,
                                  grant_types = :grants, redirect_uris = :redirects,
                                  post_logout_redirect_uris = :logouts, scopes = :scopes, consent_required = :consent,
                                  updated_at = :now, version = version + 1 where id = :id
                                """), draft)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    /**
     * Gives a client another secret.
     *
     * @param until when the one before stops working; null for now
     */
    void replaceSecret(UUID id, ClientSecret secret, @Nullable Instant until, Instant now) {
        jdbc.sql("""
                        update oauth_clients set secret_hash = :hash, secret_ending = :ending, secret_created_at = :now,
                          previous_secret_hash = case when cast(:until as timestamptz) is not null then secret_hash end,
                          previous_secret_ending = case when cast(:until as timestamptz) is not null then secret_ending end,
                          previous_secret_until = :until, updated_at = :now, version = version + 1 where id = :id
                        """)
                .param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                .param("hash", secret.hash())
                .param("ending", secret.ending())
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    Optional<OAuthClient> find(UUID id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(OAuthClientRepository::client)
                .optional();
    }

    /** The client, which nobody else can change until the transaction ends. */
    Optional<OAuthClient> hold(UUID id) {
        return jdbc.sql(SELECT + " where id = ? for update")
                .param(id)
                .query(OAuthClientRepository::client)
                .optional();
    }

    /** The client, which nobody can remove or switch off until the transaction ends. */
    Optional<OAuthClient> keep(UUID id) {
        return jdbc.sql(SELECT + " where id = ? for key share")
                .param(id)
                .query(OAuthClientRepository::client)
                .optional();
    }

    void enable(UUID id, boolean enabled, Instant now) {
        jdbc.sql("update oauth_clients set enabled = ?, updated_at = ?, version = version + 1 where id = ?")
                .params(enabled, Timestamp.from(now), id)
                .update();
    }

    /** Takes back all that a client was let do, and what it waits for. */
    void revokeAll(UUID id, Instant now) {
        jdbc.sql("delete from oauth_requests where client_id = ?").param(id).update();
        jdbc.sql("update oauth_authorizations set revoked_at = ? where client_id = ? and revoked_at is null")
                .params(Timestamp.from(now), id)
                .update();
    }

    List<OAuthClient> list(String afterName, int rows) {
        return jdbc.sql(SELECT + " where name > ? order by name limit ?")
                .params(afterName, rows)
                .query(OAuthClientRepository::client)
                .list();
    }

    void delete(UUID id) {
        jdbc.sql("delete from oauth_clients where id = ?").param(id).update();
    }

    private static JdbcClient.StatementSpec described(JdbcClient.StatementSpec statement, ClientDraft draft) {
        return statement
                .param("name", draft.name())
                .param("description", draft.description())
                .param(
                        "grants",
                        draft.grantTypes().stream()
                                .map(grant -> grant.name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param("redirects", draft.redirectUris().toArray(String[]::new))
                .param("logouts", draft.postLogoutRedirectUris().toArray(String[]::new))
                .param("scopes", draft.scopes().toArray(String[]::new))
                .param("consent", draft.consentRequired());
    }

    private static OAuthClient client(ResultSet row, int number) throws SQLException {
        var hash = row.getString("secret_hash");
        var previous = row.getString("previous_secret_hash");
        return new OAuthClient(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                texts(row, "grant_types").stream()
                        .map(grant -> GrantType.valueOf(grant.toUpperCase(Locale.ROOT)))
                        .toList(),
                texts(row, "redirect_uris"),
                texts(row, "post_logout_redirect_uris"),
                texts(row, "scopes"),
                row.getBoolean("consent_required"),
                row.getBoolean("enabled"),
                hash == null
                        ? null
                        : new OAuthClient.Secret(
                                row.getString("secret_ending"),
                                row.getTimestamp("secret_created_at").toInstant(),
                                hash),
                previous == null
                        ? null
                        : new OAuthClient.PreviousSecret(
                                row.getString("previous_secret_ending"),
                                row.getTimestamp("previous_secret_until").toInstant(),
                                previous),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
