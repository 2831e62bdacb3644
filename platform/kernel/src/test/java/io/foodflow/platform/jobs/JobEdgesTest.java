package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.platform.jobs.TestJobs.Scripted;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to jobs when things go wrong around them, and when they have had their time. */
class JobEdgesTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Scripted handler;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(List.of(TestJobs.class, Sweeping.class));
        tenant = platform.newTenant();
        handler = platform.bean(Scripted.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void doesNotCountRunsThatEndedWithTheDatabase() {
        var runs = new AtomicInteger();
        handler.scripts.put("storm", run -> {
            if (runs.incrementAndGet() <= 3) {
                throw new DataAccessResourceFailureException("the database went away");
            }
        });
        var id = submit("storm", null);

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempts()).isEqualTo(4);
    }

    @Test
    void endsForGoodWhenItEndsItsProcessTimeAndAgain() {
        var free = new CountDownLatch(1);
        handler.scripts.put("holds", run -> TestJobs.await(free));
        var holder = submit("holds", "poison");
        TestJobs.await(platform, tenant, holder, job -> job.state() == JobState.RUNNING);
        var id = submit("never-run", "poison");
        update("update jobs set attempts = 100 where id = ?", id);
        free.countDown();

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo("the process or database that ran it ended 100 times");
        assertThat(handler.of(id)).isEmpty();
    }

    @Test
    void endsARunThatWasTakenForDead() {
        var ended = new CountDownLatch(1);
        var wasEnded = new AtomicBoolean();
        handler.scripts.put("slept", run -> {
            update("update jobs set attempts = attempts + 1 where id = ?", run.id());
            try {
                while (true) {
                    run.progress(0.9, "as if nothing had happened");
                    TestJobs.pause(20);
                }
            } catch (JobCancelled e) {
                wasEnded.set(true);
                throw e;
            } finally {
                ended.countDown();
            }
        });
        var id = submit("slept", null);
        TestJobs.await(ended);
        TestJobs.pause(300);

        var job = TestJobs.find(platform, tenant, id);
        assertThat(wasEnded).isTrue();
        assertThat(job.state()).as("the other run's to end").isEqualTo(JobState.RUNNING);
        assertThat(job.progress()).isZero();
    }

    @Test
    void failsAtOnceWhereTheRequestItselfIsRefused() {
        handler.scripts.put("refused", run -> {
            throw new ProblemException(Problems.notFound("lot", "L1"));
        });

        var job = TestJobs.awaitEnd(platform, tenant, submit("refused", null));

        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.error()).isEqualTo("there is no lot 'L1' here");
    }

    @Test
    void auditsItsEnd() {
        var id = submit("plain", null);
        TestJobs.awaitEnd(platform, tenant, id);

        assertThat(count(
                        "select count(*) from audit_entries where event_type = 'JobFinished' and resource_id = ?",
                        id.toString()))
                .isEqualTo(1);
        assertThat(count("select count(*) from outbox where type = 'JobFinished' and resource_id = ?", id.toString()))
                .isEqualTo(1);
    }

    @Test
    void waitsWhileItsTenantIsSuspended() {
        var sleeping = platform.newTenant();
        suspend(sleeping);

        var id = TestJobs.submit(platform, sleeping, null, new Input("sleeps", 1));
        TestJobs.pause(800);

        assertThat(handler.of(id)).isEmpty();
        assertThat(TestJobs.find(platform, sleeping, id).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void endsAtItsNextProgressWhenItsTenantIsSuspended() {
        var owner = platform.newTenant();
        handler.scripts.put("works on", run -> {
            while (true) {
                run.progress(0.5, "at work");
                TestJobs.pause(20);
            }
        });
        var id = TestJobs.submit(platform, owner, null, new Input("works on", 1));
        TestJobs.await(platform, owner, id, job -> job.state() == JobState.RUNNING);
        suspend(owner);

        TestJobs.await(platform, owner, id, job -> job.state() == JobState.QUEUED);
        assertThat(handler.of(id)).hasSize(1);
    }

    @Test
    void isPutBackWhereItsProcessDiedAndItsTenantIsSuspended() {
        var owner = platform.newTenant();
        suspend(owner);
        var id = platform.inside(
                owner,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    var job = platform.bean(Jobs.class).submit("scripted", null, new Input("left", 1));
                    platform.bean(JdbcClient.class)
                            .sql("update jobs set state = 'running', attempts = 1 where id = ?")
                            .param(job)
                            .update();
                    return job;
                }));

        TestJobs.await(platform, owner, id, job -> job.state() == JobState.QUEUED);
        assertThat(handler.of(id)).isEmpty();
    }

    @Test
    void isRemovedWhenItHasBeenOverForLong() {
        var old = submit("plain", null);
        var young = submit("plain", null);
        TestJobs.awaitEnd(platform, tenant, old);
        TestJobs.awaitEnd(platform, tenant, young);
        update("update jobs set finished_at = now() - interval '91 days' where id = ?", old);
        update(
                "insert into idempotency_keys (key, fingerprint, resource_type, resource_id, created_at) values (?, '', '', '', now() - interval '25 hours')",
                "old");
        update(
                "insert into idempotency_keys (key, fingerprint, resource_type, resource_id, created_at) values (?, '', '', '', now() - interval '23 hours')",
                "young");

        for (var hours : List.of(25, 23)) {
            platform.database().rows("""
                    insert into platform.request_keys
                      (tenant_id, key, request, fingerprint, resource_type, resource_id, created_at)
                    values ('%s', 'k%d', gen_random_uuid(), '', '', '', now() - interval '%2$d hours')""".formatted(tenant.id(), hours));
        }
        platform.bean(CleanUp.class).run();
        assertThat(platform.database().rows("select key from platform.request_keys"))
                .containsExactly("k23");

        assertThat(count("select count(*) from jobs where id = ?", old)).isZero();
        assertThat(count("select count(*) from jobs where id = ?", young)).isEqualTo(1);
        assertThat(count("select count(*) from idempotency_keys where key = ?", "old"))
                .isZero();
        assertThat(count("select count(*) from idempotency_keys where key = ?", "young"))
                .isEqualTo(1);
    }

    @Test
    void keepsYoungEventsThoseNotTakenByAllAndTheNewest() {
        var own = platform.newTenant();
        updateOf(own, """
                insert into outbox (id, type, resource_type, resource_id, data, time, seq)
                select gen_random_uuid(), 'aged', 'event', n::text, '{}',
                       now() - case n when 3 then interval '29 days' else interval '31 days' end, n
                from generate_series(1, 6) n
                """);
        updateOf(own, "insert into consumer_positions (consumer, seq) values ('slow', 4)");
        updateOf(own, "update audit_ledger set size = 1");

        platform.bean(CleanUp.class).run();
        assertThat(events(own)).as("what the ledger lacks stays").containsExactly("2", "3", "4", "5", "6");

        updateOf(own, "update audit_ledger set size = 6");
        platform.bean(CleanUp.class).run();
        assertThat(events(own)).containsExactly("3", "5", "6");

        updateOf(own, "update consumer_positions set seq = 6 where consumer = 'slow'");
        platform.bean(CleanUp.class).run();
        assertThat(events(own)).containsExactly("3", "6");
    }

    @Test
    void letsServicesTakeAwayWhatTheyKeptForATimeBatchByBatch() {
        var own = platform.newTenant();
        var sweeping = platform.bean(Sweeping.Recorder.class);

        platform.bean(CleanUp.class).run();

        assertThat(sweeping.calls.get(own.slug())).hasValue(2);
    }

    /** Has a full batch for each tenant the first time, and nothing after it. */
    static class Sweeping {

        @Bean
        Recorder recorder() {
            return new Recorder();
        }

        static final class Recorder implements Sweep {

            final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

            @Override
            public int sweep(Instant now, int rows) {
                int call = calls.computeIfAbsent(CallContext.currentTenant().slug(), slug -> new AtomicInteger())
                        .incrementAndGet();
                return call == 1 ? rows : 0;
            }
        }
    }

    @Test
    void refusesTwoHandlersOfOneKind() {
        assertThatThrownBy(() -> TestPlatform.startWith(List.of(TestJobs.class, Second.class)))
                .hasStackTraceContaining("two handlers for jobs of kind 'scripted'");
    }

    @Test
    void leavesAllJobsToOthersWhereItHasNoThreads() {
        try (var idle = TestPlatform.startWith(List.of(TestJobs.class), "foodflow.jobs.threads=0")) {
            var own = idle.newTenant();
            var id = TestJobs.submit(idle, own, null, new Input("waits", 1));
            TestJobs.pause(300);

            assertThat(TestJobs.find(idle, own, id).state()).isEqualTo(JobState.QUEUED);
            assertThat(idle.inside(own, () -> idle.bean(Jobs.class).cancel(id)).state())
                    .isEqualTo(JobState.CANCELLED);
        }
    }

    static class Second {
        @Bean
        JobHandler second() {
            return new JobHandler() {
                @Override
                public String kind() {
                    return "scripted";
                }

                @Override
                public void run(JobRun run) {}
            };
        }
    }

    private static UUID submit(String name, String key) {
        return TestJobs.submit(platform, tenant, key, new Input(name, 1));
    }

    private static void update(String sql, Object parameter) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(JdbcClient.class)
                            .sql(sql)
                            .param(parameter)
                            .update();
                }));
    }

    private static int count(String sql, Object parameter) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcClient.class)
                                .sql(sql)
                                .param(parameter)
                                .query(Integer.class)
                                .single()));
    }

    private static void updateOf(Tenant whom, String sql) {
        platform.inside(
                whom,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(JdbcClient.class).sql(sql).update();
                }));
    }

    private static List<String> events(Tenant whom) {
        return platform.inside(
                whom,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcClient.class)
                                .sql("select resource_id from outbox order by seq")
                                .query(String.class)
                                .list()));
    }

    private static void suspend(Tenant whom) {
        platform.bean(PlatformWork.class).write(change -> {
            change.nothing();
            return platform.bean(JdbcClient.class)
                    .sql("update tenants set status = 'suspended' where id = ?")
                    .param(whom.id().value())
                    .update();
        });
    }
}
