package io.foodflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlatformStartTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void isLiveAndReady() {
        assertThat(platform.anonymous().get("/health/live").status()).isEqualTo(200);
        assertThat(platform.anonymous()
                        .get("/health/ready")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("UP");
    }

    @Test
    void publishesItsOpenApiDocument() {
        var document = platform.anonymous().get("/openapi.json");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().path("openapi").asString()).startsWith("3.1");
    }

    @Test
    void answersAnUnknownPathWithAProblemDocument() {
        var answer = platform.anonymous().get("/nowhere");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesATokenThatIsNotOurs() {
        var answer =
                platform.anonymous().with("Authorization", "Bearer nonsense").get("/nowhere");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void provisionsATenant() {
        var tenant = platform.newTenant();
        assertThat(platform.as(tenant).get("/nowhere").status()).isEqualTo(404);
    }
}
