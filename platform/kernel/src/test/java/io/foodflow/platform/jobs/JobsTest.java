package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.platform.jobs.TestJobs.Output;
import io.foodflow.platform.jobs.TestJobs.Scripted;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobsTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Scripted handler;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(List.of(TestJobs.class), "foodflow.jobs.poll-millis=60000");
        tenant = platform.newTenant();
        handler = platform.bean(Scripted.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void runsWhatWasSubmittedAndKeepsItsResult() {
        handler.scripts.put(
                "greets",
                run -> run.result(new Output("hello " + run.input(Input.class).number())));
        var id = submit("greets", null, 7);

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.progress()).isEqualTo(1.0);
        assertThat(job.result()).hasToString("{\"greeting\":\"hello 7\"}");
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.startedAt()).isAfterOrEqualTo(job.createdAt());
        assertThat(job.finishedAt()).isAfterOrEqualTo(job.startedAt());
    }

    @Test
    void runsInTheTenantAndNameOfWhoeverAsked() {
        var id = submit("plain", null, 1);

        TestJobs.awaitEnd(platform, tenant, id);

        var seen = handler.of(id).getFirst();
        assertThat(seen.tenant()).isEqualTo(tenant.slug());
        assertThat(seen.actor()).isEqualTo("test");
    }

    @Test
    void startsAfterTheCommitWithoutWaitingForTheNextLook() {
        long halfWayToTheNextLook = 30_000;
        for (int i = 0; i < 6; i++) {
            assertThat(millisToStart()).isLessThan(halfWayToTheNextLook);
        }
    }

    @Test
    void isNeverRunWhenItsUnitOfWorkRollsBack() {
        var submitted = new java.util.concurrent.atomic.AtomicReference<UUID>();
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> platform.bean(UnitOfWork.class).write(change -> {
                            submitted.set(platform.bean(Jobs.class).submit("scripted", null, new Input("undone", 1)));
                            throw new IllegalStateException("undo");
                        })))
                .hasMessage("undo");
        var later = submit("plain", null, 1);
        TestJobs.awaitEnd(platform, tenant, later);

        assertThat(handler.of(submitted.get())).isEmpty();
        assertThat(platform.<Boolean>inside(
                        tenant,
                        () -> platform.bean(Jobs.class).find(submitted.get()).isEmpty()))
                .isTrue();
    }

    @Test
    void refusesToBeSubmittedOutsideAUnitOfWork() {
        assertThatThrownBy(() -> platform.inside(
                        tenant, () -> platform.bean(Jobs.class).submit("scripted", null, new Input("x", 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside UnitOfWork.write");
    }

    @Test
    void refusesAKindWithOddLetters() {
        assertThatThrownBy(() -> TestJobs.submit(platform, tenant, "it's", null, new Input("x", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it's");
    }

    @Test
    void triesAgainAfterAFailureWithGrowingPauses() {
        var runs = new AtomicInteger();
        handler.scripts.put("shaky", run -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        var id = submit("shaky", null, 1);

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempts()).isEqualTo(3);
        assertThat(job.error()).isNull();
        var seen = handler.of(id);
        assertThat(seen.get(1).nanos() - seen.get(0).nanos()).isGreaterThan(50_000_000L);
        assertThat(seen.get(2).nanos() - seen.get(1).nanos()).isGreaterThan(100_000_000L);
    }

    @Test
    void failsForGoodAfterItsAttempts() {
        handler.scripts.put("hopeless", run -> {
            throw new IllegalStateException("never");
        });
        var id = submit("hopeless", null, 1);

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.attempts()).isEqualTo(3);
        assertThat(job.error()).isEqualTo("java.lang.IllegalStateException: never");
    }

    @Test
    void failsAtOnceWhereAnotherAttemptCannotHelp() {
        handler.scripts.put("refused", run -> {
            throw new JobFailed("the document has no events");
        });
        var id = submit("refused", null, 1);

        var job = TestJobs.awaitEnd(platform, tenant, id);

        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.error()).isEqualTo("the document has no events");
    }

    @Test
    void runsJobsOfOneKeyOneAfterAnother() {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        handler.scripts.put("alone", run -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            TestJobs.pause(60);
            atWork.decrementAndGet();
        });
        var ids = java.util.stream.IntStream.range(0, 5)
                .mapToObj(n -> submit("alone", "line-1", n))
                .toList();

        ids.forEach(id -> TestJobs.awaitEnd(platform, tenant, id));

        assertThat(most).hasValue(1);
        assertThat(ids).allSatisfy(id -> assertThat(handler.of(id)).hasSize(1));
    }

    @Test
    void runsJobsOfSeveralKeysTogether() {
        var both = new CountDownLatch(2);
        handler.scripts.put("together", run -> {
            both.countDown();
            TestJobs.await(both);
        });
        var first = submit("together", "key-a", 1);
        var second = submit("together", "key-b", 1);

        assertThat(TestJobs.awaitEnd(platform, tenant, first).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(TestJobs.awaitEnd(platform, tenant, second).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void showsItsProgressWhileItRuns() {
        var shown = new CountDownLatch(1);
        handler.scripts.put("slow", run -> {
            run.progress(0.25, "a quarter");
            TestJobs.await(shown);
        });
        var id = submit("slow", null, 1);

        var job = TestJobs.await(platform, tenant, id, one -> one.progress() > 0);
        shown.countDown();

        assertThat(job.progress()).isEqualTo(0.25);
        assertThat(job.message()).isEqualTo("a quarter");
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        TestJobs.awaitEnd(platform, tenant, id);
    }

    @Test
    void showsItsProgressThoughItsOwnTransactionIsNotOver() {
        var shown = new CountDownLatch(1);
        handler.scripts.put(
                "within",
                run -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    run.progress(0.5, "halfway");
                    TestJobs.await(shown);
                    return 1;
                }));
        var id = submit("within", null, 1);

        var job = TestJobs.await(platform, tenant, id, one -> one.progress() > 0);
        shown.countDown();

        assertThat(job.progress()).isEqualTo(0.5);
        TestJobs.awaitEnd(platform, tenant, id);
    }

    @Test
    void endsARunAtItsNextProgressWhenItIsCancelled() {
        var begun = new CountDownLatch(1);
        handler.scripts.put("endless", run -> {
            begun.countDown();
            while (true) {
                run.progress(0.5, "on and on");
                TestJobs.pause(5);
            }
        });
        var id = submit("endless", null, 1);
        TestJobs.await(begun);

        platform.inside(tenant, () -> platform.bean(Jobs.class).cancel(id));

        assertThat(TestJobs.awaitEnd(platform, tenant, id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(handler.of(id)).hasSize(1);
    }

    @Test
    void cancelsAJobThatWaitsForItsKeyAtOnce() {
        var free = new CountDownLatch(1);
        handler.scripts.put("holds", run -> TestJobs.await(free));
        var holder = submit("holds", "narrow", 1);
        TestJobs.await(platform, tenant, holder, job -> job.state() == JobState.RUNNING);
        var waiting = submit("plain", "narrow", 1);

        var cancelled = platform.inside(tenant, () -> platform.bean(Jobs.class).cancel(waiting));
        free.countDown();

        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        TestJobs.awaitEnd(platform, tenant, holder);
        assertThat(handler.of(waiting)).isEmpty();
    }

    @Test
    void leavesAJobThatHasEndedAsItIs() {
        var id = submit("plain", null, 1);
        TestJobs.awaitEnd(platform, tenant, id);

        var again = platform.inside(tenant, () -> platform.bean(Jobs.class).cancel(id));

        assertThat(again.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.cancelAsked()).isFalse();
    }

    @Test
    void refusesProgressBeyondTheWhole() {
        handler.scripts.put("boasts", run -> {
            try {
                run.progress(1.5, null);
            } catch (IllegalArgumentException e) {
                throw new JobFailed(e.getMessage());
            }
        });
        var id = submit("boasts", null, 1);

        assertThat(TestJobs.awaitEnd(platform, tenant, id).error()).isEqualTo("progress must be 0..1, was 1.5");
    }

    private static long millisToStart() {
        long before = System.nanoTime();
        var id = submit("plain", null, 1);
        TestJobs.awaitEnd(platform, tenant, id);
        return (handler.of(id).getFirst().nanos() - before) / 1_000_000;
    }

    private static UUID submit(String name, String key, int number) {
        return TestJobs.submit(platform, tenant, key, new Input(name, number));
    }
}
