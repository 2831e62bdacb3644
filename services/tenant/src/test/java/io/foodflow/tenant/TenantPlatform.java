package io.foodflow.tenant;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One running platform with the tenant service for all tests of the module, and what they often do with it. */
public final class TenantPlatform {

    public static final String PASSWORD = "correct horse battery";
    public static final Path HOME = TestPlatform.temporaryHome();
    public static final String[] OF_THE_PLATFORM = {
        "platform_tenant:read",
        "platform_tenant:write",
        "tenant:read",
        "tenant:write",
        "tenant:export",
        "subscription:read",
        "subscription:write",
        "feature:write",
        "usage:record"
    };
    public static final String[] OF_AN_ADMINISTRATOR = {
        "tenant:read",
        "tenant:write",
        "tenant:export",
        "subscription:read",
        "subscription:write",
        "feature:write",
        "usage:record"
    };
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final TestPlatform PLATFORM = TestPlatform.startOn(TestDatabases.create(), HOME, withoutStripe());
    private static final Tenant OPERATOR = PLATFORM.newTenant();

    private TenantPlatform() {}

    public static String[] settings() {
        return new String[] {
            "foodflow.identity.passwords.bcrypt-strength=4",
            "foodflow.limits.anonymous.per-minute=1000000",
            "foodflow.limits.anonymous.per-hour=1000000",
            "foodflow.limits.plans.free.per-minute=1000000",
            "foodflow.limits.plans.free.per-hour=1000000",
            "foodflow.limits.plans.pro.per-minute=1000000",
            "foodflow.limits.plans.pro.per-hour=1000000",
            "foodflow.identity.letters.answer-millis=40",
            "foodflow.placement.enabled=true",
            "foodflow.placement.retry-millis=50"
        };
    }

    /** A variable that is set to nothing connects nothing. */
    private static String[] withoutStripe() {
        return Stream.concat(Stream.of(settings()), Stream.of("foodflow.billing.stripe.secret-key="))
                .toArray(String[]::new);
    }

    public static TestPlatform get() {
        return PLATFORM;
    }

    /** The tenant of those who run the platform. */
    public static Tenant operatorsTenant() {
        return OPERATOR;
    }

    /** Who runs the platform. */
    public static Api operator() {
        return PLATFORM.as(OPERATOR, OF_THE_PLATFORM);
    }

    /** Who administers that tenant. */
    public static Api administrator(Tenant tenant) {
        return PLATFORM.as(tenant, OF_AN_ADMINISTRATOR);
    }

    public static String newSlug() {
        return "c%d_%s"
                .formatted(
                        NUMBER.incrementAndGet(), UUID.randomUUID().toString().substring(0, 8));
    }

    public static String creation(String slug) {
        return """
                {"slug":"%s","name":"Company %s","plan":"pro","primary_color":"#0a5c36",
                 "administrator":{"email":"boss@%s.example","first_name":"Ada","last_name":"Byron","language":"de"}}
                """.formatted(slug, slug, slug.replace('_', '-'));
    }

    /** A tenant made through the API. */
    public static JsonNode made(String slug) {
        var answer = operator().post("/tenants", creation(slug));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return answer.json();
    }

    /** The tenant with the id that the JSON has. */
    public static Tenant tenant(JsonNode json) {
        return PLATFORM.bean(Tenants.class)
                .find(TenantId.of(json.path("id").asString()))
                .orElseThrow();
    }

    /** A new tenant made through the API. */
    public static Tenant newTenant() {
        return tenant(made(newSlug()).path("tenant"));
    }

    /** Has everything done that is to be done in the background. */
    public static void finishTasks() {
        PLATFORM.bean(TenantTasks.class).finish();
    }

    /** All rows of a query as text, columns joined by '|', run by the server's administrator. */
    public static List<String> query(String sql) {
        return query(PLATFORM, sql);
    }

    public static List<String> query(TestPlatform platform, String sql) {
        return platform.database().rows(sql);
    }

    /** The platform's audit entries about a tenant that have their event in the outbox: event types in order. */
    public static List<String> recorded(Object tenant) {
        return query("""
                select a.event_type from platform.audit_entries a
                join platform.outbox o on o.id = a.id and o.type = a.event_type
                where a.resource_type = 'tenant' and a.resource_id = '%s' order by o.no""".formatted(tenant));
    }

    /** What a database still has of a tenant: its role, its schema, its rows in tables of the platform. */
    public static List<String> remains(TestPlatform platform, String slug) {
        var found = new ArrayList<>(
                query(platform, "select 'role ' || rolname from pg_roles where rolname = 'tenant_%s'".formatted(slug)));
        found.addAll(query(
                platform, "select 'schema ' || nspname from pg_namespace where nspname = 'tenant_%s'".formatted(slug)));
        found.addAll(query(platform, "select 'row ' || id from platform.tenants where slug = '%s'".formatted(slug)));
        found.addAll(query(platform, """
                select 'sign-in ' || email from platform.sign_in_directory
                where tenant_id not in (select id from platform.tenants)"""));
        found.addAll(query(platform, """
                select 'job ' || task_instance from platform.scheduled_tasks
                where task_name like 'job:%' and split_part(task_instance, '/', 1) not in
                  (select id::text from platform.tenants)"""));
        return found;
    }
}
