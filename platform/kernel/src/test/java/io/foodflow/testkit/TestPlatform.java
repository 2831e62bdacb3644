package io.foodflow.testkit;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A running platform on a free port with a database of its own. Close it after use. */
public final class TestPlatform implements AutoCloseable {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final ServletWebServerApplicationContext context;
    private final TestDatabase database;

    private TestPlatform(ServletWebServerApplicationContext context, TestDatabase database) {
        this.context = context;
        this.database = database;
    }

    /** Starts all services of the class path; {@code settings} as {@code key=value}. */
    public static TestPlatform start(String... settings) {
        return startWith(List.of(), settings);
    }

    /** As {@link #start}, with configurations of the test's own: handlers, consumers, controllers. */
    public static TestPlatform startWith(List<Class<?>> configurations, String... settings) {
        return startOn(TestDatabases.create(), temporaryHome(), configurations, settings);
    }

    /** Starts on a database and a home that another platform uses too, or used before. */
    public static TestPlatform startOn(TestDatabase database, Path home, String... settings) {
        return startOn(database, home, List.of(), settings);
    }

    /** As {@link #startOn(TestDatabase, Path, String...)}, with configurations of the test's own. */
    public static TestPlatform startOn(
            TestDatabase database, Path home, List<Class<?>> configurations, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--foodflow.home=" + home,
                "--foodflow.database.url=" + database.url(),
                "--foodflow.database.user=" + database.user(),
                "--foodflow.database.password=" + database.password()));
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        var sources = new ArrayList<Class<?>>(List.of(TestApplication.class));
        sources.addAll(configurations);
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(sources.toArray(Class[]::new))
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        return new TestPlatform(context, database);
    }

    /** A folder that nobody else uses. */
    public static Path temporaryHome() {
        try {
            return Files.createTempDirectory("foodflow-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database it works on. */
    public TestDatabase database() {
        return database;
    }

    /** Where it listens. */
    public String address() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    /** A part of it. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A new tenant on the enterprise plan. */
    public Tenant newTenant() {
        var slug = "t%d_%s"
                .formatted(
                        TENANTS.incrementAndGet(), UUID.randomUUID().toString().substring(0, 8));
        return bean(TenantProvisioning.class).create(new NewTenant(slug, "Tenant " + slug, "enterprise", null));
    }

    /** A client that calls as a user of that tenant with just these permissions. */
    public Api as(Tenant tenant, String... permissions) {
        return as(UUID.randomUUID(), tenant, permissions);
    }

    /** As {@link #as(Tenant, String...)}, for a user whose id matters. */
    public Api as(UUID user, Tenant tenant, String... permissions) {
        var token = bean(AccessTokens.class)
                .forUser(
                        user,
                        "user@" + tenant.slug() + ".example",
                        tenant.id(),
                        Set.of(),
                        Set.of(permissions),
                        UUID.randomUUID());
        return new Api(address()).with("Authorization", "Bearer " + token.token());
    }

    /** A client that calls as a user of that tenant who holds these permissions at these sites only. */
    public Api atSites(Tenant tenant, Set<String> sites, String... permissions) {
        var token = bean(AccessTokens.class)
                .forUser(
                        UUID.randomUUID(),
                        "plant@" + tenant.slug() + ".example",
                        tenant.id(),
                        Set.of(),
                        Set.of(),
                        List.of(new SiteGrant(Set.of(permissions), sites)),
                        0,
                        UUID.randomUUID());
        return new Api(address()).with("Authorization", "Bearer " + token.token());
    }

    /** A client without a token. */
    public Api anonymous() {
        return new Api(address());
    }

    /** Runs something inside the platform, as a part of it, for that tenant. */
    public <T> T inside(Tenant tenant, Supplier<T> work) {
        return CallContext.platform("test", tenant).call(work::get);
    }

    /** Delivers all committed events of that tenant now. */
    public void deliverEvents(Tenant tenant) {
        bean(EventRelay.class).deliver(tenant);
    }

    @Override
    public void close() {
        context.close();
    }
}
