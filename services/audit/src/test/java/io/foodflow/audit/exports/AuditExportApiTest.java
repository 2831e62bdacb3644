package io.foodflow.audit.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditExportApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tenant tenant = PLATFORM.newTenant();
    private final Api auditor = PLATFORM.as(tenant, "audit:read", "audit:write", "job:read");

    private JsonNode exported(String wish) {
        for (int n = 1; n <= 3; n++) {
            auditor.post("/audit/log", """
                    {"action":"erp.made","resource_type":"order","resource_id":"A-%d"}""".formatted(n));
        }
        var asked = auditor.post("/audit/exports", wish);
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
        assertThat(asked.json().path("ready").asBoolean()).isFalse();
        var end = Instant.now().plus(PATIENCE);
        var export = asked.json();
        while (!export.path("ready").asBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            export = auditor.get(asked.header("Location")).json();
        }
        return export;
    }

    private Verified verified(JsonNode export) throws IOException {
        var content = auditor.get(
                "/audit/exports/%s/content".formatted(export.path("id").asString()));
        assertThat(content.status()).as(content.toString()).isEqualTo(200);
        assertThat(content.header("Content-Type")).startsWith("application/jsonl");
        var bytes = content.body().getBytes(StandardCharsets.UTF_8);
        assertThat(bytes).hasSize(export.path("size_bytes").asInt());
        var key = NoteVerifier.parse(
                auditor.get("/audit/ledger").json().path("log_keys").get(0).asString());
        var verdict = new ExportVerifier(new Trust(List.of(key), List.of(), 0, List.of()))
                .verify(new ByteArrayInputStream(bytes));
        assertThat(verdict).isInstanceOf(Verified.class);
        return (Verified) verdict;
    }

    @Test
    void isAFileThatProvesItselfAndHidesPersonalData() throws IOException {
        var export = exported("{}");

        var verified = verified(export);

        assertThat(verified.count()).isEqualTo(export.path("entries").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(verified.disclosed()).isZero();
        assertThat(export.path("disclosed").asBoolean()).isFalse();
        assertThat(export.path("requested_by").asString()).isEqualTo("user@%s.example".formatted(tenant.slug()));
        assertThat(auditor.get("/audit/exports").json().at("/items/0/id")).isEqualTo(export.path("id"));
        assertThat(actions(export)).containsExactly("AuditExportRequested", "AuditExported", "AuditExportFetched");
    }

    @Test
    void showsPersonalDataWhereThatIsAskedFor() throws IOException {
        var export = exported("{\"disclose_personal_data\":true,\"reason\":\"yearly audit\"}");

        assertThat(verified(export).disclosed()).isPositive();
        assertThat(AuditPlatform.query(
                        "select reason, new_value ->> 'disclosed' from %s.audit_entries where event_type = 'AuditExportRequested'"
                                .formatted(tenant.schema())))
                .containsExactly("yearly audit|true");
    }

    @Test
    void isRemovedWhenItsTimeHasCome() {
        var export = exported("{}");
        AuditPlatform.query(
                "update %s.audit_exports set expires_at = now() - interval '1 second'".formatted(tenant.schema()));

        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(io.foodflow.platform.changes.UnitOfWork.class)
                        .write(change -> {
                            change.nothing();
                            return PLATFORM.bean(AuditExports.class).sweep(Instant.now(), 10);
                        }));

        assertThat(auditor.get("/audit/exports/" + export.path("id").asString()).status())
                .isEqualTo(404);
        var left = new ArrayList<String>();
        PLATFORM.inside(tenant, () -> {
            PLATFORM.bean(ObjectStore.class)
                    .forEach(object -> left.add(object.id().sha256()));
            return left;
        });
        assertThat(left).isEmpty();
    }

    @Test
    void isMadeOnceForWhoAsksAgainMeanwhile() {
        var open = UUID.randomUUID();
        var job = UUID.randomUUID();
        AuditPlatform.query("""
                insert into %1$s.jobs (id, kind, state, input, requested_by, actor)
                values ('%3$s', 'nobody-does-this', 'queued', '{}', 'somebody', '{}');
                insert into %1$s.audit_exports (id, job_id, disclosed, requested_by, requested_at)
                values ('%2$s', '%3$s', false, 'user@%4$s.example', now())""".formatted(tenant.schema(), open, job, tenant.slug()));

        assertThat(auditor.post("/audit/exports", "{}").json().path("id").asString())
                .isEqualTo(open.toString());
        assertThat(auditor.post("/audit/exports", "{\"disclose_personal_data\":true}")
                        .json()
                        .path("id")
                        .asString())
                .as("another kind")
                .isNotEqualTo(open.toString());
        AuditPlatform.query("update %s.jobs set state = 'failed' where id = '%s'".formatted(tenant.schema(), job));
        assertThat(auditor.post("/audit/exports", "{}").json().path("id").asString())
                .as("one that failed comes no more")
                .isNotEqualTo(open.toString());
    }

    @Test
    void isToBeFetchedWhenItIsThere() {
        var id = UUID.randomUUID();
        AuditPlatform.query("""
                insert into %s.audit_exports (id, job_id, disclosed, requested_by, requested_at)
                values ('%s', gen_random_uuid(), false, 'somebody', now())""".formatted(tenant.schema(), id));

        var early = auditor.get("/audit/exports/%s/content".formatted(id));
        assertThat(early.status()).isEqualTo(409);
        assertThat(auditor.post("/audit/exports", "{\"reason\":\"%s\"}".formatted("x".repeat(2_001)))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit/exports", "/audit/exports/%s", "/audit/exports/%s/content"})
    void isForThoseWhoMayReadTheTrail(String path) {
        var id = UUID.randomUUID();
        AuditPlatform.query("""
                insert into %s.audit_exports (id, job_id, disclosed, requested_by, requested_at)
                values ('%s', gen_random_uuid(), false, 'somebody', now())""".formatted(tenant.schema(), id));
        var one = path.formatted(id);
        var other = PLATFORM.as(PLATFORM.newTenant(), "audit:read");

        assertThat(PLATFORM.as(tenant, "node:read").get(one).status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(one).status()).isEqualTo(401);
        assertThat(PLATFORM.as(tenant, "node:read").post("/audit/exports", "{}").status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().post("/audit/exports", "{}").status()).isEqualTo(401);
        if (path.contains("%s")) {
            assertThat(other.get(one).status()).isEqualTo(404);
        } else {
            assertThat(other.get(one).json().path("items").isEmpty()).isTrue();
        }
    }

    private List<String> actions(JsonNode export) {
        return AuditPlatform.query("select event_type from %s.audit_entries where resource_id = '%s' order by time"
                .formatted(tenant.schema(), export.path("id").asString()));
    }
}
