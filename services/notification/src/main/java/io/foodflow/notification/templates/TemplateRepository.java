package io.foodflow.notification.templates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Templates as they are stored. Each method runs in the caller's transaction. */
final class TemplateRepository {

    private static final String SELECT = """
            select t.id, t.name, t.created_by, t.created_at, v.version, v.content, v.changed_by, v.changed_at
            from notification_templates t join notification_template_versions v on v.template_id = t.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TemplateRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Listed> list(String afterName, int most) {
        return jdbc.sql("""
                        select t.id, t.name, t.created_by, t.created_at, v.version, v.changed_by, v.changed_at,
                          v.content ->> 'default_language' as default_language,
                          array(select l from jsonb_object_keys(v.content -> 'texts') l order by l collate "C") as languages
                        from notification_templates t
                        join notification_template_versions v on v.template_id = t.id and v.version = t.version
                        where t.name > ? order by t.name limit ?
                        """)
                .params(afterName, most)
                .query((row, n) -> listed(row))
                .list();
    }

    /** The template in that version, in the newest if it is null. */
    Optional<Template> find(UUID id, @Nullable Long version) {
        return jdbc.sql(SELECT + " where t.id = :id and v.version = coalesce(cast(:version as bigint), t.version)")
                .param("id", id)
                .param("version", version, Types.BIGINT)
                .query((row, n) -> template(row))
                .optional();
    }

    /** The newest version of the template of that name. */
    Optional<Template> named(String name) {
        return jdbc.sql(SELECT + " where t.name = ? and v.version = t.version")
                .param(name)
                .query((row, n) -> template(row))
                .optional();
    }

    /** The ids of those templates that there are, by their names. */
    Map<String, UUID> ids(List<String> names) {
        var ids = new HashMap<String, UUID>();
        jdbc.sql("select id, name from notification_templates where name = any (cast(? as text[]))")
                .param(names.toArray(String[]::new))
                .query(row -> {
                    ids.put(row.getString("name"), row.getObject("id", UUID.class));
                });
        return ids;
    }

    /** The template, which nobody else can change until the transaction ends. */
    Optional<Template> hold(UUID id) {
        jdbc.sql("select id from notification_templates where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return find(id, null);
    }

    /** Versions from the newest on, below that one. */
    List<Listed.Version> versions(UUID id, long below, int most) {
        return jdbc.sql("""
                        select version, changed_by, changed_at from notification_template_versions
                        where template_id = ? and version < ? order by version desc limit ?
                        """)
                .params(id, below, most)
                .query((row, n) -> new Listed.Version(
                        row.getLong("version"),
                        row.getString("changed_by"),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    void insert(UUID id, String name, Wordings wordings, String by, Instant now) {
        jdbc.sql("""
                        insert into notification_templates (id, name, created_by, created_at, updated_at)
                        values (:id, :name, :by, :now, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
        addVersion(id, 1, wordings, by, now);
    }

    void update(UUID id, String name, long version, Wordings wordings, String by, Instant now) {
        jdbc.sql("update notification_templates set name = ?, version = ?, updated_at = ? where id = ?")
                .params(name, version, Timestamp.from(now), id)
                .update();
        addVersion(id, version, wordings, by, now);
    }

    private void addVersion(UUID id, long version, Wordings wordings, String by, Instant now) {
        jdbc.sql("""
                        insert into notification_template_versions (template_id, version, content, changed_by, changed_at)
                        values (?, ?, cast(? as jsonb), ?, ?)
                        """)
                .params(id, version, json.writeValueAsString(wordings), by, Timestamp.from(now))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from notification_templates where id = ?").param(id).update();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("default_language"),
                Arrays.stream((Object[]) row.getArray("languages").getArray())
                        .map(Object::toString)
                        .toList(),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                row.getLong("version"));
    }

    private Template template(ResultSet row) throws SQLException {
        return new Template(
                row.getObject("id", UUID.class),
                row.getString("name"),
                json.readValue(row.getString("content"), Wordings.class),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                row.getLong("version"));
    }
}
