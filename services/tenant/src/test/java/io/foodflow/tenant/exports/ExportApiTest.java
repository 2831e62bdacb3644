package io.foodflow.tenant.exports;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.finishTasks;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void holdsEverythingOfTheTenantWithHashesAndAChainThatAnybodyCanCheck() throws Exception {
        var tenant = newTenant();
        lifeIn(tenant);
        var document = "a delivery note".getBytes(StandardCharsets.UTF_8);
        var object =
                PLATFORM.inside(tenant, () -> PLATFORM.bean(ObjectStore.class).put(new ByteArrayInputStream(document)));

        var archive = archive(tenant, export(tenant));
        var manifest = JSON.readTree(archive.get("manifest.json"));

        assertThat(manifest.path("tenant").path("slug").asString()).isEqualTo(tenant.slug());
        var listed = new TreeMap<String, String>();
        manifest.path("files")
                .forEach(file -> listed.put(
                        file.path("path").asString(), file.path("sha256").asString()));
        assertThat(listed.keySet()).as("all files but the manifest itself").isEqualTo(withoutManifest(archive));
        for (var file : listed.entrySet()) {
            assertThat(sha256(archive.get(file.getKey()))).as(file.getKey()).isEqualTo(file.getValue());
        }
        assertThat(archive.get("objects/" + object.id())).isEqualTo(document);
        var users = lines(archive, "data/users.jsonl");
        assertThat(users).hasSize(1);
        assertThat(users.getFirst().path("email").asString()).isEqualTo(email(tenant));
        assertThat(manifest.path("rows").path("users").asInt()).isEqualTo(1);
        assertThat(lines(archive, "audit/platform.jsonl")
                        .getFirst()
                        .path("event_type")
                        .asString())
                .isEqualTo("TenantCreated");
        checkLedger(archive.get("audit/ledger.jsonl"), manifest.path("audit"), tenant);
        assertThat(manifest.path("audit").path("unproven").asLong()).isZero();
    }

    /** What the ledger only has as a hash, or does not have at all, is in the archive all the same. */
    @Test
    void holdsTheTrailInFull() throws Exception {
        var tenant = newTenant();
        query("""
                insert into %s.audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id, new_value)
                values (gen_random_uuid(), 'Imported', 'PLATFORM', 'import', 'text', 'T1', to_jsonb(repeat('x', 20000)))""".formatted(tenant.schema()));
        var archive = archive(tenant, export(tenant));

        assertThat(lines(archive, "data/audit_entries.jsonl"))
                .filteredOn(entry -> entry.path("resource_id").asString().equals("T1"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.path("new_value").asString()).hasSize(20_000));
        assertThat(JSON.readTree(archive.get("manifest.json"))
                        .path("audit")
                        .path("unproven")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void holdsNoSecretInAnyForm() throws Exception {
        var tenant = newTenant();
        lifeIn(tenant);
        var everything = new StringBuilder();
        var archive = archive(tenant, export(tenant));
        archive.forEach((name, content) -> everything.append(new String(content, StandardCharsets.UTF_8)));

        var secrets = query("select password_hash from %s.users".formatted(tenant.schema()));
        assertThat(secrets).hasSize(1);
        for (var columns :
                List.of("service_keys.hash", "second_factors.secret", "one_time_tokens.hash", "recovery_codes.hash")) {
            var parts = columns.split("\\.");
            var values = query("select encode(%s, 'hex') from %s.%s".formatted(parts[1], tenant.schema(), parts[0]));
            assertThat(values).as(columns).isNotEmpty();
            secrets.addAll(values);
            values.forEach(hex -> secrets.add(
                    Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))));
        }
        for (var secret : secrets) {
            assertThat(everything).doesNotContain(secret);
        }
        var omitted = JSON.readTree(archive.get("manifest.json")).path("omitted");
        assertThat(omitted.path("columns").path("users").toString()).isEqualTo("[\"password_hash\"]");
        assertThat(omitted.path("columns").path("service_keys").toString()).isEqualTo("[\"hash\"]");
        assertThat(omitted.path("tables").toString()).contains("idempotency_keys", "one_time_tokens");
    }

    @Test
    void saysWhatTheOperatorDidAndNotWhoOfHisStaffDidIt() throws Exception {
        var tenant = newTenant();
        query("""
                insert into platform.audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id, new_value,
                                                    reason, ip, user_agent, session_id)
                values (gen_random_uuid(), 'TenantSuspended', 'USER', 'root@operator.example', 'tenant', '%s',
                        '{"suspension": {"reason": "unpaid", "by": "root@operator.example"}}', 'unpaid',
                        '192.0.2.7', 'Firefox', 'session-1')""".formatted(tenant.id()));

        var archive = archive(tenant, export(tenant));
        var suspended = lines(archive, "audit/platform.jsonl").stream()
                .filter(entry -> entry.path("event_type").asString().equals("TenantSuspended"))
                .toList();
        assertThat(suspended).hasSize(1);
        assertThat(suspended.getFirst().propertyNames())
                .containsExactlyInAnyOrder(
                        "time",
                        "event_type",
                        "actor_kind",
                        "resource_type",
                        "resource_id",
                        "reason",
                        "old_value",
                        "new_value");
        assertThat(suspended.getFirst().path("reason").asString()).isEqualTo("unpaid");
        assertThat(suspended
                        .getFirst()
                        .path("new_value")
                        .path("suspension")
                        .path("reason")
                        .asString())
                .isEqualTo("unpaid");
        assertThat(new String(archive.get("audit/platform.jsonl"), StandardCharsets.UTF_8))
                .doesNotContain("operator.example", "192.0.2.7", "Firefox", "session-1");
    }

    @Test
    void leavesOutEveryColumnOfThisSchemaThatCouldHoldASecret() {
        var tenant = newTenant();
        var suspicious = query("""
                select table_name || '.' || column_name || '.' || data_type from information_schema.columns
                where table_schema = '%s' and table_name not like 'flyway%%'
                  and (data_type = 'bytea' or column_name ~ '(hash|secret|password|token)')""".formatted(tenant.schema()));
        assertThat(suspicious).hasSizeGreaterThan(5);
        for (var column : suspicious) {
            if (Set.of(
                            "identity_providers.password_allowed.boolean",
                            "users.password_changed_at.timestamp with time zone")
                    .contains(column)) {
                continue;
            }
            var parts = column.split("\\.");
            assertThat(ExportRule.includes(parts[0]) && ExportRule.includes(parts[0], parts[1], parts[2]))
                    .as(column)
                    .isFalse();
        }
        assertThat(ExportRule.includes("sites", "api_token", "text")).isFalse();
        assertThat(ExportRule.includes("sites", "thumbnail", "bytea")).isFalse();
        assertThat(ExportRule.includes("users", "email", "text")).isTrue();
        assertThat(ExportRule.includes("events", "hash", "bytea")).isTrue();
        assertThat(ExportRule.includes("identity_providers", "password_allowed", "boolean"))
                .isTrue();
        assertThat(ExportRule.includes("identity_providers", "client_secret", "bytea"))
                .isFalse();
        assertThat(ExportRule.includes("federated_sign_ins")).isFalse();
    }

    @Test
    void makesOneAtATimeAndTellsHowFarItIs() {
        var tenant = newTenant();
        var administrator = administrator(tenant);
        var path = "/tenants/" + tenant.id() + "/exports";
        var asked = administrator.post(path, "{}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        var id = asked.json().path("id").asString();
        assertThat(asked.header("Location")).isEqualTo(path + "/" + id);

        finishTasks();
        var done = administrator.get(path + "/" + id).json();
        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("succeeded");
        assertThat(done.path("progress").asDouble()).isEqualTo(1);
        assertThat(done.path("size_bytes").asLong()).isPositive();
        assertThat(done.path("sha256").asString()).hasSize(64);
        assertThat(administrator.get(path).json().path("items")).hasSize(1);
        assertThat(recorded(tenant.id())).containsExactly("TenantCreated", "ExportRequested", "ExportMade");
    }

    @Test
    void takesUpAnExportWhoseProcessDied() {
        var tenant = newTenant();
        var id = UUID.randomUUID();
        query("""
                insert into platform.tenant_exports (id, tenant_id, slug, state, requested_by, requested_at, attempts)
                values ('%s', '%s', '%s', 'running', 'somebody', now(), 1)""".formatted(id, tenant.id(), tenant.slug()));
        var again = administrator(tenant).post("/tenants/" + tenant.id() + "/exports", "{}");
        assertThat(again.json().path("id").asString()).as("the one under way").isEqualTo(id.toString());
        finishTasks();
        assertThat(state(tenant, id.toString())).isEqualTo("succeeded");
    }

    @Test
    void removesTheArchiveOfAnAttemptWhoseProcessDiedBeforeItWasWrittenDown() {
        var tenant = newTenant();
        var kept = PLATFORM.bean(PlatformObjects.class).store();
        var left = kept.put(new ByteArrayInputStream(tenant.slug().getBytes(StandardCharsets.UTF_8)))
                .id();
        var id = UUID.randomUUID();
        query("""
                insert into platform.tenant_exports (id, tenant_id, slug, state, requested_by, requested_at, attempts, draft_object)
                values ('%s', '%s', '%s', 'running', 'somebody', now(), 1, '%s')""".formatted(id, tenant.id(), tenant.slug(), left));

        finishTasks();
        assertThat(state(tenant, id.toString())).isEqualTo("succeeded");
        assertThat(kept.exists(left)).isFalse();
        assertThat(query("select draft_object is null from platform.tenant_exports where id = '%s'".formatted(id)))
                .containsExactly("t");
    }

    @Test
    void givesUpAfterThreeAttemptsAndSaysWhy() {
        var tenant = newTenant();
        query("alter table %s.users rename column email to \"e'mail\"".formatted(tenant.schema()));
        query("alter table %s.users owner to foodflow".formatted(tenant.schema()));
        query("revoke all on %1$s.users from %1$s".formatted(tenant.schema()));
        var id = administrator(tenant)
                .post("/tenants/" + tenant.id() + "/exports", "{}")
                .json()
                .path("id")
                .asString();
        for (int attempt = 0; attempt < 3; attempt++) {
            finishTasks();
        }
        var failed = operator()
                .get("/tenants/%s/exports/%s".formatted(tenant.id(), id))
                .json();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").asString()).contains("users");
        var content = operator().get("/tenants/%s/exports/%s/content".formatted(tenant.id(), id));
        assertThat(content.status()).isEqualTo(409);
        assertThat(content.json().path("type").asString()).endsWith("/export-not-ready");
    }

    @Test
    void removesAnArchiveThatHasHadItsTime() {
        var tenant = newTenant();
        var id = export(tenant);
        query("update platform.tenant_exports set expires_at = now() - interval '1 second' where id = '%s'"
                .formatted(id));
        finishTasks();
        assertThat(state(tenant, id)).isEqualTo("expired");
        assertThat(operator()
                        .get("/tenants/%s/exports/%s/content".formatted(tenant.id(), id))
                        .status())
                .isEqualTo(409);
        assertThat(recorded(tenant.id())).endsWith("ExportExpired");
    }

    @Test
    void isForTheTenantsAdministratorAndThePlatformOnly() {
        var tenant = newTenant();
        var id = export(tenant);
        var path = "/tenants/" + tenant.id() + "/exports";
        for (var one : List.of(path, path + "/" + id, path + "/" + id + "/content")) {
            assertThat(PLATFORM.anonymous().get(one).status()).isEqualTo(401);
            assertThat(PLATFORM.as(tenant, "tenant:read").get(one).status()).isEqualTo(403);
            assertThat(administrator(newTenant()).get(one).status()).isEqualTo(404);
            assertThat(administrator(tenant).get(one).status()).isEqualTo(200);
            assertThat(operator().get(one).status()).isEqualTo(200);
        }
        assertThat(administrator(newTenant()).post(path, "{}").status()).isEqualTo(404);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/exports", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(operator().get("/tenants/" + UUID.randomUUID() + "/exports").status())
                .isEqualTo(404);
        assertThat(administrator(tenant).get(path + "/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    /** A user with a password, a second factor and its codes, a machine's key, an open invitation. */
    static void lifeIn(Tenant tenant) {
        var api = PLATFORM.as(
                tenant, "user:write", "user:read", "service_account:write", "role:read", "tenant:read", "tenant:write");
        var email = email(tenant);
        var invited = PLATFORM.as(tenant, "platform_tenant:write")
                .post("/users/invitations/administrator", "{\"email\":\"%s\"}".formatted(email))
                .json();
        var link = invited.path("link").asString();
        var accepted = PLATFORM.anonymous()
                .post(
                        "/auth/invitations/accept",
                        "{\"token\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"password\":\"%s\"}"
                                .formatted(link.substring(link.indexOf('#') + 1), TenantPlatform.PASSWORD));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        var open = api.post("/users/invitations", "{\"email\":\"guest@example.com\",\"roles\":[]}");
        assertThat(open.status()).as(open.body()).isEqualTo(201);
        var key = api.post("/service-accounts", "{\"name\":\"line 1\",\"roles\":[]}");
        assertThat(key.status()).as(key.body()).isEqualTo(201);
        var user = accepted.json().path("id").asString();
        query("""
                insert into %1$s.second_factors (user_id, secret, created_at)
                values ('%2$s', '\\x00112233445566778899aabbccddeeff', now());
                insert into %1$s.recovery_codes (user_id, hash) values ('%2$s', '\\xffeeddccbbaa99887766554433221100')
                """.formatted(tenant.schema(), user));
    }

    private static String email(Tenant tenant) {
        return "boss@%s.example".formatted(tenant.slug().replace('_', '-'));
    }

    private static String export(Tenant tenant) {
        var id = administrator(tenant)
                .post("/tenants/" + tenant.id() + "/exports", "{}")
                .json()
                .path("id")
                .asString();
        finishTasks();
        assertThat(state(tenant, id)).isEqualTo("succeeded");
        return id;
    }

    private static String state(Tenant tenant, String export) {
        return operator()
                .get("/tenants/%s/exports/%s".formatted(tenant.id(), export))
                .json()
                .path("state")
                .asString();
    }

    private static Map<String, byte[]> archive(Tenant tenant, String export) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(
                        PLATFORM.address() + "/tenants/%s/exports/%s/content".formatted(tenant.id(), export)))
                .header("Authorization", administrator(tenant).header("Authorization"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("foodflow-" + tenant.slug());
            return unzipped(answer.body());
        }
    }

    static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static Set<String> withoutManifest(Map<String, byte[]> archive) {
        var names = new TreeSet<>(archive.keySet());
        names.remove("manifest.json");
        return names;
    }

    private static List<JsonNode> lines(Map<String, byte[]> archive, String name) {
        return new String(archive.get(name), StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    /** With nothing but the archive. */
    private static void checkLedger(byte[] export, JsonNode audit, Tenant tenant) throws Exception {
        var key = NoteVerifier.parse(audit.path("log_keys").get(0).asString());
        var verdict = new ExportVerifier(new Trust(List.of(key), List.of(), 0, List.of()))
                .verify(new ByteArrayInputStream(export));
        assertThat(verdict).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.count()).isEqualTo(audit.path("entries").asLong());
            assertThat(query("select count(*) from %s.audit_entries".formatted(tenant.schema())))
                    .as("not one entry is missing")
                    .containsExactly(String.valueOf(verified.count()));
        });
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
