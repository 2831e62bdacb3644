package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.platform.jobs.TestJobs.JobAsked;
import io.foodflow.platform.jobs.TestJobs.Scripted;
import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.ColumnUse;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.lineage.RunMark.Step;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The marks that runs leave for lineage. */
class JobMarksTest {

    private static TestPlatform platform;
    private static Scripted handler;

    private final Tenant tenant = platform.newTenant();

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(List.of(TestJobs.class));
        handler = platform.bean(Scripted.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private UUID submit(String name) {
        return TestJobs.submit(platform, tenant, null, new Input(name, 1));
    }

    private List<RunMark> marks(UUID job) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(RunMarks.class).take(100).stream()
                            .filter(mark -> mark.jobId().equals(job))
                            .toList();
                }));
    }

    @Test
    void saysWhatARunReadAndWrote() {
        handler.scripts.put("measured", run -> {
            run.read("orders", Amount.rows(1));
            run.read("orders", new Amount("v7", 3L, 30L));
            run.wrote("jobs", Amount.rows(2));
        });
        var id = submit("measured");
        TestJobs.awaitEnd(platform, tenant, id);

        var marks = marks(id);
        assertThat(marks).extracting(RunMark::step).containsExactly(Step.BEGAN, Step.COMPLETED);
        var end = marks.getLast();
        assertThat(end.kind()).isEqualTo("scripted");
        assertThat(end.lineage()).isEqualTo(handler.lineage());
        assertThat(end.read()).containsOnly(java.util.Map.entry("orders", new Amount("v7", 3L, 30L)));
        assertThat(end.written()).containsOnly(java.util.Map.entry("jobs", Amount.rows(2)));
        assertThat(end.ancestors()).isEmpty();
        assertThat(marks(id)).as("a mark is taken once").isEmpty();
    }

    @Test
    void saysEachAttemptAndWhyItFailed() {
        handler.scripts.put("unlucky", run -> {
            run.wrote("jobs", Amount.rows(2));
            if (run.attempt() < 3) {
                throw new IllegalStateException("attempt " + run.attempt());
            }
            throw new JobFailed("never");
        });
        var id = submit("unlucky");
        TestJobs.awaitEnd(platform, tenant, id);

        var marks = marks(id);
        assertThat(marks)
                .extracting(RunMark::step)
                .containsExactly(
                        Step.BEGAN, Step.CONTINUED, Step.CONTINUED, Step.CONTINUED, Step.CONTINUED, Step.FAILED);
        assertThat(marks).extracting(RunMark::attempt).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(marks.get(1).error()).contains("attempt 1");
        assertThat(marks.getLast().error()).isEqualTo("never");
        assertThat(marks.getLast().written()).as("what failed wrote nothing").isEmpty();
    }

    @Test
    void saysWhoWasAskedToEnd() {
        var begun = new CountDownLatch(1);
        handler.scripts.put("long", run -> {
            begun.countDown();
            while (!run.cancelRequested()) {
                Thread.onSpinWait();
            }
            throw new JobCancelled();
        });
        var id = submit("long");
        TestJobs.await(begun);
        platform.inside(tenant, () -> platform.bean(Jobs.class).cancel(id));
        TestJobs.awaitEnd(platform, tenant, id);

        assertThat(marks(id)).extracting(RunMark::step).containsExactly(Step.BEGAN, Step.ABORTED);
    }

    @Test
    void saysWhichJobSubmittedIt() {
        handler.scripts.put(
                "mother",
                run -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(new JobAsked("daughter"), null, null);
                    return platform.bean(Jobs.class).submit("scripted", null, new Input("daughter", 1));
                }));
        var mother = submit("mother");
        TestJobs.awaitEnd(platform, tenant, mother);
        var daughter = handler.seen.stream()
                .filter(seen ->
                        seen.tenant().equals(tenant.slug()) && !seen.job().equals(mother))
                .findFirst()
                .map(TestJobs.Seen::job)
                .orElseGet(() -> UUID.fromString(platform.database()
                        .rows("select id from %s.jobs where parent_id = '%s'".formatted(tenant.schema(), mother))
                        .getFirst()));
        TestJobs.awaitEnd(platform, tenant, daughter);

        assertThat(marks(daughter))
                .isNotEmpty()
                .allSatisfy(
                        mark -> assertThat(mark.ancestors()).containsExactly(new RunMark.Ancestor(mother, "scripted")));
    }

    @Test
    void refusesAmountsOfWhatItDoesNotName() {
        handler.scripts.put("wrong", run -> {
            assertThatThrownBy(() -> run.read("jobs", Amount.rows(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("data sets that it reads, 'jobs' is not among them");
            throw new JobFailed("as it should");
        });
        var id = submit("wrong");

        assertThat(TestJobs.awaitEnd(platform, tenant, id).error()).isEqualTo("as it should");
    }

    @Test
    void refusesLineageThatCannotBe() {
        var table = DataSet.table("jobs", "Jobs");
        assertThatThrownBy(() -> DataSet.table("Jobs", "Jobs")).hasMessageContaining("'Jobs'");
        assertThatThrownBy(() -> new DataSet("jobs", DataSet.Kind.TABLE, "", List.of(new DataSet.Field("id", null))))
                .hasMessageContaining("the table jobs must name no fields");
        assertThatThrownBy(() -> new JobLineage(
                        "", List.of(table), List.of(), List.of(ColumnUse.same("jobs", "id", "jobs", "id"))))
                .hasMessageContaining("was jobs → jobs");
    }

    @Test
    void areGoneWhenNobodyTookThemInTime() {
        var id = submit("nothing");
        TestJobs.awaitEnd(platform, tenant, id);
        int gone = platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(RunMarks.class)
                            .deleteBefore(Instant.now().plusSeconds(60), 100);
                }));

        assertThat(gone).isEqualTo(2);
        assertThat(marks(id)).isEmpty();
    }
}
