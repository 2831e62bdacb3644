package io.foodflow.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventRelayTest {

    private static TestPlatform platform;
    private static JdbcClient jdbc;
    private static Counting counting;
    private Tenant tenant;

    record Counted(String what, int number) implements DomainEvent {
        @Override
        public String resourceType() {
            return "count";
        }

        @Override
        public String resourceId() {
            return what;
        }
    }

    /** Remembers what it saw, writes one row an event, and fails when told. */
    static final class Counting implements EventConsumer {

        final List<RecordedEvent> seen = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        private final JdbcClient jdbc;

        Counting(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void on(List<RecordedEvent> events) {
            for (var event : events) {
                jdbc.sql(
                                "insert into idempotency_keys (key, fingerprint, resource_type, resource_id) values (?, '', '', '')")
                        .param(event.id().toString())
                        .update();
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the consumer stumbled");
            }
            seen.addAll(events);
        }
    }

    static class Consumers {
        @Bean
        Counting counting(JdbcClient jdbc) {
            return new Counting(jdbc);
        }

        @Bean
        EventConsumer hopeless() {
            return new EventConsumer() {
                @Override
                public String name() {
                    return "hopeless";
                }

                @Override
                public void on(List<RecordedEvent> events) {
                    throw new IllegalStateException("never");
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        // Sweeps and signals are too slow and too quick for tests that look step by step: they deliver themselves.
        platform = TestPlatform.startWith(
                List.of(Consumers.class), "foodflow.events.batch=7", "foodflow.events.sweep-seconds=100000");
        platform.bean(EventRelay.class).stop();
        jdbc = platform.bean(JdbcClient.class);
        counting = platform.bean(Counting.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        tenant = platform.newTenant();
        counting.seen.clear();
        counting.failures.set(0);
    }

    @Test
    void deliversInOrderWithoutGaps() {
        for (int n = 0; n < 20; n++) {
            count("a", n);
        }

        platform.deliverEvents(tenant);

        assertThat(counting.seen).extracting(RecordedEvent::sequence).containsExactlyElementsOf(upTo(20));
        assertThat(counting.seen)
                .extracting(event -> event.data().path("number").asInt())
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, 20).boxed().toList());
        var first = counting.seen.getFirst();
        assertThat(first.type()).isEqualTo("Counted");
        assertThat(first.tenant()).isEqualTo(tenant.id());
        assertThat(first.resourceType()).isEqualTo("count");
    }

    @Test
    void neverPassesOverAnEventThatCommitsLateWithALowerNumber() throws SQLException {
        try (var late = open()) {
            insert(late, "late");
            count("early", 1);
            platform.deliverEvents(tenant);
            assertThat(counting.seen).extracting(RecordedEvent::resourceId).containsExactly("early");

            late.commit();
        }
        count("after", 2);
        platform.deliverEvents(tenant);

        assertThat(counting.seen).extracting(RecordedEvent::resourceId).containsExactly("early", "late", "after");
        assertThat(counting.seen).extracting(RecordedEvent::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void keepsNothingOfATransactionThatRolledBack() throws SQLException {
        try (var undone = open()) {
            insert(undone, "undone");
            undone.rollback();
        }
        count("kept", 1);

        platform.deliverEvents(tenant);

        assertThat(counting.seen).extracting(RecordedEvent::resourceId).containsExactly("kept");
    }

    @Test
    void keepsCauseBeforeEffectUnderConcurrentWrites() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 8; writer++) {
                var name = "writer-" + writer;
                running.add(threads.submit(() -> {
                    for (int n = 0; n < 25; n++) {
                        count(name, n);
                    }
                }));
            }
            var delivering = threads.submit(() -> {
                while (running.stream().anyMatch(one -> !one.isDone())) {
                    platform.deliverEvents(tenant);
                }
            });
            for (var one : running) {
                one.get();
            }
            delivering.get();
        }
        platform.deliverEvents(tenant);

        assertThat(counting.seen).extracting(RecordedEvent::sequence).containsExactlyElementsOf(upTo(200));
        for (int writer = 0; writer < 8; writer++) {
            var name = "writer-" + writer;
            assertThat(counting.seen.stream()
                            .filter(event -> event.resourceId().equals(name))
                            .map(event -> event.data().path("number").asInt()))
                    .as(name)
                    .isSorted()
                    .hasSize(25);
        }
    }

    @Test
    void undoesTheEffectOfABatchThatFailedAndRepeatsItAfterAPause() {
        counting.failures.set(1);
        count("x", 1);

        platform.deliverEvents(tenant);
        assertThat(counting.seen).isEmpty();
        assertThat(effects()).isZero();
        assertThat(position("counting")).containsEntry("failures", 1);
        assertThat(position("counting").get("last_error")).asString().contains("the consumer stumbled");

        platform.deliverEvents(tenant);
        assertThat(counting.seen).as("still within the pause").isEmpty();

        endPause();
        platform.deliverEvents(tenant);
        assertThat(counting.seen).hasSize(1);
        assertThat(effects()).isEqualTo(1);
        assertThat(position("counting")).containsEntry("failures", 0).containsEntry("last_error", null);
    }

    @Test
    void pausesLongerWithEachFailure() {
        counting.failures.set(3);
        count("x", 1);
        var pauses = new ArrayList<Double>();
        for (int n = 0; n < 3; n++) {
            platform.deliverEvents(tenant);
            pauses.add(
                    write(
                            "select extract(epoch from retry_at - updated_at) from consumer_positions where consumer = 'counting'"));
            endPause();
        }

        assertThat(pauses).containsExactly(1.0, 2.0, 4.0);
    }

    @Test
    void lastsForOtherConsumersWhileOneFails() {
        count("x", 1);

        platform.deliverEvents(tenant);

        assertThat(counting.seen).hasSize(1);
        assertThat(position("hopeless")).containsEntry("failures", 1).containsEntry("seq", 0L);
    }

    @Test
    void deliversOnceHoweverOftenItIsAsked() throws Exception {
        for (int n = 0; n < 30; n++) {
            count("x", n);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<?>>();
            for (int n = 0; n < 8; n++) {
                asked.add(threads.submit(() -> platform.deliverEvents(tenant)));
            }
            for (var one : asked) {
                one.get();
            }
        }
        platform.deliverEvents(tenant);

        assertThat(counting.seen).extracting(RecordedEvent::sequence).containsExactlyElementsOf(upTo(30));
        assertThat(effects()).isEqualTo(30);
    }

    @Test
    void keepsTheStreamsOfTenantsApart() {
        var other = platform.newTenant();
        count("mine", 1);

        platform.deliverEvents(other);
        assertThat(counting.seen).isEmpty();

        platform.deliverEvents(tenant);
        assertThat(counting.seen).hasSize(1);
    }

    @Test
    void isWokenByACommitAndSweepsForOthers() throws InterruptedException {
        try (var lively = TestPlatform.startWith(List.of(Consumers.class), "foodflow.events.sweep-seconds=1")) {
            var own = lively.newTenant();
            var consumer = lively.bean(Counting.class);
            lively.inside(
                    own,
                    () -> lively.bean(UnitOfWork.class).write(change -> {
                        change.record(new Counted("woken", 1), null, null);
                        return 1;
                    }));
            for (int look = 0; look < 100 && consumer.seen.isEmpty(); look++) {
                Thread.sleep(20);
            }
            assertThat(consumer.seen).hasSize(1);
            Thread.sleep(1_500);
            assertThat(lively.bean(EventRelay.class).lag().mostBehind())
                    .as("the hopeless consumer is one event behind")
                    .isEqualTo(1);
            assertThat(lively.bean(EventRelay.class).silence()).isLessThan(java.time.Duration.ofSeconds(2));
        }
    }

    private void count(String what, int number) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(new Counted(what, number), null, null);
                    return number;
                }));
    }

    /** A transaction of the tenant that the test ends when it likes. */
    private Connection open() throws SQLException {
        var connection = platform.bean(PlatformSchema.class).administer();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local role " + tenant.schema());
            statement.execute("set local search_path = " + tenant.schema());
        }
        return connection;
    }

    private static void insert(Connection connection, String what) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    with entry as (
                      insert into audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id)
                      values (gen_random_uuid(), 'Counted', 'PLATFORM', 'test', 'count', '%s') returning *)
                    insert into outbox (id, type, resource_type, resource_id, data)
                    select id, event_type, resource_type, resource_id, '{"number": 0}' from entry
                    """.formatted(what));
        }
    }

    private java.util.Map<String, Object> position(String consumer) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> jdbc.sql("select * from consumer_positions where consumer = ?")
                                .param(consumer)
                                .query()
                                .singleRow()));
    }

    private int effects() {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> jdbc.sql("select count(*) from idempotency_keys")
                                .query(Integer.class)
                                .single()));
    }

    private void endPause() {
        write("update consumer_positions set retry_at = now() returning 0.0");
    }

    private double write(String sql) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return jdbc.sql(sql).query(Double.class).list().getFirst();
                }));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
