package io.foodflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class JsonLogTest {

    @RestController
    static class Talker {

        @GetMapping("/talk")
        @io.foodflow.platform.security.SignedIn
        String talk() {
            LoggerFactory.getLogger("talker").info("somebody asked");
            return "done";
        }
    }

    @Test
    void carriesTenantUserAndTrace(CapturedOutput output) {
        try (var platform = TestPlatform.startWith(List.of(Talker.class), "foodflow.log=json")) {
            var tenant = platform.newTenant();
            var user = java.util.UUID.randomUUID();

            platform.as(user, tenant)
                    .with("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
                    .get("/talk");

            var line = output.getOut()
                    .lines()
                    .filter(one -> one.contains("somebody asked"))
                    .findFirst()
                    .orElseThrow();
            var entry = JsonMapper.shared().readTree(line);
            assertThat(entry.path("message").asString()).isEqualTo("somebody asked");
            assertThat(entry.path("tenant").asString()).isEqualTo(tenant.slug());
            assertThat(entry.path("user").asString()).isEqualTo(user.toString());
            assertThat(line).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }
}
