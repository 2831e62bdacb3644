package io.foodflow.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.audit.RefusedAccess;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A tenant with something of everything in it, all of whose names hold its mark, a word of five letters. */
final class Company {

    private static final String PASSWORD = "correct horse battery";
    private static final int VALUES_OF_A_COLUMN = 300;

    private final TestPlatform platform;
    private final Tenant tenant;
    private final String mark;
    private final Map<String, Set<String>> permissionsOfRoles = new TreeMap<>();
    private final Map<String, UUID> users = new HashMap<>();

    Company(TestPlatform platform, String mark) {
        this.platform = platform;
        this.tenant = platform.newTenant();
        this.mark = mark;
        for (var role :
                platform.as(tenant, "role:read").get("/roles?limit=100").json().path("items")) {
            var permissions = new LinkedHashSet<String>();
            role.path("permissions").forEach(permission -> permissions.add(permission.asString()));
            permissionsOfRoles.put(role.path("name").asString(), Set.copyOf(permissions));
        }
    }

    Tenant tenant() {
        return tenant;
    }

    /** The built-in roles and what they may do. */
    Map<String, Set<String>> permissionsOfRoles() {
        return Map.copyOf(permissionsOfRoles);
    }

    /** A client that calls as a user of one role. */
    Api as(String role) {
        var token = platform.bean(AccessTokens.class)
                .forUser(
                        users.computeIfAbsent(role, absent -> UUID.randomUUID()),
                        role + "@" + tenant.slug() + ".example",
                        tenant.id(),
                        Set.of(role),
                        permissionsOfRoles.getOrDefault(role, Set.of()),
                        UUID.randomUUID());
        return platform.anonymous().with("Authorization", "Bearer " + token.token());
    }

    /** A client that calls as the company's administrator, in a session of its own. */
    Api signedIn() {
        return signedIn(administrator());
    }

    private Api signedIn(String email) {
        var answer = platform.anonymous()
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return platform.anonymous()
                .with(
                        "Authorization",
                        "Bearer " + answer.json().path("access_token").asString());
    }

    private String administrator() {
        return "boss.%s@example.com".formatted(mark);
    }

