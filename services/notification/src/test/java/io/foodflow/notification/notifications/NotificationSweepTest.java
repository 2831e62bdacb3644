package io.foodflow.notification.notifications;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationSweepTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();

    private final Tenant tenant = PLATFORM.newTenant();
    private final Api admin = administrator(tenant);
    private final UUID anna = user(tenant, "viewer");

    private void send(String subject) {
        var sent = admin.post(
                "/notifications",
                "{\"subject\":\"%s\",\"text\":\"T\",\"to\":{\"users\":[\"%s\"]}}".formatted(subject, anna));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    }

    private void delivery(String subject, String state) {
        query("""
                insert into %1$s.notification_deliveries (id, notification_id, channel_name, kind, priority, state, due_at, created_at)
                select gen_random_uuid(), id, 'gone', 'webhook', 1, '%3$s', now() + interval '1 hour', now()
                from %1$s.notifications where subject = '%2$s'""".formatted(tenant.schema(), subject, state));
    }

    /** One row at a time, until there is nothing more to delete; how many that were. */
    private int sweep(Duration later) {
        int all = 0;
        int gone;
        do {
            gone = PLATFORM.inside(
                    tenant,
                    () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                        change.nothing();
                        return PLATFORM.bean(NotificationSweep.class)
                                .sweep(Instant.now().plus(later), 1);
                    }));
            all += gone;
        } while (gone == 1);
        return all;
    }

    private List<String> left() {
        return query("select subject from %s.notifications order by subject".formatted(tenant.schema()));
    }

    @Test
    void takesAwayWhatHasHadItsTimeAndNothingThatIsOpen() {
        send("read");
        send("open");
        assertThat(PLATFORM.as(anna, tenant).put("/notifications/read", "").status())
                .isEqualTo(200);
        send("unread");
        delivery("read", "dead");
        delivery("open", "waiting");
        assertThat(sweep(Duration.ofDays(89))).isZero();
        assertThat(sweep(Duration.ofDays(91))).isEqualTo(3);
        assertThat(left()).containsExactly("open", "unread");
        assertThat(sweep(Duration.ofDays(401))).isEqualTo(2);
        assertThat(left()).containsExactly("open");
    }

    @Test
    void keepsHoldsAsTheyAreWhileItTakesAnyAway() {
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    PLATFORM.bean(NotificationSweep.class).sweep(Instant.now(), 1);
                    assertThat(PLATFORM.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                                    .queryForObject("""
                                            select count(*) from pg_locks
                                            where mode = 'ShareLock' and granted and pid = pg_backend_pid()
                                              and locktype = 'advisory' and objsubid = 1
                                              and (classid::bigint << 32) | objid::bigint
                                                  = hashtextextended('legal holds of ' || current_schema(), 0)""", Long.class))
                            .isEqualTo(1);
                    return true;
                }));
    }

    /** By the company's own time, one row at a time; how many notifications that were. */
    private long remove(Duration later) {
        long all = 0;
        boolean more = true;
        while (more) {
            var removed = PLATFORM.inside(
                    tenant,
                    () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                        change.nothing();
                        return PLATFORM.bean(NotificationSweep.class)
                                .remove(Instant.now().plus(later), 1);
                    }));
            all += removed.count();
            more = removed.more();
        }
        return all;
    }

    private long due(Duration later) {
        return PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class)
                        .read(() -> PLATFORM.bean(NotificationSweep.class)
                                .due(Instant.now().plus(later))
                                .due()));
    }

    @Test
    void goesByTheTimeOfTheCompanyAndLeavesWhatIsUnderAHold() {
        send("one");
        send("two");
        query("update %s.retention_policy set days = '{\"notifications\": 500}'".formatted(tenant.schema()));
        assertThat(sweep(Duration.ofDays(499))).as("not by the installation's").isZero();
        assertThat(remove(Duration.ofDays(-1))).isZero();
        assertThat(due(Duration.ofDays(1))).isEqualTo(2);
        query("""
            insert into %1$s.legal_holds (id, name, reason, everything, person, placed_by, placed_at)
            values (gen_random_uuid(), 'h', 'r', false, '%2$s', 'x', now())""".formatted(tenant.schema(), anna));
        assertThat(due(Duration.ofDays(1))).isZero();
        assertThat(remove(Duration.ofDays(1))).isZero();
        query("update %s.legal_holds set released_by = 'x', released_at = now(), release_reason = 'x'"
                .formatted(tenant.schema()));
        assertThat(remove(Duration.ofDays(1))).isEqualTo(2);
        assertThat(left()).isEmpty();
    }
}
