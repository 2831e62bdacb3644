package io.foodflow.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.api.Json;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StatusCommandTest {
    private static final long HERE = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @Test
    void tellsAddressVersionProcessAndStores() {
        try (var server = new StubFoodFlow()) {
            var run = new CommandRun(folder).serverNote(HERE, server.address());

            assertThat(run.run("status", "--json")).isZero();
            JsonNode status = Json.MAPPER.readTree(run.out());
            assertThat(status.path("running").asBoolean()).isTrue();
            assertThat(status.path("ready").asBoolean()).isTrue();
            assertThat(status.path("address").asString())
                    .isEqualTo(server.address().toString());
            assertThat(status.path("version").asString()).isEqualTo("0.1.0");
            assertThat(status.at("/process/pid").asLong()).isEqualTo(HERE);
            assertThat(status.at("/process/started_at").isString()).isTrue();
            assertThat(status.path("stores").propertyNames()).containsExactly("postgresql");
            assertThat(status.at("/stores/postgresql/status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void printsTheSameForPeople() {
        try (var server = new StubFoodFlow()) {
            var run = new CommandRun(folder).serverNote(HERE, server.address());

            assertThat(run.run("status")).isZero();
            assertThat(run.out())
                    .contains("state          serving\n", "address        " + server.address(), "postgresql     UP\n");
        }
    }

    @Test
    void saysThatNothingRuns() {
        var run = new CommandRun(folder);

        assertThat(run.run("status")).isEqualTo(3);
        assertThat(run.out()).contains("state          not running\n");
        assertThat(run.run("status", "--json")).isEqualTo(3);
        assertThat(Json.MAPPER.readTree(run.out()).path("running").asBoolean(true))
                .isFalse();
    }

    @Test
    void tellsAServerThatDoesNotAnswerFromOneThatIsGone() {
        var run = new CommandRun(folder).serverNote(HERE, URI.create("http://localhost:1"));

        assertThat(run.run("status")).isEqualTo(1);
        assertThat(run.out()).contains("running, but not ready");
    }

    @Test
    void tellsThatAServerEndedWithoutCleaningUp() {
        var run = new CommandRun(folder).serverNote(Integer.MAX_VALUE, URI.create("http://localhost:1"));

        assertThat(run.run("status")).isEqualTo(3);
        assertThat(run.out()).contains("ended without cleaning up", "(last time)");
    }

    @Test
    void isNotReadyWhileAStoreIsDown() {
        try (var server = new StubFoodFlow()) {
            server.next(
                    "GET /health/ready",
                    503,
                    "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\",\"details\":{\"error\":\"gone\"}}}}");
            var run = new CommandRun(folder).serverNote(HERE, server.address());

            assertThat(run.run("status")).isEqualTo(1);
            assertThat(run.out()).contains("db             DOWN");
        }
    }
}
