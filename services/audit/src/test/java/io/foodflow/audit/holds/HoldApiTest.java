package io.foodflow.audit.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HoldApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final String HOLDS = "/audit/holds";
    private static final JsonNode DOCUMENT =
            PLATFORM.anonymous().get("/openapi.json").json();

    private static final Tenant TENANT = PLATFORM.newTenant();

    private Tenant tenant = TENANT;
    private Api lawyer = lawyer();

    private Api lawyer() {
        return PLATFORM.as(
                tenant, "legal_hold:read", "legal_hold:write", "node:read", "node:write", "audit:read", "audit:write");
    }

    private JsonNode placed(String scope) {
        var answer = lawyer.post(
                HOLDS,
                "{\"name\":\"Recall 14\",\"reason\":\"Court of Lyon\",\"scope\":%s}"
                        .formatted(scope.replace('\'', '"')));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private String lot() {
        var made = lawyer.post(
                "/graph/nodes",
                "{\"kind\":\"batch\",\"key\":\"urn:lot:%1$s\",\"lot_code\":\"LOT-%1$s\",\"quantity\":12.5,\"unit\":\"KGM\"}"
                        .formatted(UUID.randomUUID()));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    private Answer delete(String lot) {
        return lawyer.with("If-Match", "*").delete("/graph/nodes/" + lot);
    }

    @Test
    void keepsALotUntilTheHoldIsReleased() {
        var lot = lot();
        var hold = placed("{'resource_type':'node','resource_id':'%s'}".formatted(lot));
        var id = hold.path("id").asString();
        assertThat(hold.path("state").asString()).isEqualTo("active");
        assertThat(hold.at("/scope/resource_id").asString()).isEqualTo(lot);
        assertThat(hold.at("/scope/everything").asBoolean()).isFalse();
        assertThat(lawyer.get(HOLDS + "/" + id).json()).isEqualTo(hold);

        var refused = delete(lot);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/legal-hold");
        assertThat(refused.json().at("/holds/0/id").asString()).isEqualTo(id);
        assertThat(refused.json().at("/holds/0/name").asString()).isEqualTo("Recall 14");
        assertThat(lawyer.get("/graph/nodes/" + lot).status()).isEqualTo(200);

        assertThat(lawyer.post(HOLDS + "/" + id + "/release", "{}").status()).isEqualTo(400);
        var released = lawyer.post(HOLDS + "/" + id + "/release", "{\"reason\":\"Settled\"}");
        assertThat(released.status()).as(released.toString()).isEqualTo(200);
        assertThat(released.json().path("state").asString()).isEqualTo("released");
        assertThat(released.json().path("release_reason").asString()).isEqualTo("Settled");
        assertThat(lawyer.post(HOLDS + "/" + id + "/release", "{\"reason\":\"Again\"}")
                        .status())
                .isEqualTo(409);
        assertThat(delete(lot).status()).isEqualTo(204);
        assertThat(AuditPlatform.query("""
                        select a.event_type || ' ' || a.reason from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id
                        where a.resource_type = 'legal_hold' and a.resource_id = '%2$s' order by o.no""".formatted(tenant.schema(), id)))
                .containsExactly("LegalHoldPlaced Court of Lyon", "LegalHoldReleased Settled");
    }

    @Test
    void writesDownWhatWasDeletedElsewhereWhateverAHoldReaches() {
        tenant = PLATFORM.newTenant();
        lawyer = lawyer();
        placed("{'everything':true}");
        var reported = lawyer.post("/audit/log", """
                {"action":"erp.order_deleted","resource_type":"order","resource_id":"A-1","old":{"state":"open"}}""");
        assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
    }

    /** Whoever takes away what had its time sees a hold as it is until he is done, and a release after that. */
    @Test
    void isReleasedAfterWhateverKeepsHoldsAsTheyAre() throws Exception {
        var id = placed("{'resource_type':'order'}").path("id").asString();
        try (var thread = Executors.newSingleThreadExecutor()) {
            var release = PLATFORM.inside(
                    tenant,
                    () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                        change.nothing();
                        PLATFORM.bean(LegalHolds.class).keepAsTheyAre();
                        var asked = thread.submit(
                                () -> lawyer.post(HOLDS + "/" + id + "/release", "{\"reason\":\"Over\"}"));
                        while (!isWaitedFor() && !asked.isDone()) {
                            Thread.onSpinWait();
                        }
                        assertThat(asked).isNotDone();
                        return asked;
                    }));
            assertThat(release.get().status()).isEqualTo(200);
        }
    }

    private static boolean isWaitedFor() {
        return !AuditPlatform.query(
                        "select pid from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and not granted")
                .isEmpty();
    }

    @Test
    void listsTheNewestFirstByState() {
        tenant = PLATFORM.newTenant();
        lawyer = lawyer();
        var first = placed("{'everything':true}").path("id").asString();
        var second = placed("{'site':'https://id.gs1.org/414/4012345000009'}")
                .path("id")
                .asString();
        lawyer.post(HOLDS + "/" + first + "/release", "{\"reason\":\"Over\"}");
        assertThat(lawyer.get(HOLDS).json().path("items").findValuesAsString("id"))
                .containsExactly(second, first);
        assertThat(lawyer.get(HOLDS + "?state=active").json().path("items").findValuesAsString("id"))
                .containsExactly(second);
        var page = lawyer.get(HOLDS + "?limit=1").json();
        assertThat(lawyer.get(HOLDS + "?limit=1&cursor="
                                + page.path("next_cursor").asString())
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(first);
        assertThat(lawyer.get(HOLDS + "?state=old").status()).isEqualTo(400);
    }

    @Test
    void knowsNoHoldOfAnotherCompany() {
        var id = placed("{'resource_type':'order'}").path("id").asString();
        var stranger = PLATFORM.as(PLATFORM.newTenant(), "legal_hold:read", "legal_hold:write");
        assertThat(stranger.get(HOLDS + "/" + id).status()).isEqualTo(404);
        assertThat(stranger.post(HOLDS + "/" + id + "/release", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get(HOLDS).json().path("items").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|name, reason, scope",
                "{'name':'a','reason':'b','scope':{}}|scope",
                "{'name':'a','reason':'b','scope':{'everything':true,'site':'x'}}|scope",
                "{'name':'a','reason':'b','scope':{'everything':false}}|scope",
                "{'name':'a','reason':'b','scope':{'resource_id':'x'}}|scope.resource_id",
                "{'name':'a','reason':'b','scope':{'resource_type':''}}|scope.resource_type",
                "{'name':'a','reason':'b','scope':{'from':'2026-01-02T00:00:00Z','to':'2026-01-02T00:00:00Z'}}|scope.to"
            })
    void namesTheFieldThatBreaksARule(String body, String fields) {
        var answer = lawyer.post(HOLDS, body.replace('\'', '"'));
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + fields + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "get,/audit/holds,legal_hold:read",
        "post,/audit/holds,legal_hold:write",
        "get,/audit/holds/{id},legal_hold:read",
        "post,/audit/holds/{id}/release,legal_hold:write",
        "get,/audit/retention,retention:read",
        "put,/audit/retention,retention:write",
        "get,/audit/retention/preview,retention:read"
    })
    void asksForThePermissionThatItsDocumentSays(String method, String path, String permission) {
        var operation = DOCUMENT.path("paths").path(path).path(method);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        var url = path.replace("{id}", UUID.randomUUID().toString());
        assertThat(send(PLATFORM.as(tenant, "job:read"), method, url).status()).isEqualTo(403);
        assertThat(send(PLATFORM.anonymous(), method, url).status()).isEqualTo(401);
    }

    private static Answer send(Api api, String method, String path) {
        return switch (method) {
            case "get" -> api.get(path);
            case "put" -> api.put(path, "{}");
            default -> api.post(path, "{}");
        };
    }
}
