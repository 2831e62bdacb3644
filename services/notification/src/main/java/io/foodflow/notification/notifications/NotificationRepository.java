package io.foodflow.notification.notifications;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.notification.sending.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications and who has them, as they are stored. Each method runs in the caller's transaction. */
final class NotificationRepository {

    private final JdbcClient jdbc;

    NotificationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a notification; false if the event it answers has made it already. */
    boolean insert(Notification made, Outgoing.@Nullable Cause cause) {
        return jdbc.sql("""
                        insert into notifications (id, topic, severity, language, subject, text, html, short_text, link,
                          made_for, event, sender_id, created_by, created_at)
                        values (:id, :topic, :severity, :language, :subject, :text, :html, :short, :link,
                          :for, :event, :sender, :by, :now)
                        on conflict (event, made_for) where event is not null do nothing
                        """)
                        .param("id", made.id())
                        .param("topic", made.topic())
                        .param("severity", made.severity().text())
                        .param("language", made.language())
                        .param("subject", made.subject())
                        .param("text", made.text())
                        .param("html", made.html())
                        .param("short", made.shortText())
                        .param("link", made.link())
                        .param("for", cause == null ? null : cause.subscription(), Types.OTHER)
                        .param("event", cause == null ? null : cause.event(), Types.OTHER)
                        .param("sender", made.senderId(), Types.OTHER)
                        .param("by", made.createdBy())
                        .param("now", Timestamp.from(made.createdAt()))
                        .update()
                == 1;
    }

    void addToInbox(UUID notification, Severity severity, Collection<UUID> people) {
        jdbc.sql("""
                        insert into notification_inbox (user_id, notification_id, severity)
                        select person, ?, ? from unnest(cast(? as uuid[])) as person
                        """)
                .params(notification, severity.text(), people.toArray(UUID[]::new))
                .update();
    }

    /** Somebody's notifications, the newest first. */
    List<Received> inbox(UUID user, InboxFilter filter, @Nullable UUID before, int most) {
        return jdbc.sql("""
                        select n.*, i.user_id, i.read_at, i.acknowledged_at
                        from notification_inbox i join notifications n on n.id = i.notification_id
                        where i.user_id = :user and (cast(:before as uuid) is null or i.notification_id < :before)
                          and (cast(:unread as boolean) is null or (i.read_at is null) = :unread)
                          and (cast(:severity as text) is null or i.severity = :severity)
                          and (cast(:topic as text) is null or n.topic = :topic)
                        order by i.notification_id desc limit :most
                        """)
                .param("user", user)
                .param("before", before, Types.OTHER)
                .param("unread", filter.unread(), Types.BOOLEAN)
                .param(
                        "severity",
                        filter.severity() == null ? null : filter.severity().text())
                .param("topic", filter.topic())
                .param("most", most)
                .query((row, n) -> received(row))
                .list();
    }

    /** The notification, with what that person did about it if it is in the person's list. */
    Optional<Received> find(UUID id, @Nullable UUID user) {
        return jdbc.sql("""
                        select n.*, i.user_id, i.read_at, i.acknowledged_at
                        from notifications n left join notification_inbox i on i.notification_id = n.id and i.user_id = :user
                        where n.id = :id
                        """)
                .param("id", id)
                .param("user", user, Types.OTHER)
                .query((row, n) -> received(row))
                .optional();
    }

    Unread unread(UUID user) {
        return jdbc.sql("""
                        select count(*) filter (where read_at is null) as unread,
                          count(*) filter (where read_at is null and severity = 'critical') as critical,
                          (select notification_id from notification_inbox
                           where user_id = :user order by notification_id desc limit 1) as newest
                        from notification_inbox where user_id = :user and read_at is null
                        """)
                .param("user", user)
                .query((row, n) ->
                        new Unread(row.getLong("unread"), row.getLong("critical"), row.getObject("newest", UUID.class)))
                .single();
    }

    /** Notes that it is read; false if it was already, or is not in that person's list. */
    boolean read(UUID id, UUID user, Instant now) {
        return jdbc.sql("""
                        update notification_inbox set read_at = ?
                        where user_id = ? and notification_id = ? and read_at is null
                        """).params(Timestamp.from(now), user, id).update() == 1;
    }

    int readAll(UUID user, Instant now) {
        return jdbc.sql("update notification_inbox set read_at = ? where user_id = ? and read_at is null")
                .params(Timestamp.from(now), user)
                .update();
    }

    /** Notes that it is seen to, and read; false if it was already, or is not in that person's list. */
    boolean acknowledge(UUID id, UUID user, Instant now) {
        return jdbc.sql("""
                        update notification_inbox set acknowledged_at = :now, read_at = coalesce(read_at, :now)
                        where user_id = :user and notification_id = :id and acknowledged_at is null
                        """)
                        .param("now", Timestamp.from(now))
                        .param("user", user)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Received received(ResultSet row) throws SQLException {
        return new Received(
                new Notification(
                        row.getObject("id", UUID.class),
                        row.getString("topic"),
                        Severity.find(row.getString("severity")).orElseThrow(),
                        row.getString("language"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("html"),
                        row.getString("short_text"),
                        row.getString("link"),
                        row.getObject("sender_id", UUID.class),
                        row.getString("created_by"),
                        row.getTimestamp("created_at").toInstant()),
                row.getObject("user_id", UUID.class) != null,
                instant(row, "read_at"),
                instant(row, "acknowledged_at"));
    }
}
