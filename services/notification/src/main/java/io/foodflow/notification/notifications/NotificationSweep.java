package io.foodflow.notification.notifications;

import io.foodflow.platform.jobs.Sweep;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes notifications of the current tenant away that have had their time: first their deliveries with the attempts, then the
 * entries in people's lists, then what is bare of both, so that one for a hundred thousand goes in small batches too.
 * Thread-safe.
 */
final class NotificationSweep implements Sweep {

    private static final String OVER = """
            select n.id from notifications n
            where n.created_at < :settled
              and not exists (select from notification_deliveries d
                              where d.notification_id = n.id and d.state in ('waiting', 'sending'))
              and (n.created_at < :rest or not exists (select from notification_inbox i
                                                       where i.notification_id = n.id and i.read_at is null))
            """;

    private static final String DELIVERIES = """
            delete from notification_deliveries where id in (
              select d.id from (%s) n join notification_deliveries d on d.notification_id = n.id limit :rows)
            """.formatted(OVER);

    private static final String INBOX = """
            delete from notification_inbox where (user_id, notification_id) in (
              select i.user_id, i.notification_id from (%s) n join notification_inbox i on i.notification_id = n.id
              limit :rows)
            """.formatted(OVER);

    private static final String BARE = """
            delete from notifications where id in (
              select n.id from (%s) n
              where not exists (select from notification_deliveries d where d.notification_id = n.id)
                and not exists (select from notification_inbox i where i.notification_id = n.id)
              limit :rows)
            """.formatted(OVER);

    private final JdbcClient jdbc;
    private final RetentionSettings kept;

    NotificationSweep(JdbcClient jdbc, RetentionSettings kept) {
        this.jdbc = jdbc;
        this.kept = kept;
    }

    @Override
    public int sweep(Instant now, int rows) {
        int gone = delete(DELIVERIES, now, rows);
        gone += delete(INBOX, now, rows - gone);
        return gone + delete(BARE, now, rows - gone);
    }

    private int delete(String sql, Instant now, int rows) {
        return rows == 0
                ? 0
                : jdbc.sql(sql)
                        .param("settled", Timestamp.from(now.minus(kept.settled())))
                        .param("rest", Timestamp.from(now.minus(kept.rest())))
                        .param("rows", rows)
                        .update();
    }
}
