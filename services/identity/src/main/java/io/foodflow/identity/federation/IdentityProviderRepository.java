package io.foodflow.identity.federation;

import io.foodflow.identity.federation.EmailDomain.VerifiedBy;
import io.foodflow.identity.federation.IdentityProvider.Claims;
import io.foodflow.identity.federation.IdentityProvider.RoleRule;
import io.foodflow.platform.tenancy.DomainClaims;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Identity providers as they are stored. Each method runs in the caller's transaction. */
final class IdentityProviderRepository {

    private static final String PROOF = "foodflow-verify=";
    private static final String SELECT = "select * from identity_providers";

    private final JdbcClient jdbc;
    private final DomainClaims domains;

    IdentityProviderRepository(JdbcClient jdbc, DomainClaims domains) {
        this.jdbc = jdbc;
        this.domains = domains;
    }

    void insert(UUID id, ProviderDraft draft, byte @Nullable [] sealedSecret, String createdBy, Instant now) {
        described(jdbc.sql("""
                                insert into identity_providers (id, name, enabled, issuer, client_id, client_secret, scopes,
                                  email_claim, first_name_claim, last_name_claim, groups_claim, trusts_email,
                                  creates_users, follows_roles, password_allowed, second_factor_values, created_by,
                                  created_at, updated_at)
                                values (:id, :name, :enabled, :issuer, :client, :secret, :scopes, :email, :first, :last,
                                  :groups, :trusts, :creates, :follows, :password, :factors, :by, :now, :now)
                                """), id, draft, now)
                .param("secret", sealedSecret, Types.BINARY)
                .param("by", createdBy)
                .update();
        replaceRoles(id, draft);
    }

    /** Changes a provider; its secret stays unless there is another. */
    void update(UUID id, ProviderDraft draft, byte @Nullable [] sealedSecret, Instant now) {
        described(jdbc.sql("""
                                update identity_providers set name = :name, enabled = :enabled, issuer = :issuer,
                                  client_id = :client,
                                  client_secret = case when :keep then client_secret else :secret end,
                                  scopes = :scopes, email_claim = :email, first_name_claim = :first,
                                  last_name_claim = :last, groups_claim = :groups, trusts_email = :trusts,
                                  creates_users = :creates, follows_roles = :follows, password_allowed = :password,
                                  second_factor_values = :factors, updated_at = :now, version = version + 1
                                where id = :id
                                """), id, draft, now)
                .param("keep", draft.clientSecret() == null)
                .param("secret", sealedSecret, Types.BINARY)
                .update();
        replaceRoles(id, draft);
    }

    private static JdbcClient.StatementSpec described(
            JdbcClient.StatementSpec statement, UUID id, ProviderDraft draft, Instant now) {
        return statement
                .param("id", id)
                .param("name", draft.name())
                .param("enabled", draft.enabled())
                .param("issuer", draft.issuer())
                .param("client", draft.clientId())
                .param("scopes", draft.scopes().toArray(String[]::new))
                .param("email", draft.claims().email())
                .param("first", draft.claims().firstName())
                .param("last", draft.claims().lastName())
                .param("groups", draft.claims().groups(), Types.VARCHAR)
                .param("trusts", draft.trustsEmail())
                .param("creates", draft.createsUsers())
                .param("follows", draft.followsRoles())
                .param("password", draft.passwordAllowed())
                .param("factors", draft.secondFactorValues().toArray(String[]::new))
                .param("now", Timestamp.from(now));
    }

    private void replaceRoles(UUID id, ProviderDraft draft) {
        jdbc.sql("delete from identity_provider_roles where provider_id = ?")
                .param(id)
                .update();
        giveRoles(id, null, draft.defaultRoles());
        draft.roleRules().forEach(rule -> giveRoles(id, rule.value(), rule.roles()));
    }

