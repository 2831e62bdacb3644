package io.foodflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.jobs.Job;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.jobs.JobState;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestApplication;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;

/** The platform as somebody starts it who has nothing: with its own PostgreSQL under its home. */
class EmbeddedStartTest {

    record Asked(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "test";
        }
    }

    static class Handlers {
        @Bean
        JobHandler quick() {
            return new JobHandler() {
                @Override
                public String kind() {
                    return "quick";
                }

                @Override
                public void run(JobRun run) {}
            };
        }
    }

    @Test
    void keepsWhatItHadAndTakesUpAtOnceWhatADeadProcessHeld() throws SQLException {
        var home = TestPlatform.temporaryHome();
        Tenant tenant;
        UUID job;
        try (var first = start(home, "foodflow.jobs.threads=0")) {
            tenant = first.getBean(TenantProvisioning.class).create(new NewTenant("dairy", "Dairy", "free", null));
            job = CallContext.platform("test", tenant)
                    .call(() -> first.getBean(UnitOfWork.class).write(change -> {
                        change.record(new Asked("x"), null, null);
                        return first.getBean(Jobs.class).submit("quick", null, Map.of());
                    }));
            pretendThatAProcessHoldsIt(first);
        }
        try (var second = start(home)) {
            assertThat(second.getBean(Tenants.class).findBySlug("dairy")).contains(tenant);
            assertThat(await(second, tenant, job).state()).isEqualTo(JobState.SUCCEEDED);

            var ready = new Api("http://127.0.0.1:" + second.getWebServer().getPort()).get("/health/ready");
            var postgres = ready.json()
                    .path("components")
                    .path("stores")
                    .path("components")
                    .path("postgres");
            assertThat(postgres.path("status").asString()).isEqualTo("UP");
            assertThat(postgres.path("details").path("state").asString()).isEqualTo("RUNNING");
            assertThat(postgres.path("details").path("version").asString()).startsWith("18.");
        }
    }

    /** With a heartbeat of the future, so that no other rule than the one under test can free it. */
    private static void pretendThatAProcessHoldsIt(ServletWebServerApplicationContext context) throws SQLException {
        try (var connection = context.getBean(PlatformSchema.class).administer();
                var statement = connection.createStatement()) {
            int held = statement.executeUpdate("""
                    update platform.scheduled_tasks set picked = true, picked_by = 'dead',
                           last_heartbeat = now() + interval '1 hour'
                    where task_name = 'job:quick'""");
            assertThat(held).isEqualTo(1);
        }
    }

    private static Job await(ServletWebServerApplicationContext context, Tenant tenant, UUID id) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            var job = CallContext.platform("test", tenant)
                    .call(() -> context.getBean(Jobs.class).find(id).orElseThrow());
            if (job.state().isFinal() || System.nanoTime() > end) {
                return job;
            }
            Thread.yield();
        }
    }

    private static ServletWebServerApplicationContext start(Path home, String... settings) {
        var arguments = new java.util.ArrayList<>(
                java.util.List.of("--server.port=0", "--server.address=127.0.0.1", "--foodflow.home=" + home));
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(TestApplication.class, Handlers.class)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }
}
