package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.platform.jobs.TestJobs.Scripted;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two platforms on one database, as two processes are: they share nothing but its tables. */
class JobsAcrossProcessesTest {

    private static TestPlatform one;
    private static TestPlatform another;
    private static TestPlatform without;
    private static Tenant tenant;

    @BeforeAll
    static void start() {
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        one = TestPlatform.startOn(database, home, List.of(TestJobs.class), "foodflow.jobs.poll-millis=100");
        another = TestPlatform.startOn(database, home, List.of(TestJobs.class), "foodflow.jobs.poll-millis=100");
        without = TestPlatform.startOn(database, home, "foodflow.jobs.poll-millis=100");
        tenant = one.newTenant();
    }

    @AfterAll
    static void stop() {
        without.close();
        another.close();
        one.close();
    }

    @Test
    void leavesAKindWithoutHandlerToTheProcessThatHasOne() {
        var id = TestJobs.submit(without, tenant, null, new Input("elsewhere", 1));

        assertThat(TestJobs.awaitEnd(without, tenant, id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(runs(id)).isEqualTo(1);
    }

    @Test
    void runsEachJobOnce() {
        var ids = java.util.stream.IntStream.range(0, 40)
                .mapToObj(n -> TestJobs.submit(n % 2 == 0 ? one : another, tenant, null, new Input("once", n)))
                .toList();

        ids.forEach(id -> TestJobs.awaitEnd(one, tenant, id));

        assertThat(ids).allSatisfy(id -> assertThat(runs(id)).isEqualTo(1));
    }

    @Test
    void keepsJobsOfOneKeyApart() {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        TestJobs.Script script = run -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            TestJobs.pause(20);
            atWork.decrementAndGet();
        };
        one.bean(Scripted.class).scripts.put("narrow", script);
        another.bean(Scripted.class).scripts.put("narrow", script);
        var ids = java.util.stream.IntStream.range(0, 12)
                .mapToObj(n -> TestJobs.submit(n % 2 == 0 ? one : another, tenant, "bridge", new Input("narrow", n)))
                .toList();

        ids.forEach(id -> TestJobs.awaitEnd(one, tenant, id));

        assertThat(most).hasValue(1);
        assertThat(ids).allSatisfy(id -> assertThat(runs(id)).isEqualTo(1));
    }

    @Test
    void cancelsAJobThatRunsInAnotherProcess() {
        var begun = new CountDownLatch(1);
        TestJobs.Script script = run -> {
            begun.countDown();
            while (true) {
                run.progress(0.1, "far away");
                TestJobs.pause(10);
            }
        };
        one.bean(Scripted.class).scripts.put("remote", script);
        another.bean(Scripted.class).scripts.put("remote", script);
        var id = TestJobs.submit(without, tenant, null, new Input("remote", 1));
        TestJobs.await(begun);

        without.as(tenant, "job:cancel").post("/jobs/" + id + "/cancel", "");

        assertThat(TestJobs.awaitEnd(without, tenant, id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void streamsTheProgressOfAnotherProcess() {
        TestJobs.Script script = run -> {
            for (int step = 1; step <= 3; step++) {
                run.progress(step / 4.0, "there " + step);
                TestJobs.pause(400);
            }
        };
        one.bean(Scripted.class).scripts.put("watched", script);
        another.bean(Scripted.class).scripts.put("watched", script);
        var id = TestJobs.submit(without, tenant, null, new Input("watched", 1));

        var stream =
                without.as(tenant, "job:read").get("/jobs/" + id + "/stream").body();

        assertThat(stream).contains("event: progress").contains("there 3").contains("event: end");
    }

    private static int runs(java.util.UUID id) {
        return one.bean(Scripted.class).of(id).size()
                + another.bean(Scripted.class).of(id).size();
    }
}