    private void giveRoles(UUID id, @Nullable String value, List<String> roles) {
        jdbc.sql("""
                        insert into identity_provider_roles (provider_id, value, role_id)
                        select :id, :value, id from roles where name = any(:roles) on conflict do nothing
                        """)
                .param("id", id)
                .param("value", value, Types.VARCHAR)
                .param("roles", roles.toArray(String[]::new))
                .update();
    }

    Optional<IdentityProvider> find(UUID id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(this::provider)
                .optional();
    }

    /** The provider, which nobody else can change until the transaction ends. */
    Optional<IdentityProvider> hold(UUID id) {
        return jdbc.sql(SELECT + " where id = ? for update")
                .param(id)
                .query(this::provider)
                .optional();
    }

    List<IdentityProvider> list(String afterName, int rows) {
        return jdbc.sql(SELECT + " where name > ? order by name limit ?")
                .params(afterName, rows)
                .query(this::provider)
                .list();
    }

    byte @Nullable [] sealedSecret(UUID id) {
        return jdbc.sql("select client_secret from identity_providers where id = ? and client_secret is not null")
                .param(id)
                .query((row, n) -> row.getBytes("client_secret"))
                .optional()
                .orElse(null);
    }

    void delete(UUID id) {
        jdbc.sql("delete from identity_providers where id = ?").param(id).update();
    }

    /** Which provider of the tenant has that domain, proved or not. */
    Optional<UUID> ownerOf(String domain) {
        return jdbc.sql("select provider_id from identity_domains where domain = ?")
                .param(domain)
                .query(UUID.class)
                .optional();
    }

    void giveUpDomainsBut(UUID provider, List<String> kept) {
        jdbc.sql("delete from identity_domains where provider_id = ? and domain <> all(?)")
                .params(provider, kept.toArray(String[]::new))
                .update();
    }

    void addDomain(UUID provider, String domain, String proof) {
        jdbc.sql("insert into identity_domains (domain, provider_id, proof) values (?, ?, ?) on conflict do nothing")
                .params(domain, provider, proof)
                .update();
    }

    /** Takes a domain for a provider; false if another tenant has it. */
    boolean verify(UUID provider, String domain, VerifiedBy by, Instant now) {
        boolean claimed = domains.claim(domain, provider);
        if (claimed) {
            jdbc.sql("update identity_domains set verified_at = ?, verified_by = ? where domain = ?")
                    .params(Timestamp.from(now), by.name().toLowerCase(Locale.ROOT), domain)
                    .update();
        }
        return claimed;
    }

    /** Takes the proof of a domain back, which is then free for other tenants, and asks for another proof. */
    void takeBack(String domain, String proof) {
        jdbc.sql("select platform.release_domain(?)")
                .param(domain)
                .query((row, n) -> domain)
                .list();
        jdbc.sql("update identity_domains set verified_at = null, verified_by = null, proof = ? where domain = ?")
                .params(proof, domain)
                .update();
    }

