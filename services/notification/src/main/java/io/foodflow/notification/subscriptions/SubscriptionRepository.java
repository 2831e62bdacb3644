package io.foodflow.notification.subscriptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions as they are stored. Each method runs in the caller's transaction. */
final class SubscriptionRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SubscriptionRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Subscription> list(String afterName, int most) {
        return jdbc.sql("select * from notification_subscriptions where name > ? order by name limit ?")
                .params(afterName, most)
                .query((row, n) -> subscription(row))
                .list();
    }

    List<Subscription> enabled() {
        return jdbc.sql("select * from notification_subscriptions where enabled order by id")
                .query((row, n) -> subscription(row))
                .list();
    }

    Optional<Subscription> find(UUID id) {
        return jdbc.sql("select * from notification_subscriptions where id = ?")
                .param(id)
                .query((row, n) -> subscription(row))
                .optional();
    }

    /** The subscription, which nobody else can change until the transaction ends. */
    Optional<Subscription> hold(UUID id) {
        return jdbc.sql("select * from notification_subscriptions where id = ? for update")
                .param(id)
                .query((row, n) -> subscription(row))
                .optional();
    }

    void insert(UUID id, SubscriptionDraft draft, String by, Instant now) {
        jdbc.sql("""
                        insert into notification_subscriptions (id, name, enabled, events, content, since, created_by,
                          created_at, updated_at)
                        values (:id, :name, :enabled, :events, cast(:content as jsonb), :now, :by, :now, :now)
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("enabled", draft.enabled())
                .param("events", draft.events().toArray(String[]::new))
                .param("content", json.writeValueAsString(draft.announcement()))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Changes a subscription, from now on: what happened before makes no notifications that it did not make then. */
    void update(UUID id, SubscriptionDraft draft, Instant now) {
        jdbc.sql("""
                        update notification_subscriptions
                        set name = :name, since = case when enabled and events = cast(:events as text[]) then since else cast(:now as timestamptz) end,
                          enabled = :enabled, events = :events, content = cast(:content as jsonb), updated_at = :now,
                          version = version + 1
                        where id = :id
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("enabled", draft.enabled())
                .param("events", draft.events().toArray(String[]::new))
                .param("content", json.writeValueAsString(draft.announcement()))
                .param("now", Timestamp.from(now))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from notification_subscriptions where id = ?")
                .param(id)
                .update();
    }

    private Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("enabled"),
                Arrays.stream((Object[]) row.getArray("events").getArray())
                        .map(Object::toString)
                        .toList(),
                json.readValue(row.getString("content"), Announcement.class),
                row.getTimestamp("since").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }
}
