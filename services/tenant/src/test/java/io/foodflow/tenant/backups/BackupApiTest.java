package io.foodflow.tenant.backups;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.finishTasks;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class BackupApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();
    private static final BackupSteps STEPS = new BackupSteps(PLATFORM, TenantPlatform.operatorsTenant());

    @Test
    void isAnArchiveOfEveryTableThatSaysWhatIsInIt() throws Exception {
        var tenant = newTenant();
        STEPS.life(tenant);
        STEPS.writePair(tenant, "one");
        var path = "/tenants/%s/backups/%s".formatted(tenant.id(), STEPS.backUp(tenant));
        var made = operator().get(path).json();
        assertThat(made.path("origin").asString()).isEqualTo("asked");
        assertThat(made.path("progress").asDouble()).isEqualTo(1);
        assertThat(made.path("taken_at").asString()).isNotEmpty();

        var files = fetched(path + "/content");

        var manifest = JsonMapper.builder().build().readTree(files.get("manifest.json"));
        assertThat(manifest.path("tenant").path("slug").asString()).isEqualTo(tenant.slug());
        var tables = new TreeMap<String, Long>();
        manifest.path("copy")
                .path("tables")
                .forEach(table -> tables.put(
                        table.path("name").asString(), table.path("rows").asLong()));
        assertThat(tables.keySet()).containsExactlyElementsOf(query("""
                                select table_name::text collate "C" from information_schema.tables
                                where table_schema = '%s' and table_name not like 'flyway%%' order by 1""".formatted(tenant.schema())));
        assertThat(tables).containsEntry("users", 1L).containsEntry("usage_records", 2L);
        assertThat(made.path("rows").asLong())
                .isEqualTo(tables.values().stream().mapToLong(Long::longValue).sum());
        assertThat(new String(files.get("tables/usage_records.copy"), StandardCharsets.UTF_8))
                .contains("one/a", "one/b");
        assertThat(recorded(tenant.id()))
                .containsExactly("TenantCreated", "BackupRequested", "BackupMade", "BackupFetched");
    }

    @Test
    void takesUpABackupWhoseProcessDiedAndRemovesWhatThatHadKept() {
        var tenant = newTenant();
        var kept = PLATFORM.bean(PlatformObjects.class).store();
        var left = kept.put(new ByteArrayInputStream(("half " + tenant.slug()).getBytes(StandardCharsets.UTF_8)))
                .id();
        var id = UUID.randomUUID();
        query("""
                insert into platform.tenant_backups (id, tenant_id, slug, origin, state, requested_by, requested_at, attempts,
                                                     draft_object)
                values ('%s', '%s', '%s', 'asked', 'running', 'somebody', now(), 1, '%s')""".formatted(id, tenant.id(), tenant.slug(), left));
        assertThat(STEPS.request(tenant)).as("the one under way").isEqualTo(id.toString());
        finishTasks();
        assertThat(state(tenant, id.toString())).isEqualTo("succeeded");
        assertThat(kept.exists(left)).isFalse();
    }

    @Test
    void isRemovedWhenSomebodySaysSoOrItHasHadItsTime() {
        var tenant = newTenant();
        var removed = STEPS.backUp(tenant);
        var expired = STEPS.backUp(tenant);
        var object =
                new ObjectId(query("select object_id from platform.tenant_backups where id = '%s'".formatted(removed))
                        .getFirst());
        assertThat(operator()
                        .delete("/tenants/%s/backups/%s".formatted(tenant.id(), removed))
                        .status())
                .isEqualTo(204);
        assertThat(PLATFORM.bean(PlatformObjects.class).store().exists(object)).isFalse();
        query("update platform.tenant_backups set expires_at = now() - interval '1 second' where id = '%s'"
                .formatted(expired));
        finishTasks();
        for (var gone : List.of(removed, expired)) {
            assertThat(state(tenant, gone)).isEqualTo("removed");
            assertThat(operator()
                            .get("/tenants/%s/backups/%s/content".formatted(tenant.id(), gone))
                            .status())
                    .isEqualTo(409);
        }
        assertThat(recorded(tenant.id())).endsWith("BackupRemoved", "BackupRemoved");
    }

    @Test
    void comesBackAfterItWasFetchedAndRemoved() throws Exception {
        var tenant = newTenant();
        STEPS.writePair(tenant, "old");
        var path = "/tenants/%s/backups".formatted(tenant.id());
        var first = STEPS.backUp(tenant);
        var archive = archive(path + "/" + first + "/content");
        assertThat(upload(tenant, archive).json().path("id").asString())
                .as("it is there already")
                .isEqualTo(first);
        assertThat(administrator(tenant)
                        .send("POST", path + "/uploads", archive, "application/zip")
                        .status())
                .isEqualTo(403);
        operator().delete(path + "/" + first);
        STEPS.writePair(tenant, "new");

        var received = upload(tenant, archive);
        assertThat(received.status()).as(received.body()).isEqualTo(201);
        assertThat(received.header("Location"))
                .isEqualTo(path + "/" + received.json().path("id").asString());
        assertThat(received.json().path("origin").asString()).isEqualTo("uploaded");
        assertThat(received.json().path("rows"))
                .isEqualTo(operator().get(path + "/" + first).json().path("rows"));
        STEPS.restored(tenant, received.json().path("id").asString());
        assertThat(query("select id from %s.usage_records order by 1".formatted(tenant.schema())))
                .containsExactly("old/a", "old/b");
        assertThat(recorded(tenant.id())).contains("BackupReceived");

        var damaged = upload(tenant, Arrays.copyOf(archive, archive.length / 2));
        assertThat(damaged.status()).isEqualTo(400);
        assertThat(damaged.json().path("detail").asString()).contains("cut off");
        var foreign = upload(TenantPlatform.operatorsTenant(), archive);
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.json().path("detail").asString()).contains("another tenant");
        assertThat(operator()
                        .send(
                                "POST",
                                "/tenants/%s/backups/uploads".formatted(UUID.randomUUID()),
                                archive,
                                "application/zip")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepsNoArchiveForATenantThatIsErasedMeanwhile() throws Exception {
        var tenant = newTenant();
        var path = "/tenants/%s/backups".formatted(tenant.id());
        var backup = STEPS.backUp(tenant);
        var sha256 = operator().get(path + "/" + backup).json().path("sha256").asString();
        var archive = archive(path + "/" + backup + "/content");
        operator().delete(path + "/" + backup);
        var database = PLATFORM.database();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("delete from platform.tenants where id = '%s'".formatted(tenant.id()));
            var answer = threads.submit(() -> upload(tenant, archive));
            var waits = "select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))";
            while (!statement.executeQuery(waits).next()) {
                assertThat(answer.isDone()).isFalse();
                Thread.sleep(5);
            }
            connection.commit();
            assertThat(answer.get().status()).isEqualTo(404);
        }
        assertThat(PLATFORM.bean(PlatformObjects.class).store().exists(new ObjectId(sha256)))
                .isFalse();
    }

    @Test
    void removesWhatAnUploadLeftThatWasCutShort() {
        var tenant = newTenant();
        var kept = PLATFORM.bean(PlatformObjects.class).store();
        var left = kept.put(new ByteArrayInputStream(("left " + tenant.slug()).getBytes(StandardCharsets.UTF_8)))
                .id();
        query("""
                insert into platform.tenant_backups (id, tenant_id, slug, origin, state, requested_by, requested_at, draft_object)
                values (gen_random_uuid(), '%s', '%s', 'uploaded', 'failed', 'somebody', now() - interval '2 days', '%s')""".formatted(tenant.id(), tenant.slug(), left));
        finishTasks();
        assertThat(kept.exists(left)).isFalse();
    }

    @Test
    void keepsAnArchiveOfWhichAnUploadWasCutShortBeforeAnotherSucceeded() {
        var tenant = newTenant();
        var backup = STEPS.backUp(tenant);
        query("""
                insert into platform.tenant_backups (id, tenant_id, slug, origin, state, requested_by, requested_at, draft_object)
                select gen_random_uuid(), tenant_id, slug, 'uploaded', 'failed', 'somebody', now() - interval '2 days', object_id
                from platform.tenant_backups where id = '%s'""".formatted(backup));
        finishTasks();
        assertThat(operator()
                        .get("/tenants/%s/backups/%s/content".formatted(tenant.id(), backup))
                        .status())
                .isEqualTo(200);
        assertThat(query(
                        "select count(*) from platform.tenant_backups where tenant_id = '%s' and draft_object is not null"
                                .formatted(tenant.id())))
                .containsExactly("0");
    }

    @Test
    void refusesAnArchiveWithAByteThatIsNotAsItWas() throws Exception {
        var tenant = newTenant();
        var path = "/tenants/%s/backups/".formatted(tenant.id());
        var archive = archive(path + STEPS.backUp(tenant) + "/content");
        for (int part = 1; part < 12; part++) {
            var damaged = archive.clone();
            damaged[archive.length * part / 12] ^= 0x55;
            var answer = upload(tenant, damaged);
            assertThat(answer.status()).as(part + ": " + answer.body()).isIn(201, 400); // 201: a time, or a gap
        }
    }

    private static Api.Answer upload(Tenant tenant, byte[] archive) {
        return operator()
                .send("POST", "/tenants/%s/backups/uploads".formatted(tenant.id()), archive, "application/zip");
    }

    @Test
    void isNotOfATenantThatWorksElsewhere() {
        var tenant = newTenant();
        var path = "/tenants/" + tenant.id();
        var backup = STEPS.backUp(tenant);
        query("update platform.tenants set database = 'elsewhere' where id = '%s'".formatted(tenant.id()));
        assertThat(operator().post(path + "/backups", "{}"))
                .returns(409, Api.Answer::status)
                .returns("in-own-database", BackupApiTest::problem);
        assertThat(operator()
                        .post(
                                path + "/restores",
                                "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(backup, tenant.slug())))
                .returns(409, Api.Answer::status)
                .returns("in-own-database", BackupApiTest::problem);
        query("update platform.tenants set database = null where id = '%s'".formatted(tenant.id()));
        assertThat(operator().post(path + "/backups", "{}").status()).isEqualTo(202);
        STEPS.finish();
    }

    @Test
    void keepsATenantFromMovingWhileWhatItReplacedIsKept() {
        var tenant = newTenant();
        query("update platform.tenants set plan = 'enterprise' where id = '%s'".formatted(tenant.id()));
        STEPS.restored(tenant, STEPS.backUp(tenant));
        assertThat(operator().post("/tenants/%s/promotion".formatted(tenant.id()), "{}"))
                .returns(409, Api.Answer::status)
                .returns("restored-lately", BackupApiTest::problem);
    }

    private static String problem(Api.Answer answer) {
        return answer.json().path("type").asString().replaceFirst(".*/", "");
    }

    @Test
    void isForThePlatformOnly() {
        var tenant = newTenant();
        var path = "/tenants/" + tenant.id() + "/backups";
        var one = path + "/" + STEPS.backUp(tenant);
        for (var url : List.of(path, one, one + "/content")) {
            assertThat(PLATFORM.anonymous().get(url).status()).isEqualTo(401);
            assertThat(administrator(tenant).get(url).status()).isEqualTo(403);
            assertThat(operator().get(url).status()).isEqualTo(200);
        }
        assertThat(administrator(tenant).post(path, "{}").status()).isEqualTo(403);
        assertThat(administrator(tenant).delete(one).status()).isEqualTo(403);
        var nobody = "/tenants/" + UUID.randomUUID() + "/backups";
        assertThat(operator().post(nobody, "{}").status()).isEqualTo(404);
        assertThat(operator().get(nobody).status()).isEqualTo(404);
        assertThat(operator().get(nobody + one.substring(path.length())).status())
                .as("another tenant's")
                .isEqualTo(404);
        assertThat(operator().delete(path + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void bringsAnOlderSchemaToThisVersionsWhenItIsRestored() {
        var tenant = newTenant();
        var schema = tenant.schema();
        query("drop schema %1$s cascade; create schema %1$s authorization %1$s".formatted(schema));
        migrate(tenant, "kernel", "db/tenant/kernel", "latest");
        migrate(tenant, "identity", "db/tenant/identity", "3");
        var user = UUID.randomUUID();
        query("""
                insert into %1$s.users (id, email, password_hash, first_name, last_name, created_at, updated_at)
                values ('%2$s', 'old@%3$s.example', 'x', 'Old', 'Hand', now(), now());
                insert into %1$s.sessions (id, user_id, created_at, used_at, expires_at)
                values (gen_random_uuid(), '%2$s', now(), now(), now() + interval '1 day')
                """.formatted(schema, user, tenant.slug().replace('_', '-')));
        var backup = STEPS.backUp(tenant);
        migrate(tenant, "identity", "db/tenant/identity", "latest"); // and then it was upgraded

        STEPS.restored(tenant, backup);

        assertThat(query("select first_name, federated_only from %s.users".formatted(schema)))
                .containsExactly("Old|f");
        assertThat(query("select end_reason from %s.sessions".formatted(schema)))
                .containsExactly("revoked");
        assertThat(columns(schema)).isEqualTo(columns(newTenant().schema()));
        assertThat(query(
                        "select user_id from platform.sign_in_directory where tenant_id = '%s'".formatted(tenant.id())))
                .containsExactly(user.toString());
    }

    @Test
    void hasSettingsThatMakeSense() {
        var usual = new Binder(new MapConfigurationPropertySource(new Properties()))
                .bindOrCreate("foodflow.tenant.backups", BackupSettings.class);
        assertThat(usual).isEqualTo(new BackupSettings(0, 7, 30, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackupSettings(-1, 7, 30, 7))
                .withMessageContaining("every-hours must be 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new BackupSettings(0, 0, 30, 7));
    }

    /** As an older version left it. */
    private static void migrate(Tenant tenant, String owner, String location, String target) {
        Flyway.configure()
                .dataSource(
                        PLATFORM.database().url(),
                        PLATFORM.database().user(),
                        PLATFORM.database().password())
                .initSql("set role " + tenant.schema())
                .schemas(tenant.schema())
                .defaultSchema(tenant.schema())
                .createSchemas(false)
                .table("flyway_" + owner)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(target)
                .locations("classpath:" + location)
                .load()
                .migrate();
    }

    private static List<String> columns(String schema) {
        return query("""
                select table_name, column_name, data_type from information_schema.columns
                where table_schema = '%s' order by 1, 2""".formatted(schema));
    }

    private static String state(Tenant tenant, String backup) {
        return operator()
                .get("/tenants/%s/backups/%s".formatted(tenant.id(), backup))
                .json()
                .path("state")
                .asString();
    }

    private static byte[] archive(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(PLATFORM.address() + path))
                .header("Authorization", operator().header("Authorization"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("foodflow-backup-");
            return answer.body();
        }
    }

    private static Map<String, byte[]> fetched(String path) throws Exception {
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive(path)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
