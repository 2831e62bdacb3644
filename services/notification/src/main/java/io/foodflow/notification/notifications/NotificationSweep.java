package io.foodflow.notification.notifications;

import io.foodflow.platform.jobs.Sweep;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.retention.Retained;
import io.foodflow.platform.retention.RetentionPolicies;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes notifications of the current tenant away that have had their time, the company's own if it says one: first their deliveries with the attempts, then the
 * entries in people's lists, then what is bare of both, so that one for a hundred thousand goes in small batches too.
 * What is under a legal hold stays. Thread-safe.
 */
final class NotificationSweep implements Sweep, Retained {

    private static final String GROUP = "notifications";
    private static final int LEAST_DAYS = 30;

    /** Whom it was for, or who sent it, decides whether a hold on a person reaches it. */
    private static final String HELD = """
        (select exists (select from legal_holds where released_at is null))
          and is_held('notification', n.id::text,
                      array(select d.user_id from notification_deliveries d where d.notification_id = n.id
                            union all select i.user_id from notification_inbox i where i.notification_id = n.id
                            union all select n.sender_id), n.created_at)
        """;

    private static final String OVER = """
            select n.id from notifications n
            where n.created_at < :settled
              and not exists (select from notification_deliveries d
                              where d.notification_id = n.id and d.state in ('waiting', 'sending'))
              and (n.created_at < :rest or not exists (select from notification_inbox i
                                                       where i.notification_id = n.id and i.read_at is null))
              and not (%s)
            """.formatted(HELD);

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

    private static final String DUE = """
        select count(*) filter (where not held) as due, count(*) filter (where held) as held
        from (select %s as held from notifications n
              where n.created_at < :before
                and not exists (select from notification_deliveries d
                                where d.notification_id = n.id and d.state in ('waiting', 'sending'))) aged
        """.formatted(HELD);

    private final JdbcClient jdbc;
    private final LegalHolds holds;
    private final RetentionSettings kept;
    private final RetentionPolicies policies;

    NotificationSweep(JdbcClient jdbc, LegalHolds holds, RetentionSettings kept, RetentionPolicies policies) {
        this.jdbc = jdbc;
        this.holds = holds;
        this.kept = kept;
        this.policies = policies;
    }

    /** As the installation keeps them, where the company says nothing. */
    @Override
    public int sweep(Instant now, int rows) {
        return policies.daysOf(GROUP).isPresent()
                ? 0
                : delete(now.minus(kept.settled()), now.minus(kept.rest()), rows)
                        .rows();
    }

    @Override
    public String group() {
        return GROUP;
    }

    @Override
    public int leastDays() {
        return LEAST_DAYS;
    }

    @Override
    public String basis() {
        return "a month, so that nobody misses one on holiday";
    }

    @Override
    public Due due(Instant before) {
        return jdbc.sql(DUE)
                .param("before", Timestamp.from(before))
                .query((row, n) -> new Due(row.getLong("due"), row.getLong("held")))
                .single();
    }

    @Override
    public Removed remove(Instant before, int rows) {
        var deleted = delete(before, before, rows);
        return new Removed(deleted.notifications(), deleted.rows() == rows);
    }

    private record Deleted(int rows, int notifications) {}

    private Deleted delete(Instant settled, Instant rest, int rows) {
        holds.keepAsTheyAre();
        int gone = delete(DELIVERIES, settled, rest, rows);
        gone += delete(INBOX, settled, rest, rows - gone);
        int notifications = delete(BARE, settled, rest, rows - gone);
        return new Deleted(gone + notifications, notifications);
    }

    private int delete(String sql, Instant settled, Instant rest, int rows) {
        return rows == 0
                ? 0
                : jdbc.sql(sql)
                        .param("settled", Timestamp.from(settled))
                        .param("rest", Timestamp.from(rest))
                        .param("rows", rows)
                        .update();
    }
}
