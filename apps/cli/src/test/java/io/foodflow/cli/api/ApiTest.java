package io.foodflow.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private static final Credentials EVA = new Credentials.Password("eva@example.com", "secret", null);
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(60), Duration.ofMillis(50));

    private final StubFoodFlow server = new StubFoodFlow().user("eva@example.com", "secret");
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Api api;

    @BeforeEach
    void signIn() {
        api = api(server.address(), Duration.ofSeconds(5));
        api.signIn(EVA);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Api api(URI address, Duration timeout) {
        return new Api(address, new Api.Settings(timeout, SHORT, pauses::add, remarks::add));
    }

    @Test
    void sendsTheTokenOfTheSignIn() {
        assertThat(api.get("/users?limit=500").path("items").size()).isEqualTo(1);
    }

    @Test
    void refusesAWrongPasswordWithOneSentence() {
        assertThatThrownBy(() -> api.signIn(new Credentials.Password("eva@example.com", "wrong", "demo")))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(failure.sentence())
                            .isEqualTo("the server refused the sign-in: e-mail or password is wrong");
                });
    }

    @Test
    void signsAServiceAccountInWithItsKey() {
        server.user("sa-1", "sk.1");
        api.signIn(new Credentials.Key("sa-1", "sk.1"));

        assertThat(api.get("/users").path("items").size()).isEqualTo(2);
        assertThatThrownBy(() -> api.signIn(new Credentials.Key("sa-1", "wrong")))
                .hasMessage("the server refused the sign-in: no service account has this id and key");
        assertThat(new Credentials.Key("sa-1", "sk.1")).hasToString("Key[sa-1]");
    }

    @Test
    void saysThatItCannotGiveASecondFactor() {
        server.next("POST /auth/login", 200, "{\"second_factor\":{\"challenge\":\"c\"}}");

        assertThatThrownBy(() -> api.signIn(EVA)).isInstanceOfSatisfying(CommandFailure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(failure.sentence()).contains("second factor", "FOODFLOW_CLIENT_ID");
        });
    }

    @Test
    void signsInAgainWhenTheTokenRanOut() {
        server.next("GET /users", 401, StubFoodFlow.problemBody(401, "expired"));

        api.get("/users");

        assertThat(server.requests())
                .containsExactly("POST /auth/login", "GET /users", "POST /auth/login", "GET /users");
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.next("GET /users", 429, "", Map.of("Retry-After", "7"));

        api.get("/users");

        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(remarks).containsExactly("The server asks to wait 7 s before the next request.");
    }

    @Test
    void givesUpWhenTheServerAsksForLongerThanItsPatience() {
        server.next("GET /users", 429, StubFoodFlow.problemBody(429, "too many"), Map.of("Retry-After", "3600"));

        assertThatThrownBy(() -> api.get("/users")).hasMessage("too many");
        assertThat(pauses).isEmpty();
    }

    @Test
    void repeatsAFailureWithGrowingPausesUnderTheSameIdempotencyKey() {
        server.next("POST /users", 503, "").next("POST /users", 502, "");

        api.post("/users", Map.of("email", "ben@example.com"));

        assertThat(pauses).containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(server.users()).hasSize(2);
        assertThat(server.idempotencyKeys().stream().skip(1))
                .hasSize(3)
                .containsOnly(server.idempotencyKeys().getLast());
    }

    @Test
    void repeatsWhenTheConnectionBreaks() {
        server.next("GET /users", 0, "");

        assertThat(api.get("/users").path("items").size()).isEqualTo(1);
    }

    @Test
    void reportsAServerThatKeepsFailing() {
        for (int i = 0; i < 100; i++) server.next("GET /users", 503, "{\"title\":\"down\",\"trace_id\":\"abc\"}");
        var fast =
                new Api(server.address(), new Api.Settings(Duration.ofSeconds(5), SHORT, Thread::sleep, remarks::add));

        assertThatThrownBy(() -> fast.get("/users")).isInstanceOfSatisfying(CommandFailure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(failure.sentence()).isEqualTo("the server failed (503, trace abc): down");
        });
    }

    @Test
    void namesFieldErrorsOfAProblem() {
        server.next(
                "POST /users",
                400,
                "{\"title\":\"Not valid\",\"errors\":[{\"field\":\"email\",\"message\":\"must hold an @\"},{\"rule\":\"size\"}]}");

        assertThatThrownBy(() -> api.post("/users", Map.of())).hasMessage("Not valid; email: must hold an @; size");
    }

    @Test
    void treatsAMissingThingAsNotFound() {
        assertThatThrownBy(() -> api.get("/nothing/here"))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.NOT_FOUND));
    }

    @Test
    void explainsWhatIsNotPermitted() {
        server.next("GET /users", 403, StubFoodFlow.problemBody(403, "user:read is missing"));

        assertThatThrownBy(() -> api.get("/users"))
                .hasMessage("the server does not permit this to the signed-in user: user:read is missing");
    }

    @Test
    void survivesAProblemThatIsNoDocument() {
        server.next("GET /users", 400, "<html>");

        assertThatThrownBy(() -> api.get("/users")).hasMessage("status 400 without a problem document");
    }

    @Test
    void reportsAnAnswerThatIsNoJson() {
        server.next("GET /users", 200, "<html>");

        assertThatThrownBy(() -> api.get("/users"))
                .hasMessage("the server answered 200 with something that is not JSON");
    }

    @Test
    void tellsATimeOutFromAFailure() {
        Api hasty = api(server.address(), Duration.ofMillis(100));
        server.next("GET /users", 200, "{}", Map.of("Delay-Ms", "1000"));

        assertThatThrownBy(() -> hasty.get("/users")).hasMessageContaining("gave no answer within 0 s");
    }

    @Test
    void tellsThatNoServerIsThere() {
        server.close();
        Api lost = api(server.address(), Duration.ofSeconds(1));

        assertThatThrownBy(() -> lost.get("/users"))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_RUNNING));
    }

    @Test
    void keepsPasswordsOutOfText() {
        assertThat(EVA.toString()).doesNotContain("secret");
    }
}
