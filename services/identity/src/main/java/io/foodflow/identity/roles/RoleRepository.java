package io.foodflow.identity.roles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Roles as they are stored. Each method runs in the caller's transaction. */
final class RoleRepository {

    private static final String COLUMNS = """
            select r.id, r.name, r.title, r.description, r.built_in, r.version, r.created_at, r.updated_at,
                   array(select p.resource || ':' || p.action from role_permissions p where p.role_id = r.id) as grants
            """;
    private static final String SELECT = COLUMNS + " from roles r ";
    private static final String SELECT_HELD = COLUMNS + ", coalesce(h.sites, '{}') as sites from roles r ";

    private final JdbcClient jdbc;

    RoleRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Stored> find(UUID id) {
        return jdbc.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query(RoleRepository::stored)
                .optional();
    }

    List<Stored> list(String afterName, int rows) {
        return jdbc.sql(SELECT + " where r.name > :after order by r.name limit :rows")
                .param("after", afterName)
                .param("rows", rows)
                .query(RoleRepository::stored)
                .list();
    }

    List<Stored> named(Collection<String> names) {
        return jdbc.sql(SELECT + " where r.name = any(:names)")
                .param("names", names.toArray(String[]::new))
                .query(RoleRepository::stored)
                .list();
    }

    List<Held> ofUser(UUID user) {
        return jdbc.sql(SELECT_HELD + " join user_roles h on h.role_id = r.id where h.user_id = :user order by r.name")
                .param("user", user)
                .query(RoleRepository::held)
                .list();
    }

    List<Held> ofServiceAccount(UUID account) {
        return jdbc.sql(
                        SELECT_HELD
                                + " join service_account_roles h on h.role_id = r.id where h.account_id = :account order by r.name")
                .param("account", account)
                .query(RoleRepository::held)
                .list();
    }

    Set<String> names() {
        return jdbc.sql("select name from roles")
                .query((row, n) -> row.getString("name"))
                .set();
    }