    /** Makes a few of everything that people can make. */
    void furnish() {
        var api = as("tenant_admin");
        rows("update platform.tenants set sandbox = true where id = '%s'".formatted(tenant.id()));
        for (int n = 1; n <= 4; n++) {
            made(api.with("Idempotency-Key", "key-%s-%d".formatted(mark, n))
                    .post("/users", """
                            {"email":"user%1$d.%2$s@example.com","password":"%3$s","first_name":"F%1$d %2$s",
                             "last_name":"L%1$d %2$s","roles":["viewer"]}""".formatted(n, mark, PASSWORD)));
            assertThat(signedIn("user%d.%s@example.com".formatted(n, mark))
                            .post("/auth/totp", "{\"password\":\"%s\"}".formatted(PASSWORD))
                            .status())
                    .isEqualTo(200);
            made(api.post("/roles", """
                    {"name":"role_%2$s_%1$d","title":"Role %1$d %2$s","permissions":["node:read"]}""".formatted(n, mark)));
            made(api.post("/users/invitations", """
                    {"email":"guest%d.%s@example.com","roles":["viewer"],"language":"en"}""".formatted(n, mark)));
            made(api.post(
                    "/service-accounts", "{\"name\":\"machine %d %s\",\"roles\":[\"viewer\"]}".formatted(n, mark)));
            made(api.post("/oauth-clients", """
                    {"name":"app %1$d %2$s","kind":"confidential","grant_types":["authorization_code"],
                     "redirect_uris":["https://%2$s.example.com/%1$d"],"scopes":["openid"]}""".formatted(n, mark)));
            made(api.post("/identity-providers", """
                    {"name":"provider %1$d %2$s","issuer":"https://127.0.0.1:9/%1$d","client_id":"client %1$d %2$s",
                     "domains":["d%1$d.%2$s.example"],"default_roles":["viewer"],"claims":{"groups":"groups"},
                     "role_rules":[{"value":"group %1$d %2$s","roles":["planner"]}]}""".formatted(n, mark)));
            var mail = made(api.post(
                    "/notifications/channels", "{\"name\":\"mail %d %s\",\"kind\":\"email\"}".formatted(n, mark)));
            made(api.post("/notifications/channels", """
                    {"name":"hook %1$d %2$s","kind":"webhook","settings":{"url":"https://localhost/%2$s"}}""".formatted(n, mark)));
            made(api.post("/notifications/templates", """
                    {"name":"letter_%1$d.%2$s","texts":{"en":{"subject":"Letter %1$d %2$s","text":"Lot {{lot}}"}},
                     "sample":{"lot":"LOT-%2$s-%1$d"}}""".formatted(n, mark)));
            made(api.post("/notifications/subscriptions", """
                    {"name":"subscription %1$d %2$s","events":["RecallOpened"],"to":{"roles":["viewer"]}}""".formatted(n, mark)));
            made(api.post("/notifications/suppressions", """
                    {"kind":"email","address":"gone%1$d@%2$s.example","detail":"Left %1$d %2$s"}""".formatted(n, mark)));
            assertThat(api.post("/notifications", """
                            {"subject":"Notice %1$d %2$s","text":"Text %1$d %2$s","to":{"roles":["viewer"],"via":["%3$s"]}}""".formatted(n, mark, mail)).status())
                    .isEqualTo(202);
            var from = made(api.post("/graph/nodes", """
                    {"kind":"supplier","key":"urn:%2$s:from:%1$d","name":"Farm %1$d %2$s"}""".formatted(n, mark)));
            var to = made(api.post("/graph/nodes", """
                    {"kind":"batch","key":"urn:%2$s:to:%1$d","lot_code":"LOT-%2$s-%1$d"}""".formatted(n, mark)));
            made(api.post("/graph/relationships", """
                    {"kind":"SUPPLIES","from_id":"%s","to_id":"%s","event_time":"2026-01-0%dT08:00:00Z"}""".formatted(from, to, n)));
            made(api.post("/audit/holds", """
                    {"name":"hold %1$d %2$s","reason":"reason %1$d %2$s","scope":{"resource_type":"order","resource_id":"order %1$d %2$s"}}""".formatted(n, mark)));
            made(api.post("/auditor-links", """
                    {"name":"auditor %1$d %2$s","email":"auditor%1$d.%2$s@example.com","ends_at":"%3$s"}""".formatted(n, mark, Instant.now().plus(Duration.ofDays(7)))));
            captured(api, n);
            made(api.post("/lineage/events", Requests.lineage(mark, n)));
        }
        var invited = api.post("/users/invitations", """
                {"email":"%s","roles":["tenant_admin"]}""".formatted(administrator()));
        var link = invited.json().path("link").asString();
        made(platform.anonymous()
                .post("/auth/invitations/accept", """
                {"token":"%s","first_name":"Boss","last_name":"Boss","password":"%s"}""".formatted(link.substring(link.indexOf('#') + 1), PASSWORD)));
        signedIn();
        signedIn();
        for (int n = 1; n <= 2; n++) {
            made(api.post("/access-reviews", """
                    {"name":"review %1$d %2$s","reviewer_id":"%3$s","due_at":"%4$s","scope":{"roles":["viewer"],"holders":["service_account"]}}""".formatted(
                            n,
                            mark,
                            ids("select id::text from %%s.users where email = '%s'".formatted(administrator()))
                                    .getFirst(),
                            Instant.now().plus(Duration.ofDays(7)))));
        }
        sign(signedIn(), ids("select id::text from %s.nodes where lot_code like 'LOT-%%'"));
        ids("select id::text from %s.users where email like 'user%%' and email not like 'user4%%'")
                .forEach(user -> made(
                        api.post(
                                "/audit/signing/withdrawals",
                                "{\"user_id\":\"%s\",\"reason\":\"Reason %s\"}".formatted(user, mark)),
                        "user_id"));
        rows("""
                insert into %1$s.oauth_consents (user_id, client_id, scopes, given_at)
                select u.id, c.id, '{openid}', now() from %1$s.users u, %1$s.oauth_clients c where u.email = '%2$s'
                """.formatted(tenant.schema(), administrator()));
        for (var user : ids("select id::text from %s.users where email like 'user%%' and email not like 'user4%%'")) {
            var schedule = made(api.post("/notifications/oncall/schedules", """
                    {"name":"schedule %1$s %2$s","zone":"UTC","layers":[{"name":"layer %2$s","people":["%1$s"],"rotation":"daily",
                     "starts_on":"2026-01-01","handover":"08:00"}]}""".formatted(user, mark)));
            made(api.post("/notifications/oncall/schedules/%s/overrides".formatted(schedule), """
                    {"user_id":"%s","from":"2026-11-23T08:00:00Z","to":"2026-11-24T08:00:00Z"}""".formatted(user)));
        }
        // The administrator's own list; who calls as administrator is no user of the table.
        rows(
                "insert into %1$s.notification_inbox (user_id, notification_id, severity) select '%2$s', id, severity from %1$s.notifications"
                        .formatted(tenant.schema(), users.get("tenant_admin")));
        await(api, "/notifications/deliveries", "waiting", "sending");
        assertThat(api.post("/graph/import/foodchain-lab?name=network%20" + mark, Requests.network(mark))
                        .status())
                .isEqualTo(202);
        assertThat(api.post("/audit/exports", "{}").status()).isEqualTo(202);
        await(api, "/jobs", "queued", "running");
        assertThat(api.post("/tenants/%s/exports".formatted(tenant.id()), "{}").status())
                .isEqualTo(202);
        platform.bean(TenantTasks.class).finish();
        awaitLineage();
        assertThat(exports()).hasSize(1);
        platform.deliverEvents(tenant);
    }

