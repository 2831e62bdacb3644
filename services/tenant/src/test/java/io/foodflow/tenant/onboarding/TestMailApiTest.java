package io.foodflow.tenant.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestMailApiTest {

    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        SERVER.start();
        var settings = new ArrayList<>(List.of(TenantPlatform.settings()));
        settings.addAll(List.of(
                "foodflow.public-url=https://foodflow.example",
                "foodflow.mail.host=127.0.0.1",
                "foodflow.mail.port=" + SERVER.getSmtp().getPort(),
                "foodflow.mail.from=FoodFlow <foodflow@example.com>",
                "foodflow.mail.tls=none",
                "foodflow.mail.timeout-millis=2000"));
        platform = TestPlatform.startOn(
                TenantPlatform.get().database(), TenantPlatform.HOME, settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        platform.close();
        SERVER.stop();
    }

    @Test
    void isDoneWhenTheMailServerTookAMessageToWhoeverAsked() throws Exception {
        var tenant = platform.newTenant();
        var ada = person(tenant);
        assertThat(mail(ada, tenant)).isEqualTo("open");

        var ordered = ada.with("Accept-Language", "de-AT,en;q=0.5")
                .post("/tenants/%s/onboarding/mail/test".formatted(tenant.id()), "");
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(202);
        awaitEnd(ada, ordered.json().path("job_id").asString());

        assertThat(mail(ada, tenant)).isEqualTo("done");
        assertThat(SERVER.getReceivedMessages()).singleElement().satisfies(message -> {
            assertThat(message.getAllRecipients()[0]).hasToString("ada@example.com");
            assertThat(message.getSubject()).isEqualTo("Nachrichten von FoodFlow kommen an");
            assertThat(GreenMailUtil.getBody(message)).contains("FoodFlow bestellt");
        });
        assertThat(TenantPlatform.query(
                        "select event_type from %s.audit_entries where event_type like 'TestMail%%' order by time"
                                .formatted(tenant.schema())))
                .containsExactly("TestMailOrdered", "TestMailDelivered");
        var other = platform.newTenant();
        assertThat(mail(person(other), other))
                .as("each company sees for itself")
                .isEqualTo("open");
    }

    private static Api person(Tenant tenant) {
        var token = platform.bean(AccessTokens.class)
                .forUser(
                        UUID.randomUUID(),
                        "ada@example.com",
                        tenant.id(),
                        Set.of(),
                        Set.of("tenant:read", "tenant:write", "job:read"),
                        UUID.randomUUID());
        return platform.anonymous().with("Authorization", "Bearer " + token.token());
    }

    private static String mail(Api api, Tenant tenant) {
        return api.get("/tenants/%s/onboarding".formatted(tenant.id()))
                .json()
                .path("steps")
                .valueStream()
                .filter(step -> step.path("step").asString().equals("mail"))
                .map(step -> step.path("state").asString())
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEnd(Api api, String job) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (var state = "queued"; !state.equals("succeeded"); ) {
            state = api.get("/jobs/" + job).json().path("state").asString();
            assertThat(state).isNotEqualTo("failed");
            assertThat(System.nanoTime()).as("waited for the job").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
