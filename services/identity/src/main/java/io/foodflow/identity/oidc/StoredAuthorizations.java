package io.foodflow.identity.oidc;

import io.foodflow.identity.sessions.Elsewhere;
import io.foodflow.identity.sessions.SignIn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * What users of the current tenant let applications do, with the tokens of it, in the tenant's schema. Only SHA-256
 * hashes of codes and tokens are kept: read back, a token that nobody presented carries its hash in place of its text.
 * All methods run in the caller's transaction; in one that writes, an authorization that was found is held until its end,
 * so that of any number of uses of a code or a refresh token at once one wins. Thread-safe.
 */
final class StoredAuthorizations implements OAuth2AuthorizationService {

    private static final String HASHED = "sha256:";
    /** How long one that can be used no more is remembered, so that a late reuse is noticed. */
    private static final Duration KEPT = Duration.ofDays(1);
    /**
     * An ID token stays a hint of whom the application means long after it has run out (OpenID Connect Core §3.1.2.1,
     * RP-Initiated Logout §2).
     */
    private static final Duration KEPT_OF_USERS = Duration.ofDays(40);

    private final JdbcClient jdbc;
    private final RegisteredClients clients;
    private final JsonMapper json;
    private final Clock clock;

    StoredAuthorizations(JdbcClient jdbc, RegisteredClients clients, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        var id = UUID.fromString(authorization.getId());
        boolean isNew = store(id, authorization);
        for (var kind : TokenKind.values()) {
            var token = authorization.getToken(kind.token());
            if (token != null) {
                store(id, kind, token, isNew);
            }
        }
    }

    private boolean store(UUID id, OAuth2Authorization authorization) {
        var person = Optional.ofNullable(authorization.<Person>getAttribute(Principal.class.getName()))
                .map(Person::signIn);
        var request =
                authorization.<OAuth2AuthorizationRequest>getAttribute(OAuth2AuthorizationRequest.class.getName());
        return jdbc.sql("""
                        insert into oauth_authorizations (id, client_id, user_id, session_id, signed_in_at, second_factor,
                          methods, authenticated_at, grant_type, scopes, request, created_at, expires_at)
                        values (:id, :client, :user, :session, :signedIn, :factor, :methods, :authenticated, :grant, :scopes,
                          cast(:request as jsonb), :now, :expires)
                        on conflict (id) do update set scopes = excluded.scopes,
                          expires_at = greatest(oauth_authorizations.expires_at, excluded.expires_at)
                        returning xmax = 0
                        """)
                .param("id", id)
                .param("client", UUID.fromString(authorization.getRegisteredClientId()))
                .param("user", person.map(SignIn::user).orElse(null), Types.OTHER)
                .param("session", person.map(SignIn::session).orElse(null), Types.OTHER)
                .param("signedIn", person.map(SignIn::at).map(Timestamp::from).orElse(null), Types.TIMESTAMP)
                .param(
                        "methods",
                        person.map(SignIn::elsewhere)
                                .map(elsewhere -> elsewhere.methods().toArray(String[]::new))
                                .orElse(null),
                        Types.ARRAY)
                .param(
                        "authenticated",
                        person.map(SignIn::elsewhere)
                                .map(Elsewhere::at)
                                .map(Timestamp::from)
                                .orElse(null),
                        Types.TIMESTAMP)
                .param("factor", person.map(SignIn::secondFactor).orElse(false))
                .param("grant", authorization.getAuthorizationGrantType().getValue())
                .param("scopes", authorization.getAuthorizedScopes().toArray(String[]::new))
                .param("request", request == null ? null : json.writeValueAsString(StoredRequest.of(request)))
                .param("now", Timestamp.from(clock.instant()))
                .param(
                        "expires",
                        Timestamp.from(lastExpiry(authorization).plus(person.isPresent() ? KEPT_OF_USERS : KEPT)))
                .query(Boolean.class)
                .single();
    }

