package io.foodflow.audit.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A company with lots, and people who sign. */
final class Works {

    static final String PASSWORD = "correct horse battery";
    static final String SIGNATURES = "/audit/signatures";
    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Tenant tenant = PLATFORM.newTenant();
    /** Somebody who may do all that any role lets people do. */
    final Api admin = PLATFORM.as(tenant, permissions(tenant));

    /** A user in a session. */
    record Person(String id, String email, Api api) {

        Person inAnotherSession() {
            return new Person(id, email, login(email));
        }

        Answer preview(String type, String id) {
            return api.get("%s/preview?resource_type=%s&resource_id=%s".formatted(SIGNATURES, type, id));
        }

        String shown(String type, String id) {
            var preview = preview(type, id);
            assertThat(preview.status()).as(preview.toString()).isEqualTo(200);
            return preview.json().path("sha256").asString();
        }

        /** Signs the record as it is now. */
        Answer sign(String type, String id, String meaning, String proof) {
            return sign(type, id, shown(type, id), meaning, proof);
        }

        Answer sign(String type, String id, String sha256, String meaning, String proof) {
            return api.post(SIGNATURES, """
                    {"resource_type":"%s","resource_id":"%s","sha256":"%s","meaning":"%s","time_zone":"Europe/Berlin"%s}""".formatted(type, id, sha256, meaning, proof));
        }

        /** Signs with two components. */
        Answer signFully(String node, String meaning) {
            return sign("node", node, meaning, full());
        }

        String full() {
            return ",\"email\":\"%s\",\"password\":\"%s\"".formatted(email, PASSWORD);
        }
    }

    private static String[] permissions(Tenant tenant) {
        var all = new TreeSet<>(PLATFORM.bean(PermissionGuard.class).permissions());
        PLATFORM.as(tenant, "role:read")
                .get("/roles?limit=100")
                .json()
                .path("items")
                .forEach(role -> role.path("permissions").forEach(one -> all.add(one.asString())));
        return all.toArray(String[]::new);
    }

    static final String PASSWORD_ALONE = ",\"password\":\"%s\"".formatted(PASSWORD);

    /** Somebody who was invited, and chose the password. */
    Person person(String... roles) {
        var email = "signer%d@example.com".formatted(NUMBERS.incrementAndGet());
        var invited = admin.post("/users/invitations", """
                {"email":"%s","roles":["%s"]}""".formatted(
                        email, String.join("\",\"", roles.length == 0 ? List.of("quality_manager") : List.of(roles))));
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        var link = invited.json().path("link").asString();
        var made = PLATFORM.anonymous()
                .post("/auth/invitations/accept", """
                {"token":"%s","first_name":"Ada","last_name":"Byron","password":"%s"}""".formatted(link.substring(link.indexOf('#') + 1), PASSWORD));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return new Person(made.json().path("id").asString(), email, login(email));
    }

    private static Api login(String email) {
        var answer = PLATFORM.anonymous()
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return PLATFORM.anonymous()
                .with(
                        "Authorization",
                        "Bearer " + answer.json().path("access_token").asString());
    }

    /** A lot, made by somebody. */
    String lot(Api by) {
        var made = by.post(
                "/graph/nodes",
                "{\"kind\":\"batch\",\"key\":\"urn:lot:%1$s\",\"lot_code\":\"LOT-%1$s\",\"quantity\":12.5,\"unit\":\"KGM\"}"
                        .formatted(UUID.randomUUID()));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    String lot() {
        return lot(admin);
    }

    /** Another version of a lot. */
    void change(String lot, Api by) {
        var changed = by.with("If-Match", "*").put("/graph/nodes/" + lot, """
                        {"kind":"batch","lot_code":"CHANGED-%s","state":"recalled"}""".formatted(NUMBERS.incrementAndGet()));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    void policy(String body) {
        var answer = admin.with("If-Match", "*").put("/audit/signing/policy", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** The events about a resource that have an audit entry and stand in the outbox, in order, without refused calls. */
    List<String> recorded(String resource) {
        return AuditPlatform.query("""
                select a.event_type from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id and o.type = a.event_type
                where a.resource_id = '%2$s' and a.event_type <> 'AccessRefused' order by o.no""".formatted(tenant.schema(), resource));
    }

    /** Why signatures on a resource were refused. */
    List<String> refusals(String resource) {
        return AuditPlatform.query(
                "select data ->> 'reason' from %s.outbox where type = 'SigningRefused' and resource_id = '%s' order by no"
                        .formatted(tenant.schema(), resource));
    }

    /** Runs a statement as a superuser does who forges. */
    void forge(String sql) {
        AuditPlatform.query("set session_replication_role = replica; " + sql.replace("{s}", tenant.schema())
                + "; set session_replication_role = origin");
    }
}
