package io.foodflow.identity.serviceaccounts;

import static io.foodflow.platform.database.Times.instant;
import static io.foodflow.platform.database.Times.timestamp;

import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.secrets.TenantSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Service accounts and their keys as they are stored. Each method runs in the caller's transaction. */
final class ServiceAccountRepository {

    private static final String SELECT = """
            select a.id, a.name, a.description, a.created_by, a.created_at, a.expires_at, a.last_used_at,
                   array(select r.name from service_account_roles ar join roles r on r.id = ar.role_id
                         where ar.account_id = a.id order by r.name) as roles,
                   array(select r.name || ' ' || s.site
                         from service_account_roles ar join roles r on r.id = ar.role_id, unnest(ar.sites) as s (site)
                         where ar.account_id = a.id) as role_sites
            from service_accounts a
            """;

    private final JdbcClient jdbc;

    ServiceAccountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, NewServiceAccount account, String createdBy, Instant now) {
        jdbc.sql("""
                        insert into service_accounts (id, name, description, created_by, created_at, expires_at)
                        values (:id, :name, :description, :by, :now, :expires)
                        """)
                .param("id", id)
                .param("name", account.name())
                .param("description", account.description())
                .param("by", createdBy)
                .param("now", Timestamp.from(now))
                .param("expires", timestamp(account.expiresAt()), Types.TIMESTAMP)
                .update();
        account.roles()
                .sites()
                .forEach((role, sites) -> jdbc.sql("""
                                insert into service_account_roles (account_id, role_id, sites)
                                select :id, id, nullif(cast(:sites as text[]), '{}') from roles where name = :role
                                """)
                        .param("id", id)
                        .param("sites", sites.stream().sorted().toArray(String[]::new))
                        .param("role", role)
                        .update());
    }

    void insertKey(UUID id, UUID account, TenantSecret key, Instant now) {
        jdbc.sql("insert into service_keys (id, account_id, hash, ending, created_at) values (?, ?, ?, ?, ?)")
                .params(id, account, key.hash(), key.text().substring(key.text().length() - 4), Timestamp.from(now))
                .update();
    }

    Optional<ServiceAccount> find(UUID id, Instant now) {
        return jdbc.sql(SELECT + " where a.id = ?")
                .param(id)
                .query((row, n) -> account(row, keys(row.getObject("id", UUID.class), now)))
                .optional();
    }

    /** Whether there is one; nobody else can change it until the transaction ends. */
    boolean hold(UUID id) {
        return jdbc.sql("select 1 from service_accounts where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<ServiceAccount> list(String afterName, int rows, Instant now) {
        return jdbc
                .sql(SELECT + " where a.name > ? order by a.name limit ?")
                .params(afterName, rows)
                .query((row, n) -> account(row, List.of()))
                .list()
                .stream()
                .map(account -> withKeys(account, keys(account.id(), now)))
                .toList();
    }

    List<ServiceAccount.Key> keys(UUID account, Instant now) {
        return jdbc.sql("""
                        select id, ending, created_at, expires_at, last_used_at from service_keys
                        where account_id = ? and (expires_at is null or expires_at > ?) order by created_at desc, id desc
                        """)
                .params(account, Timestamp.from(now))
                .query((row, n) -> new ServiceAccount.Key(
                        row.getObject("id", UUID.class),
                        row.getString("ending"),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "expires_at"),
                        instant(row, "last_used_at")))
                .list();
    }

    /** All keys an account ever had, those that ended too: tokens got with them may still be about. */
    List<UUID> keyIds(UUID account) {
        return jdbc.sql("select id from service_keys where account_id = ?")
                .param(account)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Lets all keys but one end then, unless they end before. */
    void endKeys(UUID account, UUID except, Instant end) {
        jdbc.sql("""
                        update service_keys set expires_at = :end
                        where account_id = :account and id <> :except and (expires_at is null or expires_at > :end)
                        """)
                .param("account", account)
                .param("except", except)
                .param("end", Timestamp.from(end))
                .update();
    }

    /** A key that works, and when it or its account ends. */
    record Working(UUID key, @Nullable Instant until) {}

    /** The key with that hash of an account, if both still work. */
    Optional<Working> working(UUID account, TenantSecret key, Instant now) {
        return jdbc.sql("""
                        select k.id, least(k.expires_at, a.expires_at) as until
                        from service_keys k join service_accounts a on a.id = k.account_id
                        where a.id = :account and k.hash = :hash and (k.expires_at is null or k.expires_at > :now)
                          and (a.expires_at is null or a.expires_at > :now)
                        for share of a
                        """)
                .param("account", account)
                .param("hash", key.hash())
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Working(row.getObject("id", UUID.class), instant(row, "until")))
                .optional();
    }

    void used(UUID account, UUID key, Instant now) {
        jdbc.sql("""
                        with used as (update service_keys set last_used_at = :now where id = :key)
                        update service_accounts set last_used_at = :now where id = :account
                        """)
                .param("now", Timestamp.from(now))
                .param("key", key)
                .param("account", account)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from service_accounts where id = ?").param(id).update();
    }

    private static ServiceAccount account(ResultSet row, List<ServiceAccount.Key> keys) throws SQLException {
        return new ServiceAccount(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                texts(row, "roles"),
                Assignments.read(texts(row, "role_sites")),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                keys);
    }

    private static ServiceAccount withKeys(ServiceAccount account, List<ServiceAccount.Key> keys) {
        return new ServiceAccount(
                account.id(),
                account.name(),
                account.description(),
                account.roles(),
                account.roleSites(),
                account.createdBy(),
                account.createdAt(),
                account.expiresAt(),
                account.lastUsedAt(),
                keys);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
