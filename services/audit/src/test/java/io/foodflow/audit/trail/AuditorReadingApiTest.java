package io.foodflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What somebody reads who came by the link of an auditor. */
class AuditorReadingApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();

    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = PLATFORM.as(TENANT, "auditor_link:write", "audit:read", "audit:write");
    private static final String ORDER = reported("order", "O1");
    private static final String INVOICE = reported("invoice", "I1");

    private static final Api AUDITOR = auditor("{}");

    @BeforeAll
    static void prove() {
        PLATFORM.deliverEvents(TENANT);
    }

    private static String reported(String type, String id) {
        var reported = ADMIN.post(
                "/audit/log",
                "{\"action\":\"erp.released\",\"resource_type\":\"%s\",\"resource_id\":\"%s\",\"new\":{\"state\":\"open\"}}"
                        .formatted(type, id));
        assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
        return reported.json().path("id").asString();
    }

    private static Api auditor(String scope) {
        var link = ADMIN.post(
                "/auditor-links",
                "{\"name\":\"Vera\",\"email\":\"vera@audit.example\",\"ends_at\":\"%s\",\"scope\":%s}"
                        .formatted(Instant.now().plus(Duration.ofDays(1)), scope.replace('\'', '"')));
        assertThat(link.status()).as(link.toString()).isEqualTo(201);
        var opened = PLATFORM.anonymous()
                .post(
                        "/auth/auditor",
                        "{\"token\":\"%s\"}".formatted(link.json().path("token").asString()));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        return PLATFORM.anonymous()
                .with(
                        "Authorization",
                        "Bearer " + opened.json().path("access_token").asString());
    }

    private static List<String> resources(JsonNode page) {
        return page.path("items")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals("erp.released"))
                .map(entry -> entry.path("resource_id").asString())
                .toList();
    }

    private static int trail(Api api, String type, String id) {
        return api.get("/audit/trail/%s/%s/%s".formatted(TENANT.id(), type, id)).status();
    }

    private static int proof(Api api, String entry) {
        return api.get("/audit/verify/%s/%s".formatted(TENANT.id(), entry)).status();
    }

    @Test
    void readsAllWhereTheLinkSaysNothing() {
        var auditor = auditor("{}");
        assertThat(resources(auditor.get("/audit/entries?action=erp.released").json()))
                .containsExactly("I1", "O1");
        assertThat(trail(auditor, "order", "O1")).isEqualTo(200);
        assertThat(proof(auditor, INVOICE)).isEqualTo(200);
        assertThat(auditor.get("/audit/ledger").status()).isEqualTo(200);
    }

    @Test
    void readsOnlyTheKindsOfThingsOfTheLink() {
        var auditor = auditor("{'resource_types':['order']}");
        var found = auditor.get("/audit/entries").json();
        assertThat(resources(found)).containsExactly("O1");
        assertThat(found.path("items").size()).as("no entry of another kind").isEqualTo(1);
        assertThat(auditor.get("/audit/entries?resource_type=invoice")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(trail(auditor, "order", "O1")).isEqualTo(200);
        assertThat(trail(auditor, "invoice", "I1")).isEqualTo(404);
        assertThat(proof(auditor, ORDER)).isEqualTo(200);
        assertThat(proof(auditor, INVOICE)).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"to,-1,false", "to,1,true", "from,1,false", "from,-1,true"})
    void readsOnlyWithinTheTimeOfTheLink(String bound, int hours, boolean seen) {
        var auditor = auditor("{'%s':'%s'}".formatted(bound, Instant.now().plus(Duration.ofHours(hours))));
        assertThat(resources(auditor.get("/audit/entries?action=erp.released").json())
                        .isEmpty())
                .isEqualTo(!seen);
        assertThat(trail(auditor, "order", "O1")).isEqualTo(seen ? 200 : 404);
        assertThat(proof(auditor, ORDER)).isEqualTo(seen ? 200 : 404);
    }

    @Test
    void leavesAnEntryOfEachReadingUnderTheNameOfTheAuditor() {
        var begin = Instant.now();
        var auditor = auditor("{'resource_types':['order']}");
        auditor.get("/audit/entries?resource_type=order&text=open");
        trail(auditor, "invoice", "I1");
        proof(auditor, ORDER);
        auditor.get("/audit/ledger");
        assertThat(AuditPlatform.query("""
                        select a.actor_kind, a.actor_name, a.resource_id = a.actor_id::text, o.data ->> 'what',
                               coalesce(o.data ->> 'resource_id_read', a.new_value ->> 'text', '')
                        from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id
                        where a.event_type = 'AuditRead' and a.time >= '%2$s' order by o.no""".formatted(TENANT.schema(), begin)))
                .containsExactly(
                        "AUDITOR|vera@audit.example|t|search|open",
                        "AUDITOR|vera@audit.example|t|trail|I1",
                        "AUDITOR|vera@audit.example|t|verification|" + ORDER,
                        "AUDITOR|vera@audit.example|t|ledger|");
        assertThat(ADMIN.get("/audit/entries?action=AuditRead")
                        .json()
                        .at("/items/0/actor/kind")
                        .asString())
                .isEqualTo("auditor");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/audit/log",
        "POST,/audit/exports",
        "GET,/audit/exports",
        "GET,/audit/ledger/checkpoint",
        "GET,/audit/ledger/tile/entries/000.p/1",
        "GET,/audit/holds",
        "GET,/audit/retention",
        "PUT,/audit/retention",
        "GET,/audit/signatures",
        "POST,/audit/signatures",
        "GET,/auditor-links",
        "GET,/users",
        "GET,/graph/nodes",
        "POST,/graph/nodes",
        "GET,/jobs"
    })
    void doesNothingElse(String method, String path) {
        var answer = switch (method) {
            case "GET" -> AUDITOR.get(path);
            case "PUT" -> AUDITOR.put(path, "{}");
            default -> AUDITOR.post(path, "{}");
        };
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/closed-to-auditors");
    }

    @Test
    void leavesOtherReadersUnwritten() {
        var begin = Instant.now();
        ADMIN.get("/audit/entries");
        assertThat(AuditPlatform.query(
                        "select count(*) from %s.audit_entries where event_type = 'AuditRead' and time >= '%s'"
                                .formatted(TENANT.schema(), begin)))
                .containsExactly("0");
    }
}
