package io.foodflow.identity;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.NewUser;
import io.foodflow.identity.users.UserOutcome;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** One running platform with the identity service for all tests of the module, and what they often do with it. */
public final class IdentityPlatform {

    public static final String PASSWORD = "correct horse battery";
    public static final Path HOME = TestPlatform.temporaryHome();
    private static final String[] SETTINGS = {
        "foodflow.identity.passwords.bcrypt-strength=4",
        "foodflow.limits.anonymous.per-minute=1000000",
        "foodflow.limits.anonymous.per-hour=1000000",
        "foodflow.identity.letters.answer-millis=40",
        "foodflow.identity.sso.http-on-loopback=true",
        "foodflow.identity.sso.allowed-networks=127.0.0.0/8",
        "foodflow.identity.sso.total-millis=60000",
        "foodflow.identity.sso.key-pause-seconds=0",
        "foodflow.identity.sso.dns-server=" + io.foodflow.identity.federation.LocalDns.address()
    };
    private static final TestPlatform PLATFORM =
            TestPlatform.startOn(io.foodflow.testkit.TestDatabases.create(), HOME, SETTINGS);

    private IdentityPlatform() {}

    public static TestPlatform get() {
        return PLATFORM;
    }

    /** A second process on the same database and home. */
    public static TestPlatform another() {
        return TestPlatform.startOn(PLATFORM.database(), HOME, SETTINGS);
    }

    public static String newEmail() {
        return "u" + java.util.UUID.randomUUID().toString().substring(0, 12) + "@example.com";
    }

    public static UserView newUser(Tenant tenant, String... roles) {
        return newUserAs(tenant, newEmail(), PASSWORD, roles);
    }

    public static UserView newUserAs(Tenant tenant, String email, String password, String... roles) {
        return newUserAs(tenant, email, password, Assignments.everywhere(Set.of(roles)));
    }

    /** A user whose roles hold where the assignments say. */
    public static UserView newUserAs(Tenant tenant, String email, String password, Assignments roles) {
        var wanted = new NewUser(new EmailAddress(email), password, "Ada", "Byron", roles, UserView.Status.ACTIVE);
        var outcome = PLATFORM.inside(tenant, () -> PLATFORM.bean(Users.class).create(wanted));
        return ((UserOutcome.Saved) outcome).user();
    }

    public static Api.Answer login(String email, String password) {
        return login(PLATFORM, email, password);
    }

    public static Api.Answer login(TestPlatform platform, String email, String password) {
        return platform.anonymous()
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    public static Api.Answer refresh(String token) {
        return PLATFORM.anonymous().post("/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(token));
    }

    public static Api.Answer logout(String token) {
        return PLATFORM.anonymous().post("/auth/logout", "{\"refresh_token\":\"%s\"}".formatted(token));
    }

    /** Switches a feature off for a tenant, as who runs the platform does. */
    public static void switchOff(Tenant tenant, String feature) {
        query("insert into platform.feature_switches values ('%s', '%s', 'platform', false, null, 'test', now())"
                .formatted(tenant.id(), feature));
        PLATFORM.bean(Entitlements.class).forget();
    }

    /** A client with that access token. */
    public static Api with(String accessToken) {
        return with(PLATFORM, accessToken);
    }

    public static Api with(TestPlatform platform, String accessToken) {
        return platform.anonymous().with("Authorization", "Bearer " + accessToken);
    }

    public static Api signedIn(UserView user) {
        return with(login(user.email(), PASSWORD).json().path("access_token").asString());
    }

    /** All rows of a query as text, columns joined by '|', run by the server's administrator. */
    public static List<String> query(String sql) {
        return PLATFORM.database().rows(sql);
    }

    /** The audit entries of a resource's changes that have their event in the outbox: event types in order. */
    public static List<String> recorded(Tenant tenant, Object resource) {
        return query("""
                select a.event_type from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id and o.type = a.event_type
                where a.resource_id = '%2$s' and a.event_type <> 'AccessRefused' order by o.no""".formatted(tenant.schema(), resource));
    }

    /** Everything a tenant's trail and outbox say, for looking for what must not be in it. */
    public static String everythingRecorded(Tenant tenant) {
        return String.join("\n", query("select a::text from %s.audit_entries a".formatted(tenant.schema())))
                + String.join("\n", query("select o::text from %s.outbox o".formatted(tenant.schema())));
    }

    /** As if nobody had tried any links yet: the tests all call from one address, which is soon locked out. */
    public static void forgetTriedLinks() {
        for (var purpose : Purpose.values()) {
            forgetTried("link %s 127.0.0.1".formatted(purpose));
        }
        forgetTried("auditor link 127.0.0.1");
    }

    private static void forgetTried(String account) {
        query("delete from platform.sign_in_attempts where account = '\\x%s'"
                .formatted(AttemptLimits.Account.of(account).digest()));
    }

    /** Runs something many times at once, all starting together. */
    public static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        var ready = new CountDownLatch(times);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, times)
                    .mapToObj(n -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