    /** Counts a change of a provider's domains as one of the provider. */
    void touch(UUID id, Instant now) {
        jdbc.sql("update identity_providers set updated_at = ?, version = version + 1 where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** Forgets who is on the way to or from a provider: they begin again. */
    void forgetSignIns(UUID id) {
        jdbc.sql("delete from federated_sign_ins where provider_id = ?")
                .param(id)
                .update();
    }

    /** The user who is that person at the provider. */
    Optional<UUID> userOf(UUID provider, String subject) {
        return jdbc.sql("select user_id from federated_identities where provider_id = ? and subject = ?")
                .params(provider, subject)
                .query(UUID.class)
                .optional();
    }

    /** Whether the user is somebody at the provider already. */
    boolean isLinked(UUID provider, UUID user) {
        return jdbc.sql("select exists (select from federated_identities where provider_id = ? and user_id = ?)")
                .params(provider, user)
                .query(Boolean.class)
                .single();
    }

    void link(UUID provider, String subject, UUID user, Instant now) {
        jdbc.sql("""
                        insert into federated_identities (provider_id, subject, user_id, linked_at, used_at)
                        values (:provider, :subject, :user, :now, :now)
                        """)
                .param("provider", provider)
                .param("subject", subject)
                .param("user", user)
                .param("now", Timestamp.from(now))
                .update();
    }

    void used(UUID provider, String subject, Instant now) {
        jdbc.sql("update federated_identities set used_at = ? where provider_id = ? and subject = ?")
                .params(Timestamp.from(now), provider, subject)
                .update();
    }

    /** As whom a user is known, by the provider's name. */
    List<LinkedIdentity> identitiesOf(UUID user) {
        return jdbc.sql("""
                        select p.id, p.name, f.linked_at, f.used_at from federated_identities f
                        join identity_providers p on p.id = f.provider_id where f.user_id = ? order by p.name
                        """)
                .param(user)
                .query((row, n) -> new LinkedIdentity(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getTimestamp("linked_at").toInstant(),
                        row.getTimestamp("used_at").toInstant()))
                .list();
    }

    /** Forgets who is who at the provider: it is another one now. */
    void unlinkAll(UUID provider) {
        jdbc.sql("delete from federated_identities where provider_id = ?")
                .param(provider)
                .update();
    }

    /** The provider that a user has to sign in with, because people of that domain may not use a password. */
    Optional<UUID> insteadOfPassword(UUID user, String domain, List<String> exempt) {
        return jdbc.sql("""
                        select p.id from identity_domains d join identity_providers p on p.id = d.provider_id
                        where d.domain = :domain and d.verified_at is not null and p.enabled and not p.password_allowed
                          and not exists (select 1 from user_roles u join roles r on r.id = u.role_id
                                          where u.user_id = :user and r.name = any(:exempt))
                        """)
                .param("domain", domain)
                .param("user", user)
                .param("exempt", exempt.toArray(String[]::new))
                .query(UUID.class)
                .optional();
    }

    private IdentityProvider provider(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var rules = rules(id);
        var everybody = rules.remove("");
        return new IdentityProvider(
                id,
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getString("issuer"),
                row.getString("client_id"),
                row.getBytes("client_secret") != null,
                texts(row, "scopes"),
                new Claims(
                        row.getString("email_claim"),
                        row.getString("first_name_claim"),
                        row.getString("last_name_claim"),
                        row.getString("groups_claim")),
                row.getBoolean("trusts_email"),
                row.getBoolean("creates_users"),
                everybody == null ? List.of() : everybody,
                rules.entrySet().stream()
                        .map(rule -> new RoleRule(rule.getKey(), rule.getValue()))
                        .toList(),
                row.getBoolean("follows_roles"),
                row.getBoolean("password_allowed"),
                texts(row, "second_factor_values"),
                domains(id),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    /** Names of roles by the value they are for; those for everybody under the empty text, which is no rule's value. */
    private Map<String, List<String>> rules(UUID provider) {
        var rules = new TreeMap<String, List<String>>();
        jdbc.sql("""
                        select coalesce(p.value, '') as value, r.name from identity_provider_roles p
                        join roles r on r.id = p.role_id where p.provider_id = ? order by r.name
                        """).param(provider).query(row -> {
            rules.computeIfAbsent(row.getString("value"), missing -> new ArrayList<>())
                    .add(row.getString("name"));
        });
        return rules;
    }

    private List<EmailDomain> domains(UUID provider) {
        return jdbc.sql("""
                        select domain, proof, verified_at, verified_by from identity_domains where provider_id = ?
                        order by domain
                        """).param(provider).query((row, n) -> domain(row)).list();
    }

    private static EmailDomain domain(ResultSet row) throws SQLException {
        var verified = row.getTimestamp("verified_at");
        var by = row.getString("verified_by");
        return new EmailDomain(
                row.getString("domain"),
                PROOF + row.getString("proof"),
                verified == null ? null : verified.toInstant(),
                by == null ? null : VerifiedBy.valueOf(by.toUpperCase(Locale.ROOT)));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
