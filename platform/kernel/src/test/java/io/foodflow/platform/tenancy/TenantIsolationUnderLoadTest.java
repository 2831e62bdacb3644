package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Many threads share two connections and work for eight tenants in turn, while transactions are rolled back, statements
 * fail or run out of time and connections are cut. Nobody ever sees a row of another tenant; what was committed is there,
 * once, and what was not is not.
 */
class TenantIsolationUnderLoadTest {

    private static final int TENANTS = 8;
    private static final int THREADS = 64;
    private static final int CONNECTIONS = 2;

    private TestPlatform platform;
    private UnitOfWork work;
    private JdbcClient jdbc;
    private List<Tenant> tenants;

    private final Map<TenantId, AtomicInteger> committed = new ConcurrentHashMap<>();
    private final LongAdder rowsSeen = new LongAdder();
    private final LongAdder failures = new LongAdder();

    record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    @BeforeEach
    void start() {
        platform = TestPlatform.start("foodflow.database.pool-size=" + CONNECTIONS, "logging.level.root=OFF");
        work = platform.bean(UnitOfWork.class);
        jdbc = platform.bean(JdbcClient.class);
        tenants =
                IntStream.range(0, TENANTS).mapToObj(n -> platform.newTenant()).toList();
        tenants.forEach(tenant -> committed.put(tenant.id(), new AtomicInteger()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    @Timeout(120)
    void fourThousandOperations() throws Exception {
        run(4_000);
    }

    @Test
    @Tag("long")
    @Timeout(3_600)
    void aMillionOperations() throws Exception {
        run(1_000_000);
    }

    private void run(int operations) throws Exception {
        var left = new AtomicInteger(operations);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = IntStream.range(0, THREADS)
                    .mapToObj(seed -> threads.submit(() -> {
                        var random = new Random(seed);
                        while (left.getAndDecrement() > 0) {
                            operate(tenants.get(random.nextInt(TENANTS)), random);
                        }
                    }))
                    .toList();
            for (var thread : running) {
                thread.get();
            }
        }
        for (var tenant : tenants) {
            var notes = inside(tenant, () -> notes("order by id"));
            assertThat(notes).hasSize(committed.get(tenant.id()).get()).containsOnly(tenant.slug());
        }
        assertThat(rowsSeen.sum()).isGreaterThan(operations);
        assertThat(failures.sum()).isGreaterThan(operations / 10);
        System.out.printf(
                "isolation under load: %,d operations by %d threads over %d connections for %d tenants, %,d rows read, %,d"
                        + " operations made to fail, 0 foreign rows%n",
                operations, THREADS, CONNECTIONS, TENANTS, rowsSeen.sum(), failures.sum());
    }

    private void operate(Tenant tenant, Random random) {
        switch (Integer.valueOf(random.nextInt(2_000))) {
            case Integer n when n < 1_100 -> read(tenant);
            case Integer n when n < 1_400 -> commit(tenant);
            case Integer n when n < 1_560 -> fail(() -> rollBack(tenant), IllegalStateException.class);
            case Integer n when n < 1_720 -> fail(() -> ask(tenant, "select 1 / 0"), DataAccessException.class);
            case Integer n when n < 1_860 -> fail(() -> askAnother(tenant, random), DataAccessException.class);
            case Integer n when n < 1_900 -> fail(() -> ask(tenant, "select nonsense"), DataAccessException.class);
            case Integer n when n < 1_980 -> ask(tenant, "select set_config('role', 'none', true) is not null");
            case Integer n when n < 1_999 -> fail(() -> runOutOfTime(tenant), DataAccessException.class);
            case Integer _ -> cut(tenant);
        }
    }

    private void read(Tenant tenant) {
        var notes = inside(tenant, () -> notes("order by id desc limit 20"));
        assertThat(notes).allMatch(tenant.slug()::equals);
        rowsSeen.add(notes.size());
    }

    private void commit(Tenant tenant) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted(tenant.slug()), null, null);
                    return true;
                }));
        committed.get(tenant.id()).incrementAndGet();
    }

    private void rollBack(Tenant tenant) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted("never committed"), null, null);
                    throw new IllegalStateException("undo");
                }));
    }

    private void ask(Tenant tenant, String sql) {
        inside(tenant, () -> jdbc.sql(sql).query().singleValue());
    }

    private void askAnother(Tenant tenant, Random random) {
        var other = tenants.get((tenants.indexOf(tenant) + 1 + random.nextInt(TENANTS - 1)) % TENANTS);
        ask(tenant, "select count(*) from %s.audit_entries".formatted(other.schema()));
    }

    private void runOutOfTime(Tenant tenant) {
        inside(tenant, () -> {
            jdbc.sql("select set_config('statement_timeout', '2', true)")
                    .query()
                    .singleValue();
            return jdbc.sql("select 1 from pg_sleep(30)").query().singleValue();
        });
    }

    /** The connection is gone before the transaction ends, by either way of saying so. */
    private void cut(Tenant tenant) {
        assertThatThrownBy(() -> ask(tenant, "select pg_terminate_backend(pg_backend_pid())"))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);
        failures.increment();
    }

    private void fail(Runnable operation, Class<? extends Throwable> with) {
        assertThatThrownBy(operation::run).isInstanceOf(with);
        failures.increment();
    }

    private List<String> notes(String rest) {
        return jdbc.sql("select resource_id from audit_entries where resource_type = 'note' " + rest)
                .query(String.class)
                .list();
    }

    private <T> T inside(Tenant tenant, java.util.function.Supplier<T> query) {
        return platform.inside(tenant, () -> work.read(query));
    }
}
