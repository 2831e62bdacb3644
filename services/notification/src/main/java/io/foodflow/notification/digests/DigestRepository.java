package io.foodflow.notification.digests;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Digests as they are stored. Each method runs in the caller's transaction. */
final class DigestRepository {

    private static final int MOST_SHOWN = 100;

    private final JdbcClient jdbc;

    DigestRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose digest by which channel. */
    record Place(UUID user, UUID channel) {}

    /** One at a time begins digests, or two would begin the same one. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('notification digests ' || current_schema(), 0))")
                .query((row, n) -> true)
                .single();
    }

    /** The digests that gather, which nobody takes to send until the transaction ends. */
    Map<Place, UUID> open(List<Place> places) {
        var open = new HashMap<Place, UUID>();
        jdbc.sql("""
                        select g.id, g.user_id, g.channel_id
                        from unnest(cast(:users as uuid[]), cast(:channels as uuid[])) as p (user_id, channel_id)
                        cross join lateral (
                          select * from notification_digests g
                          where g.user_id = p.user_id and g.channel_id = p.channel_id order by g.id desc limit 1) g
                        join notification_deliveries d on d.notification_id = g.id
                        where d.state = 'waiting' and d.attempts = 0
                        for update of d
                        """)
                .param("users", places.stream().map(Place::user).toArray(UUID[]::new))
                .param("channels", places.stream().map(Place::channel).toArray(UUID[]::new))
                .query(row -> {
                    open.put(
                            new Place(row.getObject("user_id", UUID.class), row.getObject("channel_id", UUID.class)),
                            row.getObject("id", UUID.class));
                });
        return open;
    }

    /** Begins digests, in which there is nothing yet. */
    void begin(List<UUID> ids, List<Place> places, List<String> languages, Instant now) {
        jdbc.sql("""
                        insert into notifications (id, topic, severity, language, subject, text, short_text, created_by, created_at)
                        select d.id, 'digest', 'info', d.language, '', '', '', 'digest', :now
                        from unnest(cast(:ids as uuid[]), cast(:languages as text[])) as d (id, language)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("languages", languages.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("""
                        insert into notification_digests (id, user_id, channel_id)
                        select * from unnest(cast(:ids as uuid[]), cast(:users as uuid[]), cast(:channels as uuid[]))
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("users", places.stream().map(Place::user).toArray(UUID[]::new))
                .param("channels", places.stream().map(Place::channel).toArray(UUID[]::new))
                .update();
    }

    void gather(List<UUID> digests, UUID notification) {
        jdbc.sql("""
                        insert into notification_digest_items (digest_id, notification_id)
                        select digest, ? from unnest(cast(? as uuid[])) as digest on conflict do nothing
                        """).params(notification, digests.toArray(UUID[]::new)).update();
    }

    /** What a digest is to say in its language; what it says already is not empty. */
    record Gathered(String language, String text, int count) {}

    Gathered gathered(UUID digest) {
        return jdbc.sql("""
                        select language, text,
                          (select count(*) from notification_digest_items i where i.digest_id = n.id) as count
                        from notifications n where n.id = ? for update
                        """)
                .param(digest)
                .query((row, n) -> new Gathered(row.getString("language"), row.getString("text"), row.getInt("count")))
                .single();
    }

    /** The newest of what a digest gathered, as templates take it. */
    List<Map<String, Object>> items(UUID digest) {
        return jdbc.sql("""
                        select n.subject, n.short_text, n.severity, n.topic, n.created_at
                        from notification_digest_items i join notifications n on n.id = i.notification_id
                        where i.digest_id = ? order by n.id desc limit ?
                        """)
                .params(digest, MOST_SHOWN)
                .query((row, n) -> Map.<String, Object>of(
                        "subject", row.getString("subject"),
                        "short_text", row.getString("short_text"),
                        "severity", row.getString("severity"),
                        "topic", row.getString("topic"),
                        "time", row.getTimestamp("created_at").toInstant().toString()))
                .list();
    }

    void write(UUID digest, String subject, String text, String shortText) {
        jdbc.sql("update notifications set subject = ?, text = ?, short_text = ? where id = ?")
                .params(subject, text, shortText, digest)
                .update();
    }
}
