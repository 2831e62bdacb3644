package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testkit.TestProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/** A process is killed in the middle of a job; another one takes the job up. */
class JobOfADeadProcessTest {

    private static final String[] QUICK = {"foodflow.jobs.heartbeat-millis=500", "foodflow.jobs.poll-millis=100"};

    /** Runs for ever in the child, at once in the parent. */
    static final class Patient implements JobHandler {

        static volatile boolean child = true;

        @Override
        public String kind() {
            return "patient";
        }

        @Override
        public void run(JobRun run) {
            for (int step = 0; child; step++) {
                run.progress(0.5, "step " + step);
                TestJobs.pause(50);
            }
        }
    }

    static class Handlers {
        @Bean
        Patient patient() {
            return new Patient();
        }
    }

    @Test
    void isRunAgainByAnother() {
        Patient.child = false;
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        try (var submitter = TestPlatform.startOn(database, home, QUICK)) {
            var tenant = submitter.newTenant();
            var child = TestProcess.start(database, home, List.of(Handlers.class), List.of(), QUICK);
            var id = TestJobs.submit(submitter, tenant, "patient", "bed", new Input("sleep", 1));
            TestJobs.await(submitter, tenant, id, job -> job.progress() > 0);

            child.kill();
            try (var another = TestPlatform.startOn(database, home, List.of(Handlers.class), QUICK)) {
                var job = TestJobs.awaitEnd(another, tenant, id);

                assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.attempts()).isEqualTo(2);
            }
        }
    }

    @Test
    void isGivenBackByAProcessThatStops() {
        Patient.child = true;
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        try (var submitter = TestPlatform.startOn(database, home, QUICK)) {
            var tenant = submitter.newTenant();
            var first = TestPlatform.startOn(database, home, List.of(Handlers.class), QUICK);
            var id = TestJobs.submit(submitter, tenant, "patient", null, new Input("sleep", 1));
            TestJobs.await(submitter, tenant, id, job -> job.progress() > 0);

            first.close();
            Patient.child = false;

            assertThat(TestJobs.find(submitter, tenant, id).state()).isEqualTo(JobState.QUEUED);
            try (var second = TestPlatform.startOn(database, home, List.of(Handlers.class), QUICK)) {
                assertThat(TestJobs.awaitEnd(second, tenant, id).attempts()).isEqualTo(2);
            }
        }
    }
}
