package io.foodflow.tenant.backups;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What tests of backups often do, on one platform. */
final class BackupSteps {

    private final TestPlatform platform;
    private final Tenant operator;

    BackupSteps(TestPlatform platform, Tenant operator) {
        this.platform = platform;
        this.operator = operator;
    }

    /** Two rows of a tenant that are written together or not at all. */
    record PairWritten(String id) implements DomainEvent {
        @Override
        public String resourceType() {
            return "pair";
        }

        @Override
        public String resourceId() {
            return id;
        }
    }

    Api operator() {
        return platform.as(operator, "platform_tenant:read", "platform_tenant:write");
    }

    void finish() {
        platform.bean(TenantTasks.class).finish();
    }

    /** A person who signs in, a machine with a key, an open invitation. Returns the person's tokens. */
    JsonNode life(Tenant tenant) {
        var invited = platform.as(tenant, "platform_tenant:write")
                .post("/users/invitations/administrator", "{\"email\":\"%s\"}".formatted(email(tenant)))
                .json();
        var link = invited.path("link").asString();
        var accepted = platform.anonymous()
                .post(
                        "/auth/invitations/accept",
                        "{\"token\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"password\":\"%s\"}"
                                .formatted(link.substring(link.indexOf('#') + 1), TenantPlatform.PASSWORD));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        var tokens = signIn(tenant);
        var boss = bearer(tokens);
        assertThat(boss.post("/users/invitations", "{\"email\":\"guest@example.com\",\"roles\":[]}")
                        .status())
                .isEqualTo(201);
        var key = boss.post("/service-accounts", "{\"name\":\"line 1\",\"roles\":[]}");
        assertThat(key.status()).as(key.body()).isEqualTo(201);
        return tokens;
    }

    JsonNode signIn(Tenant tenant) {
        var answer = platform.anonymous()
                .post(
                        "/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email(tenant), TenantPlatform.PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    Api bearer(JsonNode tokens) {
        return platform.anonymous()
                .with("Authorization", "Bearer " + tokens.path("access_token").asString());
    }

    static String email(Tenant tenant) {
        return "boss@%s.example".formatted(tenant.slug().replace('_', '-'));
    }

    /** Makes a backup and returns its id. */
    String backUp(Tenant tenant) {
        var id = request(tenant);
        finish();
        var made = operator()
                .get("/tenants/%s/backups/%s".formatted(tenant.id(), id))
                .json();
        assertThat(made.path("state").asString()).as(made.toString()).isEqualTo("succeeded");
        return id;
    }

    String request(Tenant tenant) {
        var asked = operator().post("/tenants/%s/backups".formatted(tenant.id()), "{}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return asked.json().path("id").asString();
    }

    /** Asks for a restore and returns its id. */
    String askToRestore(Tenant tenant, String backup) {
        return asked(tenant, "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(backup, tenant.slug()));
    }

    String asked(Tenant tenant, String wish) {
        var asked = operator().post("/tenants/%s/restores".formatted(tenant.id()), wish);
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return asked.json().path("id").asString();
    }

    JsonNode restore(Tenant tenant, String id) {
        return operator()
                .get("/tenants/%s/restores/%s".formatted(tenant.id(), id))
                .json();
    }

    /** Puts a backup in place and returns what the platform says of that. */
    JsonNode restored(Tenant tenant, String backup) {
        var id = askToRestore(tenant, backup);
        finish();
        var restore = restore(tenant, id);
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("succeeded");
        return restore;
    }

    /** Writes two rows that belong together. */
    void writePair(Tenant tenant, String id) {
        var work = platform.bean(UnitOfWork.class);
        var jdbc = platform.bean(JdbcClient.class);
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    for (var half : Set.of("a", "b")) {
                        jdbc.sql(
                                        "insert into usage_records (id, metric, period, quantity, recorded_at) values (?, 'pair', '', 1, now())")
                                .param(id + "/" + half)
                                .update();
                    }
                    change.record(new PairWritten(id), null, null);
                    return id;
                }));
    }

    /** A digest of every row of each of its tables. */
    Map<String, String> digests(String schema) {
        var tables = platform.database().rows("""
                select table_name from information_schema.tables
                where table_schema = '%s' and table_name not like 'flyway%%'""".formatted(schema));
        var each = tables.stream()
                .map(table ->
                        "select '%2$s', coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from %1$s.%2$s t"
                                .formatted(schema, table))
                .collect(Collectors.joining(" union all "));
        var digests = new TreeMap<String, String>();
        for (var row : platform.database().rows(each)) {
            digests.put(row.substring(0, row.indexOf('|')), row.substring(row.indexOf('|') + 1));
        }
        return digests;
    }

    /** Schemas that are neither a tenant's nor the platform's. */
    List<String> beside(Tenant tenant) {
        return platform.database().rows("""
                select nspname::text from pg_namespace
                where nspname ~ '^(restoring_.*|before_.*|after_.*)_%s$' order by 1""".formatted(tenant.slug()));
    }
}
