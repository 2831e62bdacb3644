package io.foodflow.tenant.backups;

import static io.foodflow.tenant.TenantPlatform.newSlug;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RestoreApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();
    private static final BackupSteps STEPS = new BackupSteps(PLATFORM, TenantPlatform.operatorsTenant());

    /** What a restore says in the restored tables, and what must not be good again. */
    private static final Set<String> OTHERWISE = Set.of(
            "audit_entries",
            "audit_ledger",
            "audit_leaves",
            "audit_tiles",
            "outbox",
            "consumer_positions",
            "sessions",
            "refresh_tokens",
            "one_time_tokens");

    @Test
    void putsBackExactlyWhatWasThere() {
        var tenant = newTenant();
        var tokens = STEPS.life(tenant);
        STEPS.writePair(tenant, "before");
        var lost = keep(tenant, "a note of " + tenant.slug() + " that is lost");
        var before = STEPS.digests(tenant.schema());
        var backup = STEPS.backUp(tenant);
        var fresh = keep(tenant, "a newer note of " + tenant.slug());
        PLATFORM.inside(tenant, () -> PLATFORM.bean(ObjectStore.class).delete(new ObjectId(lost)));
        STEPS.writePair(tenant, "after");
        query("update %s.users set first_name = 'Eve'".formatted(tenant.schema()));
        query("delete from %s.invitations".formatted(tenant.schema()));

        var restore = STEPS.restored(tenant, backup);

        var now = STEPS.digests(tenant.schema());
        assertThat(now.keySet()).isEqualTo(before.keySet());
        assertThat(without(now, OTHERWISE)).isEqualTo(without(before, OTHERWISE));
        assertThat(kept(tenant)).containsExactlyInAnyOrder(lost, fresh);
        assertThat(ledgerSize(tenant)).isEqualTo(entries(tenant));
        assertThat(query("select event_type from %s.audit_entries order by time desc limit 1"
                        .formatted(tenant.schema())))
                .containsExactly("TenantRestored");
        assertThat(recorded(tenant.id()))
                .endsWith("BackupRequested", "BackupMade", "RestoreRequested", "TenantRestored");
        assertThat(restore.path("replaced_entries").asLong()).isPositive();
        assertThat(query("select data ->> 'replaced_hash' from %s.outbox where type = 'TenantRestored'"
                        .formatted(tenant.schema())))
                .containsExactly(restore.path("replaced_hash").asString());
        assertThat(STEPS.beside(tenant)).hasSize(1).first().asString().startsWith("before_");
        assertThat(STEPS.bearer(tokens).get("/auth/me").status())
                .as("a token of before is asked to be refreshed")
                .isEqualTo(401);
        assertThat(PLATFORM.anonymous()
                        .post(
                                "/auth/refresh",
                                "{\"refresh_token\":\"%s\"}"
                                        .formatted(tokens.path("refresh_token").asString()))
                        .status())
                .as("and nobody is signed in any more")
                .isEqualTo(401);
        assertThat(STEPS.bearer(STEPS.signIn(tenant)).get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void isUndoneAndWhatItReplacedIsThereAgainToTheLastRowItsOpenJobsToo() {
        var tenant = newTenant();
        STEPS.life(tenant);
        var job = UUID.randomUUID();
        query("""
                insert into %s.jobs (id, kind, state, input, requested_by, actor)
                values ('%s', 'nobody_does_this', 'queued', '{}', 'somebody', '{}')""".formatted(tenant.schema(), job));
        var backup = STEPS.backUp(tenant);
        STEPS.writePair(tenant, "after");
        PLATFORM.deliverEvents(tenant);
        var replaced = STEPS.digests(tenant.schema());
        var restore = STEPS.restored(tenant, backup).path("id").asString();
        assertThat(query("select count(*) from %s.usage_records".formatted(tenant.schema())))
                .containsExactly("0");
        assertThat(query("select state, error from %s.jobs".formatted(tenant.schema()))
                        .getFirst())
                .startsWith("failed|restored from a backup");

        var path = "/tenants/%s/restores/%s/undo".formatted(tenant.id(), restore);
        assertThat(STEPS.operator()
                        .post(path + "?confirm=" + tenant.slug(), "{}")
                        .status())
                .isEqualTo(202);
        STEPS.finish();

        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("undone");
        assertThat(without(STEPS.digests(tenant.schema()), OTHERWISE)).isEqualTo(without(replaced, OTHERWISE));
        assertThat(query("select count(*) from %s.sessions where ended_at is null".formatted(tenant.schema())))
                .as("who was signed in then is not now")
                .containsExactly("0");
        assertThat(query("select task_name from platform.scheduled_tasks where task_instance = '%s/%s'"
                        .formatted(tenant.id(), job)))
                .containsExactly("job:nobody_does_this");
        assertThat(query("select event_type from %s.audit_entries order by time desc limit 1"
                        .formatted(tenant.schema())))
                .containsExactly("RestoreUndone");
        assertThat(recorded(tenant.id())).endsWith("TenantRestored", "RestoreUndoRequested", "RestoreUndone");
        assertThat(STEPS.bearer(STEPS.signIn(tenant)).get("/auth/me").status()).isEqualTo(200);
        assertThat(STEPS.operator()
                        .post(path + "?confirm=" + tenant.slug(), "{}")
                        .status())
                .isEqualTo(409);

        var over = "update platform.tenant_restores set aside_until = now() - interval '1 second' where id = '%s'"
                .formatted(restore);
        query("""
            insert into %s.legal_holds (id, name, reason, everything, resource_type, placed_by, placed_at)
            values (gen_random_uuid(), 'Recall 14', 'r', false, 'node', 'x', now())""".formatted(tenant.schema()));
        query(over);
        STEPS.finish();
        assertThat(STEPS.beside(tenant)).as("kept for a hold").isNotEmpty();

        query("update %s.legal_holds set released_by = 'x', released_at = now(), release_reason = 'x'"
                .formatted(tenant.schema()));
        query(over);
        STEPS.finish();
        assertThat(STEPS.beside(tenant)).isEmpty();
        assertThat(recorded(tenant.id())).endsWith("ReplacedDataDropped");
    }

    @Test
    void makesAnotherTenantInWhichNobodyOfTheFirstGetsIn() {
        var tenant = newTenant();
        STEPS.life(tenant);
        STEPS.writePair(tenant, "first");
        query("update %s.account_policy set registration_domains = '{corp.example}'".formatted(tenant.schema()));
        var note = keep(tenant, "a note of " + tenant.slug());
        var backup = STEPS.backUp(tenant);
        PLATFORM.deliverEvents(tenant);
        var untouched = STEPS.digests(tenant.schema());
        var slug = newSlug();

        var id = STEPS.asked(
                tenant,
                "{\"backup_id\":\"%s\",\"confirm\":\"%s\",\"into\":{\"slug\":\"%s\",\"name\":\"As it was\"}}"
                        .formatted(backup, tenant.slug(), slug));
        STEPS.finish();

        var restore = STEPS.restore(tenant, id);
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("succeeded");
        var copy = PLATFORM.bean(Tenants.class)
                .find(TenantId.of(restore.path("copy_id").asString()))
                .orElseThrow();
        assertThat(copy.slug()).isEqualTo(slug);
        assertThat(copy.name()).isEqualTo("As it was");
        assertThat(STEPS.digests(tenant.schema())).isEqualTo(untouched);
        var same = Set.of("roles", "role_permissions", "user_roles", "usage_records", "service_accounts");
        for (var table : same) {
            assertThat(STEPS.digests(copy.schema()).get(table)).as(table).isEqualTo(untouched.get(table));
        }
        assertThat(query("select status from %s.users".formatted(copy.schema())))
                .containsExactly("disabled");
        assertThat(query("select count(*) from %s.service_keys".formatted(copy.schema())))
                .containsExactly("0");
        assertThat(query("select registration_domains::text from %s.account_policy".formatted(copy.schema())))
                .as("nobody lets himself in")
                .containsExactly("{}");
        assertThat(kept(copy)).containsExactly(note);
        assertThat(ledgerSize(copy)).isEqualTo(entries(copy));
        assertThat(recorded(copy.id())).containsExactly("TenantCreated", "TenantRestored");
        assertThat(STEPS.beside(copy)).isEmpty();
        assertThat(STEPS.signIn(tenant).path("access_token").asString())
                .as("who signs in comes to the first as ever")
                .isNotEmpty();
        assertThat(STEPS.operator()
                        .post("/tenants/%s/restores/%s/undo?confirm=%s".formatted(tenant.id(), id, tenant.slug()), "{}")
                        .json()
                        .path("detail")
                        .asString())
                .contains("delete that one instead");
    }

    @Test
    void holdsAllThatWasAcknowledgedBeforeAndNothingHalfWhileEverybodyWrites() throws Exception {
        var tenant = newTenant();
        var neighbour = newTenant();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var ofNeighbour = ConcurrentHashMap.<String>newKeySet();
        var stop = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var writers = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 2; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> write(tenant, "t" + number, acknowledged, stop)));
                writers.add(threads.submit(() -> write(neighbour, "n" + number, ofNeighbour, stop)));
            }
            while (acknowledged.size() < 20) {
                Thread.onSpinWait();
            }
            var beforeTheBackup = Set.copyOf(acknowledged);
            var backup = STEPS.backUp(tenant);
            var beforeTheRestore = Set.copyOf(ofNeighbour);
            var restore = STEPS.restored(tenant, backup);
            int afterTheRestore = acknowledged.size();
            while (acknowledged.size() < afterTheRestore + 20) {
                Thread.onSpinWait();
            }
            stop.set(true);
            for (var writer : writers) {
                writer.get(); // none failed
            }
            var rows = query("select id from %s.usage_records".formatted(tenant.schema()));
            var whole = pairs(rows);
            assertThat(whole).as("acknowledged before the backup began").containsAll(beforeTheBackup);
            assertThat(rows).as("nothing half").hasSize(2 * whole.size());
            assertThat(acknowledged).as("nothing that was never acknowledged").containsAll(whole);
            assertThat(whole.size()).as("what came between is gone").isLessThan(acknowledged.size());
            assertThat(restore.path("pause_millis").asInt()).isBetween(0, 3_000);
            assertThat(pairs(query("select id from %s.usage_records".formatted(neighbour.schema()))))
                    .isEqualTo(Set.copyOf(ofNeighbour))
                    .containsAll(beforeTheRestore);
            PLATFORM.deliverEvents(tenant);
            assertThat(ledgerSize(tenant)).isEqualTo(entries(tenant));
        }
    }

    @Test
    void keepsRevokedKeysRevokedAndGivesADomainUpThatAnotherCompanyHasSince() {
        var tenant = newTenant();
        var other = newTenant();
        STEPS.life(tenant);
        var provider = UUID.randomUUID();
        query("""
                insert into %1$s.identity_providers (id, name, enabled, issuer, client_id, scopes, email_claim, first_name_claim,
                  last_name_claim, trusts_email, creates_users, follows_roles, password_allowed, second_factor_values, created_by,
                  created_at, updated_at)
                values ('%2$s', 'p', true, 'https://idp.example', 'c', '{openid}', 'email', 'a', 'b', false, true, false, true,
                        '{}', 'x', now(), now());
                insert into %1$s.identity_domains (domain, provider_id, proof, verified_at, verified_by)
                values ('kept.%3$s.example', '%2$s', 'p', now(), 'dns'), ('lost.%3$s.example', '%2$s', 'p', now(), 'dns');
                insert into platform.verified_domains (domain, tenant_id, provider_id)
                values ('kept.%3$s.example', '%4$s', '%2$s'), ('lost.%3$s.example', '%4$s', '%2$s')
                """.formatted(tenant.schema(), provider, tenant.slug(), tenant.id()));
        var backup = STEPS.backUp(tenant);
        query("update platform.verified_domains set tenant_id = '%s' where domain = 'lost.%s.example'"
                .formatted(other.id(), tenant.slug()));
        query("delete from %s.service_keys".formatted(tenant.schema()));

        STEPS.restored(tenant, backup);

        assertThat(query("select count(*) from %s.service_keys".formatted(tenant.schema())))
                .containsExactly("0");
        assertThat(query("select domain from platform.verified_domains where tenant_id = '%s'".formatted(tenant.id())))
                .containsExactly("kept.%s.example".formatted(tenant.slug()));
        assertThat(query("select domain from %s.identity_domains where verified_at is null".formatted(tenant.schema())))
                .containsExactly("lost.%s.example".formatted(tenant.slug()));
        leavesNothingWhenItIsErased(tenant, backup);
    }

    @Test
    void letsNoMachineInAgainByAKeyThatEndedSinceNeitherWhenItIsUndone() {
        var tenant = newTenant();
        STEPS.life(tenant);
        var boss = STEPS.bearer(STEPS.signIn(tenant));
        var account = boss.post("/service-accounts", "{\"name\":\"line 2\",\"roles\":[]}")
                .json();
        var client = client(boss, "one");
        var deleted = client(boss, "two");
        assertThat(exchange(account)).isEqualTo(200);
        var backup = STEPS.backUp(tenant);
        var second = boss.post("/service-accounts/%s/rotate".formatted(id(account)), "{}")
                .json();
        assertThat(boss.post("/oauth-clients/%s/rotate-secret".formatted(id(client)), "")
                        .status())
                .isEqualTo(200);
        assertThat(boss.delete("/oauth-clients/" + id(deleted)).status()).isEqualTo(204);
        var secret = query(
                "select secret_hash from %s.oauth_clients where id = '%s'".formatted(tenant.schema(), id(client)));

        var restore = STEPS.restored(tenant, backup).path("id").asString();

        assertThat(exchange(account)).as("a key that was rotated").isEqualTo(401);
        assertThat(query("select secret_hash from %s.oauth_clients".formatted(tenant.schema())))
                .isEqualTo(secret);

        var again = STEPS.bearer(STEPS.signIn(tenant));
        assertThat(again.delete("/service-accounts/" + id(account)).status()).isEqualTo(204);
        assertThat(again.post("/oauth-clients/%s/rotate-secret".formatted(id(client)), "")
                        .status())
                .isEqualTo(200);
        var newest = query("select secret_hash from %s.oauth_clients".formatted(tenant.schema()));
        var undo = "/tenants/%s/restores/%s/undo?confirm=%s".formatted(tenant.id(), restore, tenant.slug());
        assertThat(STEPS.operator().post(undo, "{}").status()).isEqualTo(202);
        STEPS.finish();

        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("undone");
        assertThat(exchange(second)).as("a key of an account that was deleted").isEqualTo(401);
        assertThat(query("select secret_hash from %s.oauth_clients".formatted(tenant.schema())))
                .isEqualTo(newest);
    }

    private static JsonNode client(Api boss, String name) {
        var made = boss.post("/oauth-clients", """
                {"name":"%s","kind":"confidential","grant_types":["authorization_code"],
                 "redirect_uris":["https://portal.example.com/cb"],"scopes":["openid"]}""".formatted(name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }

    private static String id(JsonNode made) {
        return made.path("id").asString();
    }

    /** The status that a machine is answered which comes with its key. */
    private static int exchange(JsonNode account) {
        var form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(
                        account.path("client_id").asString(),
                        account.path("client_secret").asString());
        return PLATFORM.anonymous()
                .send("POST", "/auth/token", form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded")
                .status();
    }

    @Test
    void isNotUndoneAnyMoreWhenItsTimeIsOver() {
        var tenant = newTenant();
        var restore = STEPS.restored(tenant, STEPS.backUp(tenant)).path("id").asString();
        var undo = "/tenants/%s/restores/%s/undo".formatted(tenant.id(), restore);
        assertThat(TenantPlatform.administrator(newTenant())
                        .post(undo + "?confirm=" + tenant.slug(), "{}")
                        .status())
                .isEqualTo(403);
        assertThat(operator().post(undo + "?confirm=no", "{}").status()).isEqualTo(400);
        assertThat(operator().post(undo, "{}").status()).as("unconfirmed").isEqualTo(400);
        isForThePlatformOnly(tenant, restore);
        query("update platform.tenant_restores set aside_until = now() - interval '1 second' where id = '%s'"
                .formatted(restore));
        var refused = operator().post(undo + "?confirm=" + tenant.slug(), "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asString()).contains("not kept any more");
        operator().delete("/tenants/%s?confirm=%s".formatted(tenant.id(), tenant.slug()));
        var deleting = operator().post(undo + "?confirm=" + tenant.slug(), "{}");
        assertThat(deleting.status()).isEqualTo(409);
        assertThat(deleting.json().path("type").asString()).endsWith("/being-deleted");
    }

    private static void isForThePlatformOnly(Tenant tenant, String restore) {
        var list = "/tenants/%s/restores".formatted(tenant.id());
        var other = newTenant();
        var stranger = TenantPlatform.administrator(other);
        var confirmed = "/%s/undo?confirm=%s".formatted(restore, tenant.slug());
        for (var path : List.of(list, list + "/" + restore)) {
            assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
            assertThat(stranger.get(path).status()).isEqualTo(403);
            assertThat(operator().get(path).status()).isEqualTo(200);
        }
        assertThat(PLATFORM.anonymous().post(list + confirmed, "{}").status()).isEqualTo(401);
        assertThat(stranger.post(list + confirmed, "{}").status()).isEqualTo(403);
        var elsewhere = "/tenants/%s/restores/%s".formatted(other.id(), restore);
        assertThat(operator().get(elsewhere).status()).isEqualTo(404);
        assertThat(operator()
                        .post(elsewhere + "/undo?confirm=" + other.slug(), "{}")
                        .status())
                .isEqualTo(404);
    }

    private static void leavesNothingWhenItIsErased(Tenant tenant, String backup) {
        var object =
                new ObjectId(query("select object_id from platform.tenant_backups where id = '%s'".formatted(backup))
                        .getFirst());
        assertThat(STEPS.beside(tenant)).isNotEmpty();
        operator().delete("/tenants/%s?grace_days=0&confirm=%s".formatted(tenant.id(), tenant.slug()));
        STEPS.finish();
        assertThat(TenantPlatform.remains(PLATFORM, tenant.slug())).isEmpty();
        assertThat(STEPS.beside(tenant)).isEmpty();
        assertThat(query("select state from platform.tenant_backups where id = '%s'".formatted(backup)))
                .containsExactly("removed");
        assertThat(PLATFORM.bean(PlatformObjects.class).store().exists(object)).isFalse();
    }

    @Test
    void refusesWhatIsNotMeantOrCannotBe() {
        var tenant = newTenant();
        var other = newTenant();
        var backup = STEPS.backUp(tenant);
        var path = "/tenants/%s/restores".formatted(tenant.id());
        var good = "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(backup, tenant.slug());

        assertThat(PLATFORM.anonymous().post(path, good).status()).isEqualTo(401);
        assertThat(TenantPlatform.administrator(tenant).post(path, good).status())
                .isEqualTo(403);
        assertThat(operator()
                        .post("/tenants/%s/restores".formatted(UUID.randomUUID()), good)
                        .status())
                .isEqualTo(404);
        assertThat(operator().get(path + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(operator()
                        .post(path + "/" + UUID.randomUUID() + "/undo?confirm=" + tenant.slug(), "{}")
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .get("/tenants/%s/restores".formatted(UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        refused(path, "{\"confirm\":\"%s\"}".formatted(tenant.slug()), "backup_id");
        refused(path, "{\"backup_id\":\"%s\",\"confirm\":\"no\"}".formatted(backup), "confirm");
        refused(
                path,
                "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(UUID.randomUUID(), tenant.slug()),
                "backup_id");
        refused(path, good.replace("}", ",\"into\":{\"slug\":\"No!\",\"name\":\"x\"}}"), "into.slug");
        refused(path, good.replace("}", ",\"into\":{\"slug\":\"fine\"}}"), "into.name");
        refused(
                "/tenants/%s/restores".formatted(other.id()),
                "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(backup, other.slug()),
                "backup_id");
        var taken = operator()
                .post(path, good.replace("}", ",\"into\":{\"slug\":\"%s\",\"name\":\"x\"}}".formatted(other.slug())));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().path("type").asString()).endsWith("/slug-taken");
        var own = TenantPlatform.operatorsTenant();
        var ownBackup = STEPS.backUp(own);
        var lockOut = operator()
                .post(
                        "/tenants/%s/restores".formatted(own.id()),
                        "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(ownBackup, own.slug()));
        assertThat(lockOut.json().path("type").asString()).endsWith("/own-tenant");
        assertThat(query("select count(*) from platform.tenant_restores where tenant_id in ('%s', '%s')"
                        .formatted(tenant.id(), other.id())))
                .containsExactly("0");
    }

    private static void refused(String path, String body, String field) {
        var answer = operator().post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    private static boolean write(Tenant tenant, String writer, Set<String> acknowledged, AtomicBoolean stop) {
        for (int n = 0; !stop.get(); n++) {
            var id = "%s-%d".formatted(writer, n);
            STEPS.writePair(tenant, id);
            acknowledged.add(id);
        }
        return true;
    }

    private static Set<String> pairs(List<String> rows) {
        var pairs = new java.util.TreeSet<String>();
        rows.forEach(row -> pairs.add(row.substring(0, row.indexOf('/'))));
        return pairs;
    }

    private static Map<String, String> without(Map<String, String> digests, Set<String> tables) {
        var rest = new java.util.TreeMap<>(digests);
        rest.keySet().removeAll(tables);
        return rest;
    }

    /** How many entries the tenant's ledger has, each of which fits. */
    private static long ledgerSize(Tenant tenant) {
        PLATFORM.deliverEvents(tenant);
        var found =
                PLATFORM.inside(tenant, () -> PLATFORM.bean(AuditProofs.class).check());
        assertThat(found.fault()).isNull();
        return found.entries();
    }

    private static long entries(Tenant tenant) {
        return Long.parseLong(query("select count(*) from %s.audit_entries".formatted(tenant.schema()))
                .getFirst());
    }

    private static String keep(Tenant tenant, String text) {
        return PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(ObjectStore.class)
                        .put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .id()
                        .sha256());
    }

    private static List<String> kept(Tenant tenant) {
        return PLATFORM.inside(tenant, () -> {
            var ids = new ArrayList<String>();
            PLATFORM.bean(ObjectStore.class)
                    .forEach(object -> ids.add(object.id().sha256()));
            return ids;
        });
    }
}