    void insert(UUID id, String name, String title, String description, Instant now) {
        jdbc.sql("""
                        insert into roles (id, name, title, description, created_at, updated_at)
                        values (:id, :name, :title, :description, :now, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("title", title)
                .param("description", description)
                .param("now", Timestamp.from(now))
                .update();
    }

    void update(UUID id, RoleDraft draft, Instant now) {
        jdbc.sql("""
                        update roles set name = coalesce(:name, name), title = coalesce(:title, title),
                          description = coalesce(:description, description), version = version + 1, updated_at = :now
                        where id = :id
                        """)
                .param("name", draft.name())
                .param("title", draft.title())
                .param("description", draft.description())
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    /** Gives a role these permissions and no others; how many of them there are. */
    int replacePermissions(UUID role, Collection<String> permissions) {
        jdbc.sql("delete from role_permissions where role_id = ?").param(role).update();
        return jdbc.sql("""
                        insert into role_permissions (role_id, resource, action)
                        select :role, split_part(one, ':', 1), split_part(one, ':', 2) from unnest(:permissions) as one
                        """)
                .param("role", role)
                .param("permissions", permissions.toArray(String[]::new))
                .update();
    }

    /** Who has a role: the current tenant's users and its service accounts. */
    record Holders(Set<UUID> users, Set<UUID> serviceAccounts) {

        boolean isEmpty() {
            return size() == 0;
        }

        int size() {
            return users.size() + serviceAccounts.size();
        }

        Set<UUID> all() {
            var all = new HashSet<>(users);
            all.addAll(serviceAccounts);
            return all;
        }
    }

    Holders holders(UUID role) {
        return new Holders(
                ids("select user_id from user_roles where role_id = ?", role),
                ids("select account_id from service_account_roles where role_id = ?", role));
    }

    private Set<UUID> ids(String sql, UUID role) {
        return jdbc.sql(sql)
                .param(role)
                .query((row, n) -> row.getObject(1, UUID.class))
                .set();
    }

    /**
     * Gives the holders of a role another one in its place, at the sites of the one; who has the other already gets both
     * their sites.
     */
    void replaceRole(UUID role, UUID by, Instant now) {
        jdbc.sql("""
                        insert into user_roles (user_id, role_id, sites)
                        select user_id, :by, sites from user_roles where role_id = :role
                        on conflict (user_id, role_id) do update set sites = %s
                        """.formatted(bothSites("user_roles")))
                .param("by", by)
                .param("role", role)
                .update();
        jdbc.sql("""
                        with taken as (delete from user_roles where role_id = :role returning user_id)
                        update users set version = version + 1, updated_at = :now where id in (select user_id from taken)
                        """).param("role", role).param("now", Timestamp.from(now)).update();
        jdbc.sql("""
                        insert into service_account_roles (account_id, role_id, sites)
                        select account_id, :by, sites from service_account_roles where role_id = :role
                        on conflict (account_id, role_id) do update set sites = %s
                        """.formatted(bothSites("service_account_roles")))
                .param("by", by)
                .param("role", role)
                .update();
        jdbc.sql("""
                        with taken as (delete from service_account_roles where role_id = :role returning account_id)
                        update service_accounts set version = version + 1 where id in (select account_id from taken)
                        """).param("role", role).update();
    }

    /** Everywhere if either holds everywhere, else all sites of the two. */
    private static String bothSites(String table) {
        return """
                case when %1$s.sites is null or excluded.sites is null then null
                     else array(select distinct site from unnest(%1$s.sites || excluded.sites) as site order by site) end
                """.formatted(table);
    }

    /** Whether somebody has the role, or is invited to it, at some sites only. */
    boolean isHeldAtSites(UUID role, String name) {
        return jdbc.sql("""
                        select exists(select from user_roles where role_id = :role and sites is not null)
                          or exists(select from service_account_roles where role_id = :role and sites is not null)
                          or exists(select from invitations, unnest(role_sites) as pair
                                    where accepted_at is null and split_part(pair, ' ', 1) = :name)
                        """)
                .param("role", role)
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Whether newcomers get the role of that name: those who register, or people of an identity provider. */
    boolean isGivenAtRegistration(String name) {
        return jdbc.sql("""
                        select exists(select from account_policy where registration_role = :name)
                          or exists(select from identity_provider_roles p join roles r on r.id = p.role_id
                                    where r.name = :name)
                        """).param("name", name).query(Boolean.class).single();
    }

    /**
     * Lets what names a role for later (open invitations, the policy for those who register, the rules of identity
     * providers) name another one; how many of them did. An invitation that names both has the other one where the holder
     * of both would: everywhere if either held everywhere, else at all sites of the two.
     *
     * @param by null if the role goes without another in its place: then an invitation loses it
     */
    int promise(String name, @Nullable String by, Instant now) {
        int invitations = jdbc.sql("""
                        update invitations
                        set roles = case when cast(:by as text) is null then array_remove(roles, :name)
                                         else array(select distinct role from unnest(array_replace(roles, :name, :by))
                                                      as role order by role) end,
                            role_sites = array(
                              select distinct case when split_part(pair, ' ', 1) = :name
                                                   then :by || substr(pair, length(:name) + 1) else pair end as kept
                              from unnest(role_sites) as pair
                              where (cast(:by as text) is not null or split_part(pair, ' ', 1) <> :name)
                                and (split_part(pair, ' ', 1) in (:name, :by) and exists (
                                       select from unnest(roles) as one
                                       where one in (:name, :by)
                                         and not exists (select from unnest(role_sites) as other
                                                         where split_part(other, ' ', 1) = one))) is not true
                              order by kept)
                        where :name = any(roles) and accepted_at is null
                        """).param("name", name).param("by", by).update();
        int policies = by == null
                ? 0
                : jdbc.sql("""
                        update account_policy set registration_role = :by, version = version + 1, updated_at = :now
                        where registration_role = :name
                        """)
                        .param("name", name)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .update();
        int providers = by == null
                ? 0
                : jdbc.sql("""
                        with moved as (
                          insert into identity_provider_roles (provider_id, value, role_id)
                          select p.provider_id, p.value, n.id from identity_provider_roles p
                          join roles r on r.id = p.role_id join roles n on n.name = :by
                          where r.name = :name and n.id <> r.id on conflict do nothing returning provider_id)
                        update identity_providers set version = version + 1, updated_at = :now
                        where id in (select provider_id from moved)
                        """)
                        .param("name", name)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .update();
        return invitations + policies + providers;
    }

    void delete(UUID id) {
        jdbc.sql("delete from roles where id = ?").param(id).update();
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        var sites = Arrays.stream((Object[]) row.getArray("sites").getArray())
                .map(Object::toString)
                .collect(Collectors.toUnmodifiableSet());
        return new Held(stored(row, number), sites);
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        var grants = Arrays.stream((Object[]) row.getArray("grants").getArray())
                .map(Object::toString)
                .map(Grant::parse)
                .collect(Collectors.toUnmodifiableSet());
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getString("description"),
                row.getBoolean("built_in"),
                grants,
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    /** A role that somebody has, and the sites it holds at; none stands for everywhere. */
    record Held(Stored role, Set<String> sites) {}

    /** A role with its grants as they were given, {@code *} and all. */
    record Stored(
            UUID id,
            String name,
            String title,
            String description,
            boolean builtIn,
            Set<Grant> grants,
            long version,
            Instant createdAt,
            Instant updatedAt) {}
}
