package io.foodflow.notification.deliveries;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything is due in a time to come, so that the platform's own loops leave it alone. */
class DeliveryRepositoryTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    private final Tenant tenant = PLATFORM.newTenant();
    private final DeliveryRepository repository = new DeliveryRepository(PLATFORM.bean(JdbcClient.class));
    private final UUID notification = UUID.randomUUID();

    private <T> T write(Supplier<T> work) {
        return PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return work.get();
                }));
    }

    private UUID channel(String more) {
        return UUID.fromString(webhook(administrator(tenant), "/never", more));
    }

    private void notification() {
        query("""
                insert into %s.notifications (id, topic, severity, language, subject, text, short_text, created_by, created_at)
                values ('%s', 'message', 'info', 'en', 'S', 'T', 'S', 'test', now())""".formatted(tenant.schema(), notification));
    }

    /** So many deliveries to as many recipients. */
    private void insert(UUID channel, int priority, int many) {
        var targets = Stream.generate(() ->
                        new Target(channel, "hook", "webhook", UUID.randomUUID().toString(), null, null))
                .limit(many)
                .toList();
        var ids = Stream.generate(UUID::randomUUID).limit(many).toList();
        assertThat(write(() -> repository.insert(notification, priority, ids, targets, NOW)))
                .isEqualTo(many);
    }

    private List<Claimed> claim(Lane lane, int most, Instant at) {
        return write(() -> repository.claim(lane, new Room(most), at, at.plusSeconds(60)))
                .taken();
    }

    private Instant nextDue(Lane lane) {
        return write(repository::nextDue).get(lane);
    }

    /** So many workers, whatever the channel. */
    private static final class Room implements DeliveryRepository.Room {

        private int left;

        private Room(int left) {
            this.left = left;
        }

        @Override
        public int most() {
            return left;
        }

        @Override
        public boolean take(UUID channel) {
            return left-- > 0;
        }
    }

    @Test
    void givesAChannelNoMoreThanItTakesInAMinute() {
        notification();
        var slow = channel(",\"per_minute\":60");
        var fast = channel("");
        insert(slow, 1, 5);
        insert(fast, 0, 5);
        assertThat(claim(Lane.OTHERS, 3, NOW))
                .extracting(Claimed::channelId)
                .containsExactlyInAnyOrder(slow, fast, fast);
        assertThat(claim(Lane.OTHERS, 3, NOW))
                .extracting(Claimed::channelId)
                .containsOnly(fast)
                .hasSize(3);
        assertThat(claim(Lane.OTHERS, 3, NOW)).isEmpty();
        assertThat(nextDue(Lane.OTHERS)).isEqualTo(NOW.plusSeconds(1));
        assertThat(claim(Lane.OTHERS, 3, NOW.plusSeconds(1))).hasSize(1);
    }

    @Test
    void letsWhatIsCriticalPassThePaceAndTakesTheMostUrgentFirst() {
        notification();
        var slow = channel(",\"per_minute\":60");
        insert(slow, 0, 2);
        insert(slow, 2, 3);
        assertThat(claim(Lane.CRITICAL, 10, NOW)).hasSize(3);
        assertThat(claim(Lane.OTHERS, 10, NOW.plusSeconds(1))).isEmpty();
        var fast = channel("");
        insert(fast, 0, 1);
        insert(fast, 1, 1);
        assertThat(claim(Lane.OTHERS, 1, NOW)).hasSize(1);
        assertThat(query("select priority from %s.notification_deliveries where state = 'sending' and priority < 2"
                        .formatted(tenant.schema())))
                .containsExactly("1");
    }

    @Test
    void writesNothingForAnAttemptThatAnotherOneTookOver() {
        notification();
        insert(channel(""), 1, 1);
        var first = claim(Lane.OTHERS, 1, NOW).getFirst();
        assertThat(claim(Lane.OTHERS, 1, NOW.plusSeconds(59))).isEmpty();
        var second = claim(Lane.OTHERS, 1, NOW.plusSeconds(60)).getFirst();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(finish(first)).isFalse();
        assertThat(finish(second)).isTrue();
        assertThat(finish(second)).isFalse();
        assertThat(write(() -> repository.attempts(first.id())))
                .extracting(Attempt::outcome)
                .containsExactly("lost", "accepted");
        assertThat(write(repository::nextDue)).isEmpty();
    }

    @Test
    void looksForWhatIsDueBeforeASlowChannelIsFree() {
        notification();
        insert(channel(",\"per_minute\":1"), 1, 3);
        var later = new Target(channel(""), "hook", "webhook", "later", null, NOW.plusSeconds(2));
        write(() -> repository.insert(notification, 1, List.of(UUID.randomUUID()), List.of(later), NOW));
        assertThat(claim(Lane.OTHERS, 3, NOW)).hasSize(1);
        assertThat(nextDue(Lane.OTHERS)).isEqualTo(NOW.plusSeconds(2));
        assertThat(claim(Lane.OTHERS, 3, NOW.plusSeconds(2))).hasSize(1);
        assertThat(nextDue(Lane.OTHERS)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void makesAChannelWaitAMinuteAtMostAfterMuchThatIsCriticalAndNotAtAllAtAnotherPace() {
        notification();
        var slow = channel(",\"per_minute\":1");
        insert(slow, 2, 50);
        insert(slow, 1, 1);
        assertThat(claim(Lane.CRITICAL, 50, NOW)).hasSize(50);
        assertThat(claim(Lane.OTHERS, 1, NOW)).isEmpty();
        assertThat(nextDue(Lane.OTHERS)).isEqualTo(NOW.plusSeconds(60));
        var path = "/notifications/channels/" + slow;
        var admin = administrator(tenant);
        var channel = admin.get(path).json();
        var changed = admin.with("If-Match", "*").put(path, """
                {"name":"%s","kind":"webhook","settings":{"url":"%s","per_minute":2}}""".formatted(
                channel.path("name").asString(), channel.at("/settings/url").asString()));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(claim(Lane.OTHERS, 1, NOW)).hasSize(1);
    }

    /** Somebody else holds the pace of the channel, as another process does while it takes messages. */
    @Test
    void takesWhatIsCriticalWithoutWaitingForAPace() throws SQLException {
        notification();
        var slow = channel(",\"per_minute\":1");
        insert(slow, 1, 1);
        insert(slow, 2, 2);
        assertThat(claim(Lane.OTHERS, 1, NOW)).hasSize(1);
        var database = PLATFORM.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from %s.notification_paces for update".formatted(tenant.schema()));
            assertThat(claim(Lane.CRITICAL, 2, NOW)).hasSize(2);
            connection.rollback();
        }
    }

    @Test
    void leavesWhatHasNoRoomForThatWhichHas() {
        notification();
        var full = channel("");
        var other = channel("");
        insert(full, 1, 2);
        insert(other, 0, 1);
        var onlyOther = new DeliveryRepository.Room() {
            @Override
            public int most() {
                return 2;
            }

            @Override
            public boolean take(UUID channel) {
                return channel.equals(other);
            }
        };
        var claims = write(() -> repository.claim(Lane.OTHERS, onlyOther, NOW, NOW.plusSeconds(60)));
        assertThat(claims.taken()).extracting(Claimed::channelId).containsExactly(other);
        assertThat(claims.more()).isTrue();
        assertThat(claims.next()).contains(NOW.plusSeconds(60));
    }

    private boolean finish(Claimed claimed) {
        var attempt = new Attempt(claimed.attempt(), NOW, NOW, "accepted", null, false, null, null, null, null);
        return write(() -> repository.finish(claimed, attempt, DeliveryState.DELIVERED, null, NOW));
    }
}