    private void store(UUID id, TokenKind kind, OAuth2Authorization.Token<? extends OAuth2Token> token, boolean isNew) {
        var hash = hashOf(token.getToken());
        if (!isNew) {
            jdbc.sql("""
                            update oauth_tokens set state = 'replaced'
                            where authorization_id = ? and kind = ? and hash <> ? and state = 'good'
                            """).params(id, kind.stored(), hash).update();
        }
        jdbc.sql("""
                        insert into oauth_tokens (hash, authorization_id, kind, state, scopes, issued_at, expires_at)
                        values (:hash, :id, :kind, :state, :scopes, :issued, :expires)
                        on conflict (hash) do update set state = excluded.state
                        """)
                .param("hash", hash)
                .param("id", id)
                .param("kind", kind.stored())
                .param("state", (token.isInvalidated() ? TokenState.SPENT : TokenState.GOOD).stored())
                .param(
                        "scopes",
                        token.getToken() instanceof OAuth2AccessToken access
                                ? access.getScopes().toArray(String[]::new)
                                : new String[0])
                .param("issued", Timestamp.from(issued(token.getToken())))
                .param("expires", Timestamp.from(expiry(token.getToken())))
                .update();
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        jdbc.sql("delete from oauth_authorizations where id = ?")
                .param(UUID.fromString(authorization.getId()))
                .update();
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return load(UUID.fromString(id), Map.of());
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        var hash = sha256(token);
        var found = stored(hash).filter(one -> type == null || one.kind().type().equals(type.getValue()));
        if (found.isEmpty()) {
            return null;
        }
        var id = found.get().authorization();
        boolean writing = !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
        if (writing) {
            hold(id);
            found = stored(hash);
        }
        if (found.isEmpty()) {
            return null;
        }
        if (found.get().state() == TokenState.REPLACED) {
            if (writing && type != null && OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
                revoke(id);
                throw new RefreshTokenReused(id);
            }
            return null;
        }
        return load(id, Map.of(HexFormat.of().formatHex(hash), token));
    }

