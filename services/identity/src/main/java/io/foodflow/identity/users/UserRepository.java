package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Assignments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users as they are stored. Each method runs in the caller's transaction. */
final class UserRepository {

    private static final String SELECT = """
            select u.id, u.email, u.first_name, u.last_name, u.status, u.version, u.created_at, u.updated_at,
                   array(select r.name from user_roles ur join roles r on r.id = ur.role_id
                         where ur.user_id = u.id order by r.name) as roles,
                   array(select r.name || ' ' || s.site
                         from user_roles ur join roles r on r.id = ur.role_id, unnest(ur.sites) as s (site)
                         where ur.user_id = u.id) as role_sites
            from users u
            """;

    private final JdbcClient jdbc;

    UserRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many there are, disabled ones too. */
    long count() {
        return jdbc.sql("select count(*) from users").query(Long.class).single();
    }

    Optional<UserView> find(UUID id) {
        return jdbc.sql(SELECT + " where u.id = :id")
                .param("id", id)
                .query(UserRepository::user)
                .optional();
    }

    /** The user, whom nobody else can change until the transaction ends. */
    Optional<UserView> findForChange(UUID id) {
        // Two statements: what a query joins to a row it had to wait for would still be as it was before.
        var locked = jdbc.sql("select id from users where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return locked.flatMap(this::find);
    }

    Optional<UUID> idOf(EmailAddress email) {
        return jdbc.sql("select id from users where email = ?")
                .param(email.text())
                .query(UUID.class)
                .optional();
    }

    List<UserView> list(UserFilter filter, String afterEmail, int rows) {
        return jdbc.sql(SELECT + """
                         where u.email > :after
                           and (cast(:pattern as text) is null or u.email ilike :pattern
                                or u.first_name || ' ' || u.last_name ilike :pattern)
                           and (cast(:role as text) is null or exists (
                                select 1 from user_roles ur join roles r on r.id = ur.role_id
                                where ur.user_id = u.id and r.name = :role))
                           and (cast(:status as text) is null or u.status = :status)
                         order by u.email limit :rows
                        """)
                .param("after", afterEmail)
                .param("pattern", filter.pattern())
                .param("role", filter.role())
                .param("status", filter.status() == null ? null : stored(filter.status()))
                .param("rows", rows)
                .query(UserRepository::user)
                .list();
    }

    void insert(UUID id, NewUser user, String passwordHash, Instant now) {
        jdbc.sql("""
                        insert into users (id, email, password_hash, first_name, last_name, status, created_at, updated_at,
                          password_changed_at)
                        values (:id, :email, :hash, :first, :last, :status, :now, :now, :now)
                        """)
                .param("id", id)
                .param("email", user.email().text())
                .param("hash", passwordHash)
                .param("first", user.firstName())
                .param("last", user.lastName())
                .param("status", stored(user.status()))
                .param("now", Timestamp.from(now))
                .update();
    }

    void update(UUID id, UserChange change, @Nullable String passwordHash, Instant now) {
        var status = change.status();
        jdbc.sql("""
                        update users set email = :email, first_name = :first, last_name = :last,
                          password_hash = coalesce(:hash, password_hash), status = coalesce(:status, status),
                          federated_only = federated_only and cast(:hash as text) is null,
                          password_changed_at = case when cast(:hash as text) is null then password_changed_at else :now end,
                          email_verified_at = case when email = :email then email_verified_at end,
                          version = version + 1, updated_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("email", change.email().text())
                .param("first", change.firstName())
                .param("last", change.lastName())
                .param("hash", passwordHash)
                .param("status", status == null ? null : stored(status))
                .param("now", Timestamp.from(now))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from users where id = ?").param(id).update();
    }

    /** The roles that a review took from a user. */
    Set<String> revokedInReviews(UUID user) {
        return Set.copyOf(jdbc.sql("""
                        select distinct r.name from access_review_items i join roles r on r.id = i.role_id
                        where i.holder_id = ? and i.decision = 'revoke'
                        """).param(user).query(String.class).list());
    }

    /** Gives a user these roles and no others. */
    void replaceRoles(UUID user, Assignments assignments) {
        jdbc.sql("delete from user_roles where user_id = ?").param(user).update();
        assignments
                .sites()
                .forEach((role, sites) -> jdbc.sql("""
                                insert into user_roles (user_id, role_id, sites)
                                select :user, id, nullif(cast(:sites as text[]), '{}') from roles where name = :role
                                """)
                        .param("user", user)
                        .param("sites", sites.stream().sorted().toArray(String[]::new))
                        .param("role", role)
                        .update());
    }

    /** Whether an active user other than that one has the role everywhere. Who asks takes turns with all others who ask. */
    boolean anotherHas(String role, UUID user) {
        var id = jdbc.sql("select id from roles where name = ? for no key update")
                .param(role)
                .query(UUID.class)
                .single();
        return jdbc.sql("""
                        select exists (select 1 from user_roles ur join users u on u.id = ur.user_id
                                       where ur.role_id = :role and ur.sites is null and u.id <> :user and u.status = 'active')
                        """)
                .param("role", id)
                .param("user", user)
                .query(Boolean.class)
                .single();
    }

    /** Whether the user has a password of its own, and no other active user who has the role everywhere does. */
    boolean isLastWithPassword(String role, UUID user) {
        return jdbc.sql("""
                        select exists (select 1 from users where id = :user and not federated_only)
                          and not exists (
                            select 1 from user_roles ur join roles r on r.id = ur.role_id join users u on u.id = ur.user_id
                            where r.name = :role and ur.sites is null and u.id <> :user and u.status = 'active'
                              and not u.federated_only)
                        """)
                .param("role", role)
                .param("user", user)
                .query(Boolean.class)
                .single();
    }

    /** Enters the user's address into the directory that says which tenants an address belongs to. */
    void enterIntoDirectory(UUID user, EmailAddress email) {
        jdbc.sql("select platform.register_sign_in(?, ?)")
                .params(email.text(), user)
                .query((row, n) -> user)
                .list();
    }

    void leaveDirectory(UUID user) {
        jdbc.sql("select platform.forget_sign_in(?)")
                .param(user)
                .query((row, n) -> user)
                .list();
    }

    Optional<Credentials> credentials(EmailAddress email) {
        return jdbc.sql("select id, email, password_hash, status from users where email = ?")
                .param(email.text())
                .query(UserRepository::credentials)
                .optional();
    }

    /** As {@link #credentials}; nobody can change the user until the transaction ends, but others may look too. */
    Optional<Credentials> credentialsHeld(UUID user) {
        return jdbc.sql("select id, email, password_hash, status from users where id = ? for share")
                .param(user)
                .query(UserRepository::credentials)
                .optional();
    }

    private static Credentials credentials(ResultSet row, int number) throws SQLException {
        return new Credentials(
                row.getObject("id", UUID.class), row.getString("email"), row.getString("password_hash"), status(row));
    }

    private static UserView user(ResultSet row, int number) throws SQLException {
        return new UserView(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                texts(row, "roles"),
                Assignments.read(texts(row, "role_sites")),
                status(row),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }

    private static UserView.Status status(ResultSet row) throws SQLException {
        return UserView.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    private static String stored(UserView.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
