package io.foodflow.identity.auditors;

import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links of auditors. Each method runs in the caller's transaction. */
final class AuditorLinkRepository {

    private static final String SELECT = """
        select id, name, email, reach_from, reach_to, resource_types, created_by, created_at, ends_at, uses,
               last_used_at, revoked_at, revoked_by
        from auditor_links
        """;

    private final JdbcClient jdbc;

    AuditorLinkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    List<AuditorLink> list(PageRequest page, Instant now) {
        return jdbc.sql(SELECT + """
            where cast(:after as uuid) is null or id < :after order by id desc limit :rows""")
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("rows", page.fetch())
                .query((row, n) -> link(row, now))
                .list();
    }

    Optional<AuditorLink> find(UUID id, Instant now) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query((row, n) -> link(row, now))
                .optional();
    }

    /** As {@link #find}; nobody else can change it until the transaction ends. */
    Optional<AuditorLink> hold(UUID id, Instant now) {
        return jdbc.sql(SELECT + " where id = ? for update")
                .param(id)
                .query((row, n) -> link(row, now))
                .optional();
    }

    /** That of a secret. */
    Optional<AuditorLink> find(TenantSecret secret, Instant now) {
        return jdbc.sql(SELECT + " where hash = ?")
                .param(secret.hash())
                .query((row, n) -> link(row, now))
                .optional();
    }

    /** As above; nobody else can change it until the transaction ends. */
    Optional<AuditorLink> hold(TenantSecret secret, Instant now) {
        return jdbc.sql(SELECT + " where hash = ? for update")
                .param(secret.hash())
                .query((row, n) -> link(row, now))
                .optional();
    }

    void insert(UUID id, NewAuditorLink wanted, TenantSecret secret, String by, Instant now) {
        var scope = wanted.scope();
        jdbc.sql("""
            insert into auditor_links (id, name, email, hash, reach_from, reach_to, resource_types, created_by,
                                       created_at, ends_at)
            values (:id, :name, :email, :hash, :from, :to, :types, :by, :now, :ends)""")
                .param("id", id)
                .param("name", wanted.name())
                .param("email", wanted.email().text())
                .param("hash", secret.hash())
                .param("from", stamp(scope.from()))
                .param("to", stamp(scope.to()))
                .param("types", scope.resourceTypes().stream().sorted().toArray(String[]::new))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("ends", Timestamp.from(wanted.endsAt()))
                .update();
    }

    void used(UUID id, Instant now) {
        jdbc.sql("update auditor_links set uses = uses + 1, last_used_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void revoke(UUID id, String by, Instant now) {
        jdbc.sql("update auditor_links set revoked_at = ?, revoked_by = ? where id = ?")
                .params(Timestamp.from(now), by, id)
                .update();
    }

    private static @Nullable Timestamp stamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static AuditorLink link(ResultSet row, Instant now) throws SQLException {
        var ends = row.getTimestamp("ends_at").toInstant();
        var revoked = instant(row, "revoked_at");
        var state = revoked != null
                ? AuditorLink.State.REVOKED
                : ends.isAfter(now) ? AuditorLink.State.ACTIVE : AuditorLink.State.ENDED;
        return new AuditorLink(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                new Reach(instant(row, "reach_from"), instant(row, "reach_to"), Set.of((String[])
                        row.getArray("resource_types").getArray())),
                state,
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                ends,
                row.getLong("uses"),
                instant(row, "last_used_at"),
                revoked,
                row.getString("revoked_by"));
    }
}