    /** The authorization that an ID token was issued under, whether the token has run out or been replaced or not. */
    Optional<Hint> hinted(String idToken) {
        return jdbc.sql("""
                        select a.client_id, a.user_id, a.session_id from oauth_tokens t
                        join oauth_authorizations a on a.id = t.authorization_id where t.hash = ? and t.kind = 'id'
                        """)
                .param(sha256(idToken))
                .query((row, n) -> new Hint(
                        row.getObject("client_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getObject("session_id", UUID.class)))
                .optional();
    }

    /** Of whom an ID token speaks. */
    record Hint(UUID client, UUID user, UUID session) {}

    /** The authorization of a code that was used before, by its own application or by another. */
    Optional<UUID> ofSpentCode(String code) {
        return jdbc.sql("""
                        select authorization_id from oauth_tokens where hash = ? and kind = 'code' and state = 'spent'
                        """).param(sha256(code)).query(UUID.class).optional();
    }

    /** Forgets tokens that others replaced and that have run out, at most that many; ID tokens as long as they are hints. */
    int forgetReplaced(Instant now, int rows) {
        return jdbc.sql("""
                        delete from oauth_tokens where hash in
                          (select hash from oauth_tokens where state = 'replaced'
                             and (expires_at < :hints or kind <> 'id' and expires_at < :others) limit :rows)
                        """)
                .param("hints", Timestamp.from(now.minus(KEPT_OF_USERS)))
                .param("others", Timestamp.from(now.minus(KEPT)))
                .param("rows", rows)
                .update();
    }

    /** Forgets authorizations whose time has passed, at most that many. */
    int forget(Instant now, int rows) {
        return jdbc.sql("""
                        delete from oauth_authorizations where id in
                          (select id from oauth_authorizations where expires_at < ? limit ?)
                        """).params(Timestamp.from(now), rows).update();
    }

    private void revoke(UUID id) {
        jdbc.sql("update oauth_authorizations set revoked_at = ? where id = ? and revoked_at is null")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    private void hold(UUID id) {
        jdbc.sql("select 1 from oauth_authorizations where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
    }

    private Optional<Stored> stored(byte[] hash) {
        return jdbc.sql("select authorization_id, kind, state from oauth_tokens where hash = ?")
                .param(hash)
                .query((row, n) -> new Stored(
                        row.getObject("authorization_id", UUID.class),
                        TokenKind.read(row.getString("kind")),
                        TokenState.read(row.getString("state"))))
                .optional();
    }

    private record Stored(UUID authorization, TokenKind kind, TokenState state) {}

    private @Nullable OAuth2Authorization load(UUID id, Map<String, String> presented) {
        return jdbc.sql("""
                        select a.id, a.client_id, a.user_id, a.session_id, a.signed_in_at, a.second_factor, a.methods,
                               a.authenticated_at, a.grant_type, a.scopes, a.request,
                               a.revoked_at is null and (a.user_id is null or u.status = 'active') as standing
                        from oauth_authorizations a left join users u on u.id = a.user_id where a.id = ?
                        """)
                .param(id)
                .query((row, n) -> authorization(row, presented))
                .optional()
                .flatMap(found -> found)
                .orElse(null);
    }

    private Optional<OAuth2Authorization> authorization(ResultSet row, Map<String, String> presented)
            throws SQLException {
        var clientId = row.getString("client_id");
        var client = clients.findById(clientId);
        if (client == null) {
            return Optional.empty();
        }
        var id = row.getObject("id", UUID.class);
        var user = row.getObject("user_id", UUID.class);
        var builder = OAuth2Authorization.withRegisteredClient(client)
                .id(id.toString())
                .principalName(user == null ? clientId : user.toString())
                .authorizationGrantType(new AuthorizationGrantType(row.getString("grant_type")))
                .authorizedScopes(stillAllowed(texts(row, "scopes"), client));
        if (user != null) {
            builder.attribute(
                    Principal.class.getName(),
                    new Person(new SignIn(
                            row.getObject("session_id", UUID.class),
                            user,
                            row.getTimestamp("signed_in_at").toInstant(),
                            row.getBoolean("second_factor"),
                            Elsewhere.read(row))));
        }
        var request = row.getString("request");
        if (request != null) {
            builder.attribute(
                    OAuth2AuthorizationRequest.class.getName(),
                    json.readValue(request, StoredRequest.class).of(clientId));
        }
        boolean standing = row.getBoolean("standing");
        tokens(id, presented).forEach(token -> token.addTo(builder, standing));
        return Optional.of(builder.build());
    }

    /** A scope that was taken from the application since is not given any more. */
    private static Set<String> stillAllowed(Set<String> scopes, RegisteredClient client) {
        scopes.retainAll(client.getScopes());
        return scopes;
    }

    private List<KeptToken> tokens(UUID id, Map<String, String> presented) {
        return jdbc.sql("""
                        select hash, kind, state, scopes, issued_at, expires_at from oauth_tokens
                        where authorization_id = ? and state <> 'replaced'
                        """)
                .param(id)
                .query((row, n) -> {
                    var hash = HexFormat.of().formatHex(row.getBytes("hash"));
                    return new KeptToken(
                            TokenKind.read(row.getString("kind")),
                            presented.getOrDefault(hash, HASHED + hash),
                            "spent".equals(row.getString("state")),
                            texts(row, "scopes"),
                            row.getTimestamp("issued_at").toInstant(),
                            row.getTimestamp("expires_at").toInstant());
                })
                .list();
    }

    private static Instant lastExpiry(OAuth2Authorization authorization) {
        return Arrays.stream(TokenKind.values())
                .map(kind -> authorization.getToken(kind.token()))
                .filter(java.util.Objects::nonNull)
                .map(token -> expiry(token.getToken()))
                .max(Instant::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("an authorization needs a code or a token"));
    }

    private static Instant issued(OAuth2Token token) {
        return Optional.ofNullable(token.getIssuedAt()).orElseThrow();
    }

    private static Instant expiry(OAuth2Token token) {
        return Optional.ofNullable(token.getExpiresAt()).orElseThrow();
    }

    private static byte[] hashOf(OAuth2Token token) {
        var text = token.getTokenValue();
        return text.startsWith(HASHED) ? HexFormat.of().parseHex(text.substring(HASHED.length())) : sha256(text);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        var texts = new LinkedHashSet<String>();
        for (var text : (Object[]) row.getArray(column).getArray()) {
            texts.add(text.toString());
        }
        return texts;
    }
}
