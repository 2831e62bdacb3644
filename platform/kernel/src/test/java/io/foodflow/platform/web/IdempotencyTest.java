package io.foodflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api user;
    private String key;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(List.of(Things.class));
        tenant = platform.newTenant();
        user = platform.as(tenant, "thing:read", "thing:write");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void freshKey() {
        key = UUID.randomUUID().toString();
    }

    @Test
    void answersARepeatAsTheFirstTimeAndChangesNothing() {
        var first = make(user, "soup");
        var second = make(user, "soup");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(made(first)).isEqualTo(1);
        assertThat(entriesNamed("soup")).isEqualTo(1);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        make(user, "bread");

        var other = make(user, "cake");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("type").asString()).endsWith("/idempotency-key-reused");
        assertThat(entriesNamed("cake")).isZero();
    }

    @Test
    void refusesTheKeyOfAnotherUser() {
        var one = platform.as(UUID.randomUUID(), tenant, "thing:write");
        var another = platform.as(UUID.randomUUID(), tenant, "thing:write");
        make(one, "tea");

        assertThat(make(another, "tea").status()).isEqualTo(422);
    }

    @Test
    void hasEffectOnceHoweverManySendItTogether() throws Exception {
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<Future<Answer>>();
            for (int n = 0; n < 8; n++) {
                sent.add(threads.submit(() -> make(user, "slow")));
            }
            for (var one : sent) {
                answers.add(one.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(entriesNamed("slow")).isEqualTo(1);
        assertThat(make(user, "slow").status()).isEqualTo(201);
        assertThat(entriesNamed("slow")).isEqualTo(1);
    }

    @Test
    void keepsNothingOfARequestThatFailed() {
        assertThat(make(user, "refused").status()).isEqualTo(409);

        assertThat(make(user, "accepted").status()).isEqualTo(201);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        var other = platform.as(platform.newTenant(), "thing:write");
        make(user, "milk");

        assertThat(make(other, "cream").status()).isEqualTo(201);
    }

    @Test
    void saysWhatWasMadeWhereTheAnswerWasNotKept() {
        var first = make(user, "lost");
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(JdbcClient.class)
                            .sql("update idempotency_keys set status = null, body = null where key = ?")
                            .param(key)
                            .update();
                }));

        var repeat = make(user, "lost");

        assertThat(repeat.status()).isEqualTo(409);
        assertThat(repeat.json().path("resource_type").asString()).isEqualTo("thing");
        assertThat(repeat.json().path("resource_id").asString())
                .isEqualTo(first.json().path("id").asString());
    }

    @Test
    void refusesAKeyOutOfBounds() {
        assertThat(user.with("Idempotency-Key", " ")
                        .post("/things", "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(user.with("Idempotency-Key", "k".repeat(201))
                        .post("/things", "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void leavesReadsAlone() {
        var reader = user.with("Idempotency-Key", key);

        assertThat(reader.get("/things").status()).isEqualTo(200);
        assertThat(reader.get("/things?limit=1").status()).isEqualTo(200);
    }

    private Answer make(Api api, String name) {
        return api.with("Idempotency-Key", key).post("/things", "{\"name\":\"%s\"}".formatted(name));
    }

    private static int made(Answer answer) {
        return count(
                "select count(*) from audit_entries where resource_id = ?",
                answer.json().path("id").asString());
    }

    private static int entriesNamed(String name) {
        return count("select count(*) from audit_entries where new_value ->> 'name' = ?", name);
    }

    private static int count(String sql, String parameter) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcClient.class)
                                .sql(sql)
                                .param(parameter)
                                .query(Integer.class)
                                .single()));
    }
}
