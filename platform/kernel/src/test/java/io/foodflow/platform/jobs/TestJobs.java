package io.foodflow.platform.jobs;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;

/** Handlers whose runs a test can hold, fail and watch. No {@code @Configuration}: the platform's scan must not find it. */
class TestJobs {

    record Input(String name, int number) {}

    record Output(String greeting) {}

    record JobAsked(String name) implements DomainEvent {
        @Override
        public String resourceType() {
            return "test";
        }

        @Override
        public String resourceId() {
            return name;
        }
    }

    /** What a run saw. */
    record Seen(UUID job, int attempt, String tenant, String actor, long nanos) {}

    interface Script {
        void run(JobRun run) throws Exception;
    }

    static final class Scripted implements JobHandler {

        final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        final Map<String, Script> scripts = new ConcurrentHashMap<>();

        @Override
        public String kind() {
            return "scripted";
        }

        @Override
        public JobLineage lineage() {
            return new JobLineage(
                    "Does what a test wants",
                    List.of(DataSet.documents("orders", "What was ordered")),
                    List.of(DataSet.table("jobs", "Jobs")),
                    List.of());
        }

        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public Duration firstPause() {
            return Duration.ofMillis(50);
        }

        @Override
        public void run(JobRun run) throws Exception {
            var input = run.input(Input.class);
            seen.add(new Seen(
                    run.id(),
                    run.attempt(),
                    CallContext.currentTenant().slug(),
                    CallContext.current().actor().name(),
                    System.nanoTime()));
            scripts.getOrDefault(input.name(), ignored -> {}).run(run);
        }

        List<Seen> of(UUID job) {
            return seen.stream().filter(one -> one.job().equals(job)).toList();
        }
    }

    @Bean
    Scripted scripted() {
        return new Scripted();
    }

    static UUID submit(TestPlatform platform, Tenant tenant, String key, Input input) {
        return submit(platform, tenant, "scripted", key, input);
    }

    static UUID submit(TestPlatform platform, Tenant tenant, String kind, String key, Input input) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(new JobAsked(input.name()), null, input);
                    return platform.bean(Jobs.class).submit(kind, key, input);
                }));
    }

    static Job find(TestPlatform platform, Tenant tenant, UUID id) {
        return platform.inside(tenant, () -> platform.bean(Jobs.class).find(id).orElseThrow());
    }

    static Job await(TestPlatform platform, Tenant tenant, UUID id, Predicate<Job> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var job = find(platform, tenant, id);
        while (!condition.test(job)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited 20 s in vain, the job is " + job);
            }
            pause(10);
            job = find(platform, tenant, id);
        }
        return job;
    }

    static Job awaitEnd(TestPlatform platform, Tenant tenant, UUID id) {
        return await(platform, tenant, id, job -> job.state().isFinal());
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited 20 s in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