    /** Until all that its jobs did is in its lineage, so that nothing of it changes by itself any more. */
    private void awaitLineage() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!rows("select no from %s.run_marks limit 1".formatted(tenant.schema()))
                .isEmpty()) {
            assertThat(System.nanoTime()).as("waited for lineage").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private void captured(Api api, int n) {
        var answer = api.send("POST", "/capture", Requests.document(mark, n), "application/ld+json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(api.send("POST", "/events", Requests.event(mark, n), "application/ld+json")
                        .status())
                .isEqualTo(201);
    }

    private static void await(Api api, String jobs, String... states) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (var state : states) {
            while (!api.get(jobs + "?state=" + state).json().path("items").isEmpty()) {
                assertThat(System.nanoTime()).as("waited for %s jobs", state).isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** Signs each of these, as the administrator in a session. */
    private void sign(Api session, List<String> nodes) {
        for (var node : nodes) {
            var shown = session.get("/audit/signatures/preview?resource_type=node&resource_id=" + node);
            made(session.post("/audit/signatures", """
                    {"resource_type":"node","resource_id":"%s","sha256":"%s","meaning":"review","comment":"Comment %s",
                     "email":"%s","password":"%s"}""".formatted(
                            node, shown.json().path("sha256").asString(), mark, administrator(), PASSWORD)));
        }
    }

    private List<String> ids(String sql) {
        return rows(sql.formatted(tenant.schema()));
    }

    private static String made(Answer answer) {
        return made(answer, "id");
    }

    private static String made(Answer answer, String id) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().path(id).asString();
    }

    /** What each column of its tables holds that could be taken for an id or a name: of each a few, by table and column. */
    Map<String, List<String>> values(String type, int most) {
        var values = new TreeMap<String, List<String>>();
        for (var column : rows("""
                select table_name || '.' || column_name from information_schema.columns
                join information_schema.tables using (table_schema, table_name)
                where table_schema = '%s' and table_type = 'BASE TABLE' and data_type = '%s'""".formatted(tenant.schema(), type))) {
            var name = column.split("\\.");
            var found = rows("select distinct %3$s::text from %1$s.%2$s where %3$s is not null order by 1 limit %4$d"
                    .formatted(tenant.schema(), name[0], name[1], VALUES_OF_A_COLUMN));
            var telling = type.equals("uuid")
                    ? found
                    : found.stream()
                            .filter(value -> value.contains(mark) && value.length() < 200)
                            .toList();
            if (!telling.isEmpty()) {
                values.put(column, spread(telling, most));
            }
        }
        return values;
    }

    private static List<String> spread(List<String> values, int most) {
        var chosen = new ArrayList<String>();
        for (int n = 0; n < Math.min(most, values.size()); n++) {
            chosen.add(values.get(n * values.size() / Math.min(most, values.size())));
        }
        return chosen;
    }

    String mark() {
        return mark;
    }

    /** The oldest entry of its audit trail. */
    String entry() {
        return rows("select id::text from %s.audit_entries order by time limit 1".formatted(tenant.schema()))
                .getFirst();
    }

    /** Its archives. */
    List<String> exports() {
        return rows("select id::text from platform.tenant_exports where state = 'succeeded' and tenant_id = '%s'"
                .formatted(tenant.id()));
    }

    /** The administrator's oldest sessions that go on. */
    List<String> sessions() {
        return rows("""
                select s.id::text from %1$s.sessions s join %1$s.users u on u.id = s.user_id
                where u.email = '%2$s' and s.ended_at is null order by s.created_at limit 2""".formatted(tenant.schema(), administrator()));
    }

    /** How often its audit says that something was refused, by operation and status. */
    Map<String, Long> refused() {
        platform.bean(RefusedAccess.class).flush(true);
        var refused = new TreeMap<String, Long>();
        for (var row : rows("""
                select concat_ws(' ', new_value ->> 'operation', new_value ->> 'status', sum((new_value ->> 'times')::bigint))
                from %s.audit_entries where event_type = 'AccessRefused'
                group by new_value ->> 'operation', new_value ->> 'status'""".formatted(tenant.schema()))) {
            int last = row.lastIndexOf(' ');
            refused.put(row.substring(0, last), Long.valueOf(row.substring(last + 1)));
        }
        return refused;
    }

    /** Takes back the idempotency keys that it used. */
    void forgetKeys() {
        rows("delete from %s.idempotency_keys".formatted(tenant.schema()));
        rows("delete from platform.request_keys");
    }

    /** The traces in which something of it was changed. */
    Set<String> tracesOfChanges() {
        return Set.copyOf(rows("""
                select trace_id from %s.audit_entries where event_type <> 'AccessRefused' and trace_id is not null
                union select trace_id from platform.audit_entries where trace_id is not null""".formatted(tenant.schema())));
    }

    /** A digest of every row of each of its tables, and of what the platform keeps of it. */
    Map<String, String> digests() {
        var digests = new HashMap<String, String>();
        for (var table : rows("select table_name from information_schema.tables where table_schema = '%s'"
                .formatted(tenant.schema()))) {
            digests.put(
                    table,
                    rows("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from %s.%s t"
                                    .formatted(tenant.schema(), table))
                            .getFirst());
        }
        for (var table :
                List.of("subscriptions", "feature_switches", "limit_overrides", "tenant_exports", "onboarding_skips")) {
            digests.put(
                    "platform." + table,
                    rows("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from platform.%s t where tenant_id = '%s'"
                                    .formatted(table, tenant.id()))
                            .getFirst());
        }
        digests.put(
                "platform.tenants",
                rows("select md5(t::text) from platform.tenants t where id = '%s'".formatted(tenant.id()))
                        .getFirst());
        digests.put(
                "sign_in_directory",
                rows("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from platform.sign_in_directory t where tenant_id = '%s'"
                                .formatted(tenant.id().value()))
                        .getFirst());
        return digests;
    }

    private List<String> rows(String sql) {
        return platform.database().rows(sql);
    }
}
