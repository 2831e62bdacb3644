package io.foodflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Problem documents, paging, entity tags, permissions: what every operation of every service shares. */
class WebConventionsTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api user;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(
                List.of(Things.class),
                "foodflow.limits.anonymous.per-minute=100000",
                "foodflow.limits.anonymous.per-hour=100000");
        tenant = platform.newTenant();
        user = platform.as(tenant, "thing:read", "thing:write");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void saysWhereTheJsonBreaks() {
        var problem = refused(user.post("/things", "{\"name\": \"x\",\n \"size\": }"), 400);

        assertThat(problem.path("type").asString()).isEqualTo("https://foodflow.io/problems/malformed-json");
        assertThat(problem.path("detail").asString()).contains("line 2");
        assertThat(problem.path("instance").asString()).isEqualTo("/things");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"x\",\"colour\":\"RED\",\"sise\":1}   | sise         | unknown-field",
                "{\"name\":\"x\",\"nested\":{\"depth\":1,\"deep\":1}} | nested.deep  | unknown-field",
                "{\"name\":\"x\",\"size\":\"big\"}                | size         | type",
                "{\"name\":\"x\",\"colour\":\"BLUE\"}             | colour       | type",
                "{\"name\":\"x\",\"nested\":{\"depth\":\"d\"}}    | nested.depth | type",
                "{\"name\":\" \"}                                 | body         | value",
                "[1,2]                                            | body         | type"
            })
    void namesTheFieldAtFaultInTheBody(String body, String field, String rule) {
        var error = refused(user.post("/things", body), 400).path("errors").path(0);

        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("rule").asString()).isEqualTo(rule);
        assertThat(error.path("message").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"x\",\"size\":\"big\"}             | size must be a whole number; was 'big'",
                "{\"name\":\"x\",\"size\":[1]}                 | size must be a whole number",
                "{\"name\":\"x\",\"colour\":\"BLUE\"}          | colour must be one of [RED, GREEN]; was 'BLUE'",
                "{\"name\":\"x\",\"nested\":7}                 | nested must be an object",
                "{\"name\":[\"x\"]}                            | name must be text",
                "[1,2]                                         | body must be an object"
            })
    void saysWhatTheFieldMustBeInTheCallersTerms(String body, String message) {
        assertThat(refused(user.post("/things", body), 400).path("detail").asString())
                .isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"x\"} trailing", "{\"name\":\"x\",\"name\":\"y\"}", "nonsense", "{", ""})
    void refusesABodyThatIsNotOneJsonValue(String body) {
        refused(user.post("/things", body), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "id=7, id must be a UUID; was '7'",
        "id=00000000-0000-0000-0000-000000000000&count=many, count must be a whole number; was 'many'",
        "id=00000000-0000-0000-0000-000000000000&share=half, share must be a number; was 'half'",
        "id=00000000-0000-0000-0000-000000000000&yes=perhaps, yes must be true or false; was 'perhaps'",
        "id=00000000-0000-0000-0000-000000000000&since=today, since must be a time as 2026-01-31T12:00:00Z; was 'today'",
        "id=00000000-0000-0000-0000-000000000000&colour=BLUE, colour must be one of [RED; GREEN]; was 'BLUE'",
        "count=1, id is required in the query"
    })
    void namesTheQueryParameterAtFault(String query, String message) {
        var problem = refused(platform.anonymous().get("/things/typed?" + query), 400);

        assertThat(problem.path("detail").asString()).isEqualTo(message.replace(';', ','));
        assertThat(problem.path("errors").size()).isEqualTo(1);
    }

    @Test
    void refusesAMethodThatThePathDoesNotHave() {
        var answer = user.delete("/things");

        refused(answer, 405);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void refusesAMediaTypeThatTheOperationDoesNotTake() {
        refused(user.send("POST", "/things", "<thing/>".getBytes(StandardCharsets.UTF_8), "application/xml"), 415);
    }

    @Test
    void refusesToAnswerInAMediaTypeItDoesNotSpeak() {
        assertThat(user.with("Accept", "application/pdf").get("/things").status())
                .isEqualTo(406);
    }

    @Test
    void keepsABugsDetailsToItself() {
        var problem = refused(platform.anonymous().get("/things/bug"), 500);

        assertThat(problem.toString()).doesNotContain("known-to-us-alone").doesNotContain("IllegalState");
        assertThat(problem.path("trace_id").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void tellsToComeBackWhereTheDatabaseWasAwayOrBusy() {
        var away = platform.anonymous().get("/things/no-database");
        var busy = platform.anonymous().get("/things/collided");

        assertThat(refused(away, 503).path("type").asString()).endsWith("/database-unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("2");
        assertThat(refused(busy, 503).path("type").asString()).endsWith("/try-again");
        assertThat(busy.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhereTheDatabaseWentAwayMeanwhile() {
        var reading = refused(platform.anonymous().get("/things/severed"), 503);
        var changing = refused(platform.anonymous().post("/things/severed", "{}"), 503);

        assertThat(reading.path("type").asString()).endsWith("/database-unavailable");
        assertThat(reading.path("detail").asString()).doesNotContain("not known");
        assertThat(changing.path("detail").asString()).contains("whether the change was made is not known");
        assertThat(platform.anonymous().get("/health/ready").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/things/x/y/z", "/app/nothing.js", "/%2e%2e/etc"})
    void answersWithAProblemWhereThereIsNothing(String path) {
        assertThat(platform.anonymous().get(path).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things/..%2f..%2fetc", "/things/%00", "/things/%zz", "/things/a%5cb"})
    void answersWithAProblemWhereTheContainerItselfRefuses(String path) throws IOException {
        var address = URI.create(platform.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
            assertThat(answer).contains("\"type\":\"https://foodflow.io/problems/bad-request\"");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
        }
    }

    @Test
    void letsNobodyInWithoutAToken() {
        var answer = platform.anonymous().get("/things");

        assertThat(refused(answer, 401).path("type").asString()).endsWith("/unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        refused(platform.anonymous().get("/things/mine"), 401);
        refused(platform.anonymous().with("Authorization", "Basic eDp5").get("/things"), 401);
    }

    @Test
    void namesThePermissionThatIsMissing() {
        var problem = refused(platform.as(tenant, "thing:read").post("/things", "{\"name\":\"x\"}"), 403);

        assertThat(problem.path("permission").asString()).isEqualTo("thing:write");
    }

    @Test
    void letsEveryoneSignedInDoWhatConcernsThemAlone() {
        assertThat(platform.as(tenant).get("/things/mine").status()).isEqualTo(200);
    }

    @Test
    void letsARequestEndThatItLetBegin() {
        assertThat(platform.as(tenant).get("/things/later").body()).isEqualTo("later");
        refused(platform.anonymous().get("/things/later"), 401);
    }

    @Test
    void knowsAllPermissionsThatOperationsDeclare() {
        assertThat(platform.bean(PermissionGuard.class).permissions())
                .contains("thing:read", "thing:write", "job:read", "job:cancel");
    }

    @Test
    void refusesToStartWithAnOperationThatDeclaresNothing() {
        assertThatThrownBy(() -> TestPlatform.startWith(List.of(Undeclared.class)))
                .hasStackTraceContaining("each operation must carry @RequiresPermission")
                .hasStackTraceContaining("Undeclared#secret");
    }

    @RestController
    static class Undeclared {
        @GetMapping("/undeclared")
        String secret() {
            return "x";
        }
    }

    @Test
    void pagesThroughAListWithoutGapOrRepeat() {
        var seen = new ArrayList<Integer>();
        var cursor = "";
        int pages = 0;
        do {
            var page = user.get("/things?limit=3" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.asInt()));
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : "&cursor=" + page.path("next_cursor").asString();
            pages++;
        } while (cursor != null);

        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void saysThatThereIsNoNextPage() {
        var page = platform.anonymous().get("/things/null-page").body();

        assertThat(page).isEqualTo("{\"items\":[\"only!\"],\"next_cursor\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=x", "cursor=%00", "cursor=!!!", "cursor=YQ.b"})
    void refusesAPageThatIsNone(String query) {
        refused(user.get("/things?" + query), 400);
    }

    @Test
    void refusesACursorOfAnotherList() {
        var twoKeys = Base64.getUrlEncoder().encodeToString("a\u001fb".getBytes(StandardCharsets.UTF_8));
        var oneKey = Base64.getUrlEncoder().encodeToString("not-a-uuid".getBytes(StandardCharsets.UTF_8));

        refused(user.get("/things?cursor=" + twoKeys), 400);
        refused(user.get("/things/by-id?cursor=" + oneKey), 400);
        refused(user.get("/things/by-time?cursor=" + twoKeys), 400);
    }

    @Test
    void changesOnlyTheVersionThatTheCallerRead() {
        var path = "/things/00000000-0000-0000-0000-000000000001";

        refused(user.put(path, ""), 428);
        var stale = refused(user.with("If-Match", "\"2\"").put(path, ""), 412);
        assertThat(stale.path("detail").asString()).contains("\"2\"").contains("\"3\"");
        refused(user.with("If-Match", "3").put(path, ""), 412);
        var good = user.with("If-Match", "\"3\"").put(path, "");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.header("ETag")).isEqualTo("\"4\"");
        assertThat(user.with("If-Match", "*").put(path, "").status()).isEqualTo(200);
    }

    @Test
    void tellsBrowsersWhatNotToDo() {
        var answer = platform.anonymous().get("/things/null-page");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void describesOperationsWithTheirPermissionAndProblems() {
        var document = platform.anonymous().get("/openapi.json").json();
        var make = document.path("paths").path("/things").path("post");

        assertThat(make.path("x-permission").asString()).isEqualTo("thing:write");
        assertThat(make.path("responses").has("403")).isTrue();
        assertThat(make.path("security").path(0).has("bearer")).isTrue();
        assertThat(document.path("paths").path("/things/bug").path("get").has("security"))
                .isFalse();
        assertThat(document.path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("properties")
                        .has("trace_id"))
                .isTrue();
    }

    private static tools.jackson.databind.JsonNode refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(answer.toString()).startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("https://foodflow.io/problems/");
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("trace_id").asString()).matches("[0-9a-f]{32}");
        return problem;
    }
}
