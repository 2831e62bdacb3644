package io.foodflow.tenant.deletions;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.finishTasks;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static io.foodflow.tenant.TenantPlatform.remains;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DeletionApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @Test
    void deletesNothingThatIsUnderALegalHold() {
        var tenant = newTenant();
        query("""
            insert into %s.legal_holds (id, name, reason, everything, resource_type, placed_by, placed_at)
            values (gen_random_uuid(), 'Recall 14', 'r', false, 'lot', 'x', now())""".formatted(tenant.schema()));
        var refused = operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/legal-hold");
        assertThat(refused.json().path("detail").asString()).contains("'Recall 14'");
        query("update %s.legal_holds set released_by = 'x', released_at = now(), release_reason = 'x'"
                .formatted(tenant.schema()));
        assertThat(operator().delete(path(tenant) + "?confirm=" + tenant.slug()).status())
                .isEqualTo(202);
    }

    @Test
    void exportsFirstAndErasesEverythingWhenTheTimeOfGraceIsOver() {
        var tenant = newTenant();
        var folder = TenantPlatform.HOME.resolve("objects").resolve(tenant.id().toString());
        PLATFORM.inside(
                tenant, () -> PLATFORM.bean(ObjectStore.class).put(new ByteArrayInputStream(new byte[] {1, 2, 3})));
        assertThat(folder).isDirectory();
        var earlier = exported(tenant);
        var user = administrator(tenant);

        var asked = operator().delete(path(tenant) + "?confirm=" + tenant.slug() + "&reason=contract+ended");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        assertThat(asked.header("Location")).isEqualTo(path(tenant) + "/deletion");
        assertThat(asked.json().path("state").asString()).isEqualTo("exporting");
        assertThat(user.get(path(tenant)).status()).as("nobody works any more").isEqualTo(403);
        finishTasks();
        var waiting = deletion(tenant);
        assertThat(waiting.path("state").asString()).as(waiting.toString()).isEqualTo("waiting");
        assertThat(operator()
                        .get(path(tenant))
                        .json()
                        .path("deletion")
                        .path("reason")
                        .asString())
                .isEqualTo("contract ended");
        assertThat(remains(PLATFORM, tenant.slug())).as("all there until then").hasSize(3);

        endGrace(tenant);
        finishTasks();
        var erased = deletion(tenant);
        assertThat(erased.path("state").asString()).as(erased.toString()).isEqualTo("erased");
        assertThat(remains(PLATFORM, tenant.slug())).isEmpty();
        assertThat(Files.exists(folder)).isFalse();
        assertThat(operator().get(path(tenant)).status()).isEqualTo(404);
        assertThat(user.get(path(tenant)).status()).isEqualTo(401);
        var archive = path(tenant) + "/exports/" + erased.path("export_id").asString();
        assertThat(operator().get(archive + "/content").status())
                .as("what is left")
                .isEqualTo(200);
        assertThat(operator()
                        .get(path(tenant) + "/exports/" + earlier)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("expired");
        assertThat(recorded(tenant.id())).contains("DeletionRequested", "ExportMade", "TenantErased");
        assertThat(operator()
                        .post("/tenants", TenantPlatform.creation(tenant.slug()))
                        .status())
                .as("the name is free again")
                .isEqualTo(201);
    }

    @Test
    void erasesAtOnceWhereThereIsNoTimeOfGrace() {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?grace_days=0&confirm=" + tenant.slug());
        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("erased");
        assertThat(remains(PLATFORM, tenant.slug())).isEmpty();
        var cancelled = operator().post(path(tenant) + "/deletion/cancel", "{}");
        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.json().path("type").asString()).endsWith("/not-cancellable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "suspended"})
    void keepsATenantAfterAllAsItWas(String status) {
        var tenant = newTenant();
        if (status.equals("suspended")) {
            operator().post(path(tenant) + "/suspend", "{\"reason\":\"unpaid\"}");
        }
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        var twice = operator().delete(path(tenant) + "?confirm=" + tenant.slug() + "&grace_days=0");
        assertThat(twice.status()).as("the deletion under way").isEqualTo(202);
        assertThat(twice.json().path("erase_after")).isEqualTo(deletion(tenant).path("erase_after"));
        for (var action : List.of("suspend", "resume")) {
            var refused = operator().post(path(tenant) + "/" + action, "{\"reason\":\"x\"}");
            assertThat(refused.json().path("type").asString()).endsWith("/being-deleted");
        }

        var kept = operator().post(path(tenant) + "/deletion/cancel", "{}");
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(kept.json().path("status").asString()).isEqualTo(status);
        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("cancelled");
        assertThat(operator().get(path(tenant)).json().has("deletion")).isFalse();
        assertThat(operator().post(path(tenant) + "/deletion/cancel", "{}").status())
                .isEqualTo(409);
        assertThat(operator()
                        .delete(path(tenant) + "?confirm=" + tenant.slug())
                        .json()
                        .path("state")
                        .asString())
                .as("it can be asked for again")
                .isEqualTo("exporting");
        assertThat(recorded(tenant.id())).contains("DeletionRequested", "DeletionCancelled");
    }

    /** As if the process had died after each thing that erasing does. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "schema", "role", "row"})
    void goesOnWithAnErasureThatWasCutShort(String after) {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        finishTasks();
        query("update platform.tenant_deletions set state = 'erasing' where tenant_id = '%s'".formatted(tenant.id()));
        if (!after.equals("nothing")) {
            query("drop schema %s cascade".formatted(tenant.schema()));
        }
        if (after.equals("role") || after.equals("row")) {
            query("drop owned by %1$s; drop role %1$s".formatted(tenant.schema()));
        }
        if (after.equals("row")) {
            query("delete from platform.tenants where id = '%s'".formatted(tenant.id()));
        }

        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("erased");
        assertThat(remains(PLATFORM, tenant.slug())).isEmpty();
    }

    @Test
    void exportsAgainWhereSomethingWasChangedAfterTheArchive() {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        finishTasks();
        var first = deletion(tenant).path("export_id").asString();
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.record(new Captured(), null, null);
                    return tenant;
                }));

        endGrace(tenant);
        finishTasks();
        finishTasks();
        var erased = deletion(tenant);
        assertThat(erased.path("state").asString()).as(erased.toString()).isEqualTo("erased");
        assertThat(erased.path("export_id").asString()).isNotEqualTo(first);
        assertThat(content(tenant, erased)).isEqualTo(200);
    }

    @Test
    void waitsForAJobThatIsAtWork() {
        var tenant = newTenant();
        var job = UUID.randomUUID();
        query("""
                insert into %s.jobs (id, kind, state, input, requested_by, actor)
                values ('%s', 'none', 'running', '{}', 'somebody', '{}')""".formatted(tenant.schema(), job));
        operator().delete(path(tenant) + "?grace_days=0&confirm=" + tenant.slug());
        finishTasks();
        var waiting = deletion(tenant);
        assertThat(waiting.path("state").asString()).isEqualTo("waiting");
        assertThat(waiting.path("error").asString()).contains("a job of the tenant is still at work");
        assertThat(remains(PLATFORM, tenant.slug())).hasSize(3);

        query("update %s.jobs set state = 'queued' where id = '%s'".formatted(tenant.schema(), job));
        query("update platform.tenant_deletions set retry_at = null where tenant_id = '%s'".formatted(tenant.id()));
        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("erased");
    }

    @Test
    void takesNoArchiveOfADeletionThatWasCancelledMeanwhile() {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        var work = PLATFORM.bean(PlatformWork.class);
        var table = new DeletionTable(PLATFORM.bean(JdbcClient.class));
        finishTasks();
        var cancelled = work.read(() -> table.find(tenant.id())).orElseThrow();
        operator().post(path(tenant) + "/deletion/cancel", "{}");
        query("""
                update platform.tenant_deletions set state = 'exporting', export_id = null,
                  requested_at = requested_at + interval '1 second', retry_at = now() + interval '1 day'
                where tenant_id = '%s'""".formatted(tenant.id()));

        var export = Objects.requireNonNull(cancelled.exportId());
        work.write(change -> {
            change.nothing();
            table.exported(cancelled, export);
            table.exportAgain(cancelled);
            assertThat(table.beginErasing(cancelled, export)).isFalse();
            return export;
        });
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("exporting");
        assertThat(deletion(tenant).has("export_id")).isFalse();
    }

    @Test
    void keepsTheArchiveUntilTheErasureAndForItsTimeAfterIt() {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        finishTasks();
        query("update platform.tenant_exports set expires_at = now() - interval '1 day' where tenant_id = '%s'"
                .formatted(tenant.id()));
        finishTasks();
        assertThat(content(tenant, deletion(tenant)))
                .as("past its time, but needed")
                .isEqualTo(200);

        endGrace(tenant);
        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("erased");
        assertThat(query("""
                        select expires_at = finished from platform.tenant_exports
                        join (select export_id, finished_at + interval '90 days' as finished from platform.tenant_deletions) d
                          on d.export_id = id
                        where tenant_id = '%s'""".formatted(tenant.id()))).containsExactly("t");
    }

    @Test
    void exportsAgainWhereTheArchiveIsGone() {
        var tenant = newTenant();
        operator().delete(path(tenant) + "?confirm=" + tenant.slug());
        finishTasks();
        var first = deletion(tenant).path("export_id").asString();
        var object = query("select object_id from platform.tenant_exports where id = '%s'".formatted(first))
                .getFirst();
        PLATFORM.bean(PlatformObjects.class).store().delete(new ObjectId(object));

        endGrace(tenant);
        finishTasks();
        finishTasks();
        var erased = deletion(tenant);
        assertThat(erased.path("state").asString()).isEqualTo("erased");
        assertThat(content(tenant, erased)).isEqualTo(200);
    }

    @Test
    void erasesNothingWithoutAnArchiveAndTriesAgain() {
        var tenant = newTenant();
        query("alter table %s.users owner to foodflow".formatted(tenant.schema()));
        query("revoke all on %1$s.users from %1$s".formatted(tenant.schema()));
        operator().delete(path(tenant) + "?grace_days=0&confirm=" + tenant.slug());
        finishTasks();
        var failed = deletion(tenant);
        assertThat(failed.path("state").asString()).isEqualTo("exporting");
        assertThat(failed.path("error").asString()).contains("no archive, so nothing is erased");
        assertThat(failed.path("attempts").asInt()).isPositive();
        assertThat(remains(PLATFORM, tenant.slug())).hasSize(3);

        query("grant all on %1$s.users to %1$s".formatted(tenant.schema()));
        query("update platform.tenant_deletions set retry_at = null where tenant_id = '%s'".formatted(tenant.id()));
        finishTasks();
        assertThat(deletion(tenant).path("state").asString()).isEqualTo("erased");
    }

    @Test
    void asksForTheNameAndForThePlatformsPermission() {
        var tenant = newTenant();
        var wrong = operator().delete(path(tenant) + "?confirm=" + tenant.slug() + "x&grace_days=7");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("errors").path(0).path("rule").asString()).isEqualTo("confirmation");
        var missing = operator().delete(path(tenant) + "?grace_days=91");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().path("errors")).hasSize(2);
        var own = operator()
                .delete("/tenants/%s?confirm=%s"
                        .formatted(
                                TenantPlatform.operatorsTenant().id(),
                                TenantPlatform.operatorsTenant().slug()));
        assertThat(own.json().path("type").asString()).endsWith("/own-tenant");
        assertThat(operator()
                        .delete("/tenants/" + UUID.randomUUID() + "?confirm=x")
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/deletion/cancel", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(operator().get(path(tenant) + "/deletion").status()).isEqualTo(404);
        assertThat(administrator(tenant)
                        .delete(path(tenant) + "?confirm=" + tenant.slug())
                        .status())
                .isEqualTo(403);
        assertThat(administrator(tenant).get(path(tenant) + "/deletion").status())
                .isEqualTo(403);
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/deletion/cancel", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().delete(path(tenant)).status()).isEqualTo(401);
    }

    private static String exported(Tenant tenant) {
        var id = administrator(tenant)
                .post(path(tenant) + "/exports", "{}")
                .json()
                .path("id")
                .asString();
        finishTasks();
        return id;
    }

    private record Captured() implements DomainEvent {
        @Override
        public String resourceType() {
            return "test";
        }

        @Override
        public String resourceId() {
            return "late";
        }
    }

    private static int content(Tenant tenant, JsonNode deletion) {
        return operator()
                .get(path(tenant) + "/exports/" + deletion.path("export_id").asString() + "/content")
                .status();
    }

    private static String path(Tenant tenant) {
        return "/tenants/" + tenant.id();
    }

    private static JsonNode deletion(Tenant tenant) {
        return operator().get(path(tenant) + "/deletion").json();
    }

    private static void endGrace(Tenant tenant) {
        query("update platform.tenant_deletions set erase_after = now() where tenant_id = '%s'".formatted(tenant.id()));
    }
}
