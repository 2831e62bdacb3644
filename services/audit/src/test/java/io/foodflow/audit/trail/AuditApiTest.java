package io.foodflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.notes.TlogProof;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();

    private final Tenant tenant = PLATFORM.newTenant();
    private final UUID user = UUID.randomUUID();
    private final Api integration = PLATFORM.as(user, tenant, "audit:write");
    private final Api auditor = PLATFORM.as(tenant, "audit:read");

    private String report(String action, String order, String old, String now) {
        var answer = integration.post("/audit/log", """
                {"action":"%s","resource_type":"order","resource_id":"%s","old":%s,"new":%s,"reason":"asked for"}""".formatted(action, order, old, now));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private JsonNode verified(String entry) {
        return auditor.get("/audit/verify/%s/%s".formatted(tenant.id(), entry)).json();
    }

    @Test
    void provesAnEventThatAnIntegrationReported() {
        var id = report("erp.order_released", "A-1", "{\"state\":\"open\"}", "{\"state\":\"released\"}");
        PLATFORM.deliverEvents(tenant);

        var answer = verified(id);

        assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("proven");
        var proof = answer.path("proof");
        var entry = proof.path("entry").asString();
        assertThat(entry).contains("\"action\":\"erp.order_released\"").doesNotContain("A-1", "state", "asked for");
        assertThat(proof.path("disclosed")
                        .path("new")
                        .path("value")
                        .path("state")
                        .asString())
                .isEqualTo("released");
        var head = auditor.get("/audit/ledger").json();
        var key = NoteVerifier.parse(head.path("log_keys").get(0).asString());
        assertThat(TlogProof.parse(proof.path("tlog_proof").asString())
                        .proves(TreeHashes.leaf(entry.getBytes(StandardCharsets.UTF_8)), List.of(key), List.of(), 0))
                .isTrue();
        assertThat(proof.path("disclosed").path("email").path("value").asString())
                .isEqualTo("user@%s.example".formatted(tenant.slug()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}", "[1e999]"})
    void refusesAValueThatCannotBeKept(String value) {
        var answer = integration.post("/audit/log", """
                {"action":"erp.x","resource_type":"order","resource_id":"1","new":%s}""".formatted(value));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("new");
    }

    @Test
    void tellsOfAnEntryThatWasChangedBehindThePlatformsBack() {
        var id = report("erp.order_released", "A-1", "null", "{\"state\":\"released\"}");
        PLATFORM.deliverEvents(tenant);
        AuditPlatform.query("alter table %s.audit_entries disable trigger user".formatted(tenant.schema()));
        AuditPlatform.query("update %s.audit_entries set new_value = '{\"state\": \"held\"}' where id = '%s'"
                .formatted(tenant.schema(), id));

        assertThat(verified(id).path("status").asString()).isEqualTo("broken");
        assertThat(verified(id).path("reason").asString()).isEqualTo("the trail shows another 'new' than was signed");
    }

    @Test
    void isOneEntryHoweverOftenItIsSent() {
        var body = "{\"action\":\"erp.paid\",\"resource_type\":\"order\",\"resource_id\":\"A-2\"}";
        var first = integration.with("Idempotency-Key", "once").post("/audit/log", body);
        var second = integration.with("Idempotency-Key", "once").post("/audit/log", body);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(actions("/audit/trail/%s/order/A-2".formatted(tenant.id()))).containsExactly("erp.paid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"resource_type\":\"order\",\"resource_id\":\"1\"}|action|required",
                "{\"action\":\"UserSignedIn\",\"resource_type\":\"user\",\"resource_id\":\"1\"}|action|format",
                "{\"action\":\"a\",\"resource_type\":\"Order!\",\"resource_id\":\"1\"}|resource_type|format",
                "{\"action\":\"a\",\"resource_type\":\"order\",\"resource_id\":\" \"}|resource_id|required",
                "{\"action\":\"a\",\"resource_type\":\"order\",\"resource_id\":\"1\",\"reason\":\"a\\u0000b\"}|reason|characters"
            })
    void refusesWhatIsNoEvent(String body, String field, String rule) {
        var answer = integration.post("/audit/log", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/rule").asString()).isEqualTo(rule);
    }

    @Test
    void tellsAllThatHappenedToAResourceAndWhatDiffers() {
        report("erp.made", "A-3", "null", "{\"state\":\"open\",\"to\":{\"city\":\"Bern\",\"zip\":\"3000\"}}");
        report(
                "erp.moved",
                "A-3",
                "{\"state\":\"open\",\"to\":{\"city\":\"Bern\",\"zip\":\"3000\"}}",
                "{\"state\":\"open\",\"to\":{\"city\":\"Biel\",\"zip\":\"3000\"},\"lines\":[1]}");
        report("erp.made", "A-4", "null", "{}");

        var path = "/audit/trail/%s/order/A-3".formatted(tenant.id());
        assertThat(actions(path)).containsExactly("erp.made", "erp.moved");
        var first = auditor.get(path + "?limit=1").json();
        var second = auditor.get(
                        path + "?limit=1&cursor=" + first.path("next_cursor").asString())
                .json();
        assertThat(second.at("/items/0/changes").toString())
                .isEqualTo("[{\"field\":\"lines\",\"old\":null,\"new\":[1]},"
                        + "{\"field\":\"to.city\",\"old\":\"Bern\",\"new\":\"Biel\"}]");
        assertThat(second.at("/items/0/actor/id").asString()).isEqualTo(user.toString());
        assertThat(second.at("/items/0/reason").asString()).isEqualTo("asked for");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(auditor.get("/audit/trail/%s/order/A-5".formatted(tenant.id()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void findsEntriesByTimeUserActionResourceAndText() {
        report("erp.made", "B-1", "null", "{\"product\":\"Milk 3.5 %\"}");
        report("erp.made", "B-2", "null", "{\"product\":\"Butter\"}");
        report("erp.paid", "B-1", "null", "{}");
        var all = auditor.get("/audit/entries").json().path("items");
        var time = all.get(1).path("time").asString();

        assertThat(actions("/audit/entries")).startsWith("erp.paid", "erp.made", "erp.made");
        assertThat(actions("/audit/entries?action=erp.made")).hasSize(2);
        assertThat(actions("/audit/entries?resource_type=order&resource_id=B-1"))
                .containsExactly("erp.paid", "erp.made");
        assertThat(actions("/audit/entries?text=milk%203.5")).containsExactly("erp.made");
        assertThat(actions("/audit/entries?text=100%25")).isEmpty();
        assertThat(actions("/audit/entries?user=" + user)).hasSize(3);
        assertThat(actions("/audit/entries?user=" + UUID.randomUUID())).isEmpty();
        assertThat(actions("/audit/entries?action=erp.made&from=" + time)).hasSize(1);
        assertThat(actions("/audit/entries?action=erp.made&to=" + time)).hasSize(1);
        assertThat(auditor.get("/audit/entries?from=%s&to=%1$s".formatted(time)).status())
                .isEqualTo(400);
        assertThat(auditor.get("/audit/entries?cursor=x").status()).isEqualTo(400);
        assertThat(pages("/audit/entries?user=" + user)).containsExactly("erp.paid", "erp.made", "erp.made");
    }

    @Test
    void givesTheLedgerToWhoFollowsItFromOutside() {
        var empty = PLATFORM.newTenant();
        assertThat(PLATFORM.as(empty, "audit:read")
                        .get("/audit/ledger/checkpoint")
                        .status())
                .isEqualTo(404);
        report("erp.made", "C-1", "null", "{}");
        PLATFORM.deliverEvents(tenant);

        var note = SignedNote.parse(auditor.get("/audit/ledger/checkpoint").body());
        var checkpoint = Checkpoint.parse(note.text());
        var key = NoteVerifier.parse(
                auditor.get("/audit/ledger").json().path("log_keys").get(0).asString());
        assertThat(note.verifiedBy(List.of(key))).containsExactly(key);
        assertThat(checkpoint.size()).isEqualTo(1);
        var tile = auditor.get("/audit/ledger/tile/0/000.p/1");
        assertThat(tile.status()).isEqualTo(200);
        assertThat(auditor.get("/audit/ledger/tile/entries/000.p/1").body()).contains("\"action\":\"erp.made\"");
        for (var wrong : List.of("0/000", "0/000.p/2", "0/0", "9/000", "0/000.p/1/../2", "entries/000.p/02")) {
            assertThat(auditor.get("/audit/ledger/tile/" + wrong).status())
                    .as(wrong)
                    .isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/entries",
                "/audit/trail/%s/order/A-1",
                "/audit/verify/%s/0199aaaa-0000-7000-8000-000000000000",
                "/audit/ledger",
                "/audit/ledger/checkpoint",
                "/audit/ledger/tile/0/000.p/1"
            })
    void isForThoseWhoMayReadIt(String path) {
        var own = path.formatted(tenant.id());
        assertThat(integration.get(own).status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(own).status()).isEqualTo(401);
        assertThat(auditor.post("/audit/log", "{}").status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().post("/audit/log", "{}").status()).isEqualTo(401);
    }

    @Test
    void tellsNobodyOfAnothersTrail() {
        var id = report("erp.made", "D-1", "null", "{}");
        PLATFORM.deliverEvents(tenant);
        var stranger = PLATFORM.newTenant();
        var other = PLATFORM.as(stranger, "audit:read");

        assertThat(other.get("/audit/verify/%s/%s".formatted(tenant.id(), id)).status())
                .isEqualTo(404);
        assertThat(other.get("/audit/verify/%s/%s".formatted(stranger.id(), id)).status())
                .isEqualTo(404);
        assertThat(other.get("/audit/trail/%s/order/D-1".formatted(tenant.id())).status())
                .isEqualTo(404);
        assertThat(other.get("/audit/trail/%s/order/D-1".formatted(stranger.id()))
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/audit/entries?resource_id=D-1&resource_type=order")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    private List<String> actions(String path) {
        var actions = new ArrayList<String>();
        auditor.get(path).json().path("items").forEach(item -> {
            if (!item.path("action").asString().equals("AccessRefused")) {
                actions.add(item.path("action").asString());
            }
        });
        return actions;
    }

    private List<String> pages(String path) {
        var actions = new ArrayList<String>();
        var cursor = "";
        do {
            var page = auditor.get(path + "&limit=1" + cursor).json();
            page.path("items").forEach(item -> actions.add(item.path("action").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (cursor != null);
        return actions;
    }
}
