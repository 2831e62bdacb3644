package io.foodflow.server.isolation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A good request of each operation that has a body. An operation that is not here fails the test that asks for it. */
final class Requests {

    /** {@code #} stands for a number that no other request has, {@code {node}} and {@code {other}} for two nodes of the caller. */
    private static final String SCHEDULE = """
            {"name":"schedule #","zone":"Europe/Berlin","layers":[{"name":"weeks","people":["{user}"],"rotation":"weekly",
             "starts_on":"2026-11-23","handover":"08:00"}]}""";

    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /users", """
                    {"email":"new#@example.com","password":"correct horse battery","first_name":"N","last_name":"N","roles":["viewer"]}"""),
            Map.entry("PUT /users/{id}", """
                    {"email":"changed#@example.com","first_name":"C","last_name":"C","roles":["viewer"]}"""),
            Map.entry("POST /roles", """
                    {"name":"new_#","title":"New","description":"New","permissions":["node:read"]}"""),
            Map.entry("PUT /roles/{id}", """
                    {"name":"changed_#","title":"Changed #","description":"Changed","permissions":["node:read"]}"""),
            Map.entry("POST /roles/{id}/permissions", """
                    {"permissions":["node:read"]}"""),
            Map.entry("POST /users/invitations", """
                    {"email":"guest#@example.com","roles":["viewer"],"language":"en"}"""),
            Map.entry("POST /service-accounts", """
                    {"name":"machine #","description":"New","roles":["viewer"]}"""),
            Map.entry("POST /service-accounts/{id}/rotate", """
                    {"overlap_hours":1}"""),
            Map.entry("POST /oauth-clients", """
                    {"name":"app #","description":"New","kind":"confidential","grant_types":["authorization_code"],"redirect_uris":["https://new.example.com/#"],"scopes":["openid"]}"""),
            Map.entry("PUT /oauth-clients/{id}", """
                    {"name":"changed app #","description":"Changed","grant_types":["client_credentials"],"scopes":["openid"]}"""),
            Map.entry("POST /oauth-clients/{id}/rotate-secret", """
                    {"overlap_hours":1}"""),
            Map.entry("POST /identity-providers", """
                    {"name":"provider #","issuer":"https://127.0.0.1:9/new","client_id":"new","domains":["new#.example"],"claims":{"groups":"groups"},"role_rules":[{"value":"new","roles":["viewer"]}]}"""),
            Map.entry("PUT /identity-providers/{id}", """
                    {"name":"changed provider #","issuer":"https://127.0.0.1:9/changed","client_id":"changed"}"""),
            Map.entry("POST /notifications/channels", """
                    {"name":"channel #","kind":"email","settings":{"server":"platform"}}"""),
            Map.entry("PUT /notifications/channels/{id}", """
                    {"name":"changed channel #","kind":"email","settings":{"server":"platform"}}"""),
            Map.entry("POST /notifications/channels/{id}/test", "{}"),
            Map.entry("POST /notifications/channels/{id}/rotate-secret", "{\"overlap_hours\":1}"),
            Map.entry("POST /notifications/templates", """
                    {"name":"new.#","texts":{"en":{"subject":"New","text":"Lot {{lot}}"}},"sample":{"lot":"A"}}"""),
            Map.entry("PUT /notifications/templates/{id}", """
                    {"name":"changed.#","texts":{"en":{"subject":"Changed","text":"Lot {{lot}}"}},"sample":{"lot":"A"}}"""),
            Map.entry("POST /notifications/templates/{id}/preview", "{\"language\":\"en\"}"),
            Map.entry("POST /notifications/templates/built-in/{name}/preview", "{\"language\":\"en\"}"),
            Map.entry("POST /notifications/templates/{id}/test", "{\"channel_id\":\"{channel}\"}"),
            Map.entry("POST /notifications/oncall/schedules", SCHEDULE),
            Map.entry("PUT /notifications/oncall/schedules/{id}", SCHEDULE),
            Map.entry("POST /notifications/oncall/schedules/{id}/overrides", """
                    {"user_id":"{user}","from":"2026-11-23T08:00:00Z","to":"2026-11-24T08:00:00Z"}"""),
            Map.entry("POST /notifications/suppressions", """
                    {"kind":"email","address":"nobody#@example.com","detail":"left"}"""),
            Map.entry("POST /audit/log", """
                    {"action":"erp.order_released","resource_type":"order","resource_id":"order #","old":{"state":"open"},
                     "new":{"state":"released"},"reason":"asked for"}"""),
            Map.entry("POST /lineage/events", """
                    {"eventType":"COMPLETE","eventTime":"2026-01-02T00:00:00Z","producer":"https://example.com/new",
                     "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json","run":{"runId":"0199a000-0000-7000-8000-00000#"},
                     "job":{"namespace":"new","name":"new"},"inputs":[{"namespace":"new","name":"in"}],
                     "outputs":[{"namespace":"new","name":"out"}]}"""),
            Map.entry("POST /audit/exports", "{\"disclose_personal_data\":true,\"reason\":\"audit #\"}"),
            Map.entry("POST /notifications", """
                    {"subject":"New #","text":"Lot A","severity":"warning","language":"en","to":{"roles":["viewer"]}}"""),
            Map.entry("POST /notifications/subscriptions", """
                    {"name":"new #","events":["RecallOpened"],"topic":"new","severity":"info","to":{"roles":["viewer"]}}"""),
            Map.entry("PUT /notifications/subscriptions/{id}", """
                    {"name":"changed #","events":["RecallOpened"],"topic":"changed","severity":"info","to":{"roles":["viewer"]}}"""),
            Map.entry("PUT /notifications/preferences", """
                    {"mail":"warning","muted_topics":["recall.opened"]}"""),
            Map.entry("PUT /tenant/policy", """
                    {"registration_domains":["d#.example"],"registration_role":"viewer"}"""),
            Map.entry("POST /graph/nodes", """
                    {"kind":"batch","key":"urn:new:#","name":"New","lot_code":"NEW-#"}"""),
            Map.entry("PUT /graph/nodes/{id}", """
                    {"kind":"batch","key":"urn:changed:#","name":"Changed","lot_code":"CHANGED-#"}"""),
            Map.entry("POST /graph/relationships", """
                    {"kind":"RELATED_TO","from_id":"{node}","to_id":"{other}","event_time":"2026-01-02T00:00:00Z"}"""),
            Map.entry("PUT /graph/relationships/{id}", """
                    {"kind":"RELATED_TO","from_id":"{node}","to_id":"{other}","event_time":"2026-01-02T00:00:00Z"}"""),
            Map.entry("POST /capture", new String(document("new", 0), StandardCharsets.UTF_8)),
            Map.entry("POST /events", new String(event("new", 0), StandardCharsets.UTF_8)),
            Map.entry("POST /graph/import/foodchain-lab", network("new")),
            Map.entry("PUT /tenants/{id}", "{\"name\":\"Company #\"}"),
            Map.entry("PUT /tenants/{id}/logo", "{}"),
            Map.entry("PUT /tenants/{id}/features/{feature}", "{\"enabled\":true}"),
            Map.entry("POST /tenants/{id}/usage", """
                    {"id":"use #","metric":"events","quantity":1}"""),
            Map.entry("PUT /tenants/{id}/subscription", "{\"plan\":\"enterprise\"}"),
            Map.entry("POST /tenants/{id}/subscription/checkout", "{\"plan\":\"pro\"}"),
            Map.entry("POST /tenants/{id}/subscription/cancel", "{\"at\":\"period_end\"}"),
            Map.entry("POST /audit/signatures", """
                    {"resource_type":"node","resource_id":"{node}","sha256":"%s","meaning":"review","email":"a@example.com","password":"wrong"}""".formatted("0".repeat(64))),
            Map.entry("PUT /audit/signing/policy", """
                    {"meanings":[{"name":"review","title":"Title #"}],"rules":[{"resource_type":"node","meaning":"review","not_author":true}]}"""),
            Map.entry("PUT /audit/signing/certification", """
                    {"certified_on":"2026-01-02","signatory":"Signatory #","sent_to":"Agency","reference":"Letter #"}"""),
            Map.entry("POST /audit/signing/withdrawals", """
                    {"user_id":"{user}","reason":"Reason #"}"""),
            Map.entry("POST /audit/holds", """
                    {"name":"Hold #","reason":"Reason #","scope":{"resource_type":"order","resource_id":"order #"}}"""),
            Map.entry("POST /audit/holds/{id}/release", "{\"reason\":\"Over #\"}"),
            Map.entry("PUT /audit/retention", "{\"groups\":[{\"name\":\"sign_ins\",\"days\":3650}]}"),
            Map.entry("POST /auditor-links", """
                    {"name":"Auditor #","email":"auditor#@audit.example","ends_at":"%s","scope":{"resource_types":["order"]}}""".formatted(Instant.now().plus(Duration.ofDays(7)))),
            Map.entry("POST /access-reviews", """
                    {"name":"Review #","reviewer_id":"{user}","due_at":"%s","scope":{"roles":["viewer"],"holders":["service_account"]}}""".formatted(Instant.now().plus(Duration.ofDays(7)))),
            Map.entry("PUT /access-reviews/{id}/items/{item}", "{\"decision\":\"keep\",\"comment\":\"Comment #\"}"),
            Map.entry("POST /auth/proof", "{\"email\":\"a@example.com\",\"password\":\"wrong\"}"),
            Map.entry("POST /auth/totp", "{\"password\":\"wrong\"}"),
            Map.entry("POST /auth/totp/confirm", "{\"code\":\"000000\"}"),
            Map.entry("POST /auth/totp/disable", "{\"password\":\"wrong\",\"code\":\"000000\"}"));

    /** What an operation without a body has to be asked at least. */
    static final Map<String, String> QUERIES = Map.of(
            "GET /graph/traceability/forward", "?node_id={node}",
            "GET /graph/traceability/backward", "?node_id={node}",
            "GET /users/{id}/permissions/explain", "?permission=node:read",
            "GET /notifications/oncall/schedules/{id}/calendar", "?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z",
            "GET /notifications/oncall/schedules/{id}/overrides", "?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z",
            "GET /graph/records/node", "?id={node}",
            "GET /graph/records/trace", "?id=both:{node}",
            "GET /audit/signatures/preview", "?resource_type=node&resource_id={node}",
            "GET /lineage/graph", "?node={lineage_job}",
            "GET /lineage/columns", "?dataset_id={lineage_dataset}");

    private Requests() {}

    /** An EPCIS document: a lot of that mark becomes another. */
    static byte[] document(String mark, int n) {
        return """
                {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-01-10T00:00:00Z","epcisBody":{"eventList":[
                  {"type":"TransformationEvent","eventTime":"2026-01-0%2$dT10:00:00Z","eventTimeZoneOffset":"+01:00",
                   "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.022222.in-%1$s-%2$d","quantity":7,"uom":"KGM"}],
                   "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.022222.out-%1$s-%2$d","quantity":7,"uom":"KGM"}]}]}}""".formatted(mark, Math.max(1, n)).getBytes(StandardCharsets.UTF_8);
    }

    /** What a job of somebody's own did. */
    static String lineage(String mark, int n) {
        return """
                {"eventType":"COMPLETE","eventTime":"2026-01-0%2$dT00:00:00Z","producer":"https://example.com/%1$s",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json","run":{"runId":"%3$s"},
                 "job":{"namespace":"jobs %1$s","name":"job %1$s %2$d"},"inputs":[{"namespace":"sets %1$s","name":"in %1$s %2$d"}],
                 "outputs":[{"namespace":"sets %1$s","name":"out %1$s %2$d"}]}""".formatted(mark, n, UUID.randomUUID());
    }

    /** An event: a lot of that mark is received. */
    static byte[] event(String mark, int n) {
        return """
                {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                 "type":"ObjectEvent","eventTime":"2026-02-0%2$dT10:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
                 "bizStep":"receiving","quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.022222.seen-%1$s-%2$d"}]}""".formatted(mark, Math.max(1, n)).getBytes(StandardCharsets.UTF_8);
    }

    /** A network of FoodChain-Lab: one delivery between two stations. */
    static String network(String mark) {
        return """
                {"stations":[{"id":"farm-%1$s","name":"Farm %1$s"},{"id":"shop-%1$s","name":"Shop %1$s"}],
                 "deliveries":[{"id":"delivery-%1$s","source":"farm-%1$s","target":"shop-%1$s","lot":"net-%1$s","name":"Milk"}]}""".formatted(mark);
    }
}
