package io.foodflow.identity.roles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Roles as they are stored. Each method runs in the caller's transaction. */
final class RoleRepository {

    private static final String SELECT = """
            select r.id, r.name, r.description, r.built_in, r.created_at, r.updated_at,
                   array(select p.resource || ':' || p.action from role_permissions p where p.role_id = r.id) as grants
            from roles r
            """;

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

    List<Stored> ofUser(UUID user) {
        return jdbc.sql(SELECT + " join user_roles u on u.role_id = r.id where u.user_id = :user order by r.name")
                .param("user", user)
                .query(RoleRepository::stored)
                .list();
    }

    Set<String> names() {
        return jdbc.sql("select name from roles")
                .query((row, n) -> row.getString("name"))
                .set();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        var grants = Arrays.stream((Object[]) row.getArray("grants").getArray())
                .map(Object::toString)
                .map(text -> text.split(":", 2))
                .map(parts -> new Grant(parts[0], parts[1]))
                .collect(Collectors.toUnmodifiableSet());
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("built_in"),
                grants,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    /** A role with its grants as they were given, {@code *} and all. */
    record Stored(
            UUID id,
            String name,
            String description,
            boolean builtIn,
            Set<Grant> grants,
            Instant createdAt,
            Instant updatedAt) {}
}
