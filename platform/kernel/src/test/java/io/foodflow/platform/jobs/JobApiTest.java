package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.jobs.TestJobs.Input;
import io.foodflow.platform.jobs.TestJobs.Scripted;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class JobApiTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Scripted handler;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(List.of(TestJobs.class));
        tenant = platform.newTenant();
        handler = platform.bean(Scripted.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void showsOneJob() {
        var id = ended("one");

        var answer = platform.as(tenant, "job:read").get("/jobs/" + id);

        assertThat(answer.status()).isEqualTo(200);
        var job = answer.json();
        assertThat(job.path("state").asString()).isEqualTo("succeeded");
        assertThat(job.path("progress").asDouble()).isEqualTo(1.0);
        assertThat(job.path("requested_by").asString()).isEqualTo("test");
        assertThat(job.has("input")).isFalse();
        assertThat(job.has("actor")).isFalse();
    }

    @Test
    void hidesTheJobsOfAnotherTenant() {
        var id = ended("hidden");
        var other = platform.newTenant();
        var stranger = platform.as(other, "job:read", "job:cancel");

        assertThat(stranger.get("/jobs/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/jobs/" + id + "/stream").status()).isEqualTo(404);
        assertThat(stranger.post("/jobs/" + id + "/cancel", "").status()).isEqualTo(404);
        assertThat(stranger.get("/jobs").json().path("items").size()).isZero();
    }

    @Test
    void asksForItsPermissions() {
        var id = ended("guarded");

        assertThat(platform.anonymous().get("/jobs/" + id).status()).isEqualTo(401);
        assertThat(platform.as(tenant).get("/jobs").status()).isEqualTo(403);
        assertThat(platform.as(tenant).get("/jobs/" + id + "/stream").status()).isEqualTo(403);
        assertThat(platform.as(tenant, "job:read")
                        .post("/jobs/" + id + "/cancel", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void listsNewestFirstInPages() {
        var lister = platform.newTenant();
        var ids = new ArrayList<String>();
        for (int n = 0; n < 5; n++) {
            var id = TestJobs.submit(platform, lister, null, new Input("listed", n));
            TestJobs.awaitEnd(platform, lister, id);
            ids.addFirst(id.toString());
        }
        var api = platform.as(lister, "job:read");

        var seen = new ArrayList<String>();
        var path = "/jobs?limit=2";
        while (path != null) {
            var page = api.get(path).json();
            page.path("items").forEach(job -> seen.add(job.path("id").asString()));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            path = page.path("next_cursor").isNull()
                    ? null
                    : "/jobs?limit=2&cursor=" + page.path("next_cursor").asString();
        }

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void listsByStateAndKind() {
        ended("filtered");
        var api = platform.as(tenant, "job:read");

        assertThat(api.get("/jobs?state=failed&kind=scripted")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(api.get("/jobs?state=succeeded&kind=scripted")
                        .json()
                        .path("items")
                        .size())
                .isPositive();
        assertThat(api.get("/jobs?kind=other").json().path("items").size()).isZero();
        assertThat(api.get("/jobs?state=dead").status()).isEqualTo(400);
        assertThat(api.get("/jobs?state=dead")
                        .json()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("state");
    }

    @Test
    void cancelsARunningJobAndAuditsWhoAsked() {
        var begun = new CountDownLatch(1);
        handler.scripts.put("until-cancelled", run -> {
            begun.countDown();
            while (!run.cancelRequested()) {
                TestJobs.pause(5);
            }
            throw new JobCancelled();
        });
        var id = TestJobs.submit(platform, tenant, null, new Input("until-cancelled", 1));
        TestJobs.await(begun);
        var user = UUID.randomUUID();

        var answer = platform.as(user, tenant, "job:cancel").post("/jobs/" + id + "/cancel", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("cancel_asked").asBoolean()).isTrue();
        assertThat(TestJobs.awaitEnd(platform, tenant, id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(audited(id, user)).isEqualTo(1);
    }

    @Test
    void streamsProgressUntilTheEnd() {
        var go = new CountDownLatch(1);
        handler.scripts.put("streamed", run -> {
            TestJobs.await(go);
            for (int step = 1; step <= 4; step++) {
                run.progress(step / 4.0, "step " + step);
                TestJobs.pause(300);
            }
        });
        var id = TestJobs.submit(platform, tenant, null, new Input("streamed", 1));
        go.countDown();

        var answer = platform.as(tenant, "job:read").get("/jobs/" + id + "/stream");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.body()).contains("event: progress\ndata: {").contains("\"message\":\"step 4\"");
        assertThat(answer.body().strip().lines().filter("event: end"::equals)).hasSize(1);
        assertThat(answer.body()).containsPattern("event: end\ndata: \\{.*\"state\":\"succeeded\".*}\n\n$");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void makesNothingOfACallerWhoStopsListening(CapturedOutput output) throws Exception {
        var over = new CountDownLatch(1);
        handler.scripts.put("unheard", run -> {
            for (int step = 0; over.getCount() > 0; step++) {
                run.progress(0.5, "step " + step);
                TestJobs.pause(50);
            }
        });
        var id = TestJobs.submit(platform, tenant, null, new Input("unheard", 1));
        var address = URI.create(platform.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /jobs/%s/stream HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                            .formatted(id, platform.as(tenant, "job:read").header("Authorization"))
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.setSoLinger(true, 0);
        }
        TestJobs.pause(1_500);
        over.countDown();
        TestJobs.awaitEnd(platform, tenant, id);

        assertThat(output.getAll()).doesNotContain("/stream failed");
    }

    @Test
    void streamsTheEndOfAJobThatHasEnded() {
        var id = ended("over");

        assertThat(platform.as(tenant, "job:read")
                        .get("/jobs/" + id + "/stream")
                        .body())
                .startsWith("event: end\n");
    }

    @Test
    void refusesAnIdThatIsNone() {
        var answer = platform.as(tenant, "job:read").get("/jobs/seven");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo("id must be a UUID, was 'seven'");
    }

    private static int audited(UUID job, UUID user) {
        return platform.inside(
                tenant,
                () -> platform.bean(io.foodflow.platform.changes.UnitOfWork.class)
                        .read(() -> platform.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                                .sql("""
                                        select count(*) from audit_entries
                                        where event_type = 'JobCancelRequested' and resource_id = ? and actor_id = ?
                                        """)
                                .params(job.toString(), user)
                                .query(Integer.class)
                                .single()));
    }

    private static UUID ended(String name) {
        var id = TestJobs.submit(platform, tenant, null, new Input(name, 1));
        TestJobs.awaitEnd(platform, tenant, id);
        return id;
    }
}
