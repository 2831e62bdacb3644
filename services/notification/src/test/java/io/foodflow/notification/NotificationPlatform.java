package io.foodflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One running platform with the notification service, and no mail server, for all tests of the module. */
public final class NotificationPlatform {

    /** Where it says that it is reached; a test calls the paths of such addresses. */
    public static final String PUBLIC = "https://foodflow.example.com";

    private static final LocalReceiver RECEIVER = LocalReceiver.start();
    private static final TestPlatform PLATFORM = TestPlatform.start(
            "foodflow.limits.plans.enterprise.per-minute=1000000",
            "foodflow.limits.plans.enterprise.per-hour=1000000",
            "foodflow.public-url=" + PUBLIC,
            "foodflow.notification.without-tls=true",
            "foodflow.notification.allowed-networks=" + LocalReceiver.HOST,
            "foodflow.notification.total-millis=30000",
            "foodflow.notification.queue.workers=4",
            "foodflow.notification.queue.workers-per-tenant=2",
            "foodflow.notification.queue.sweep-seconds=1",
            "foodflow.notification.queue.attempts=3",
            "foodflow.notification.queue.first-pause-millis=20",
            "foodflow.identity.passwords.bcrypt-strength=4",
            "foodflow.notification.twilio-url=" + RECEIVER.address() + "/twilio",
            "foodflow.notification.slack-url=" + RECEIVER.address() + "/slack");

    /** What whoever makes users has to have, too, since nobody gives what he does not hold. */
    private static final String[] FOR_USERS = {
        "user:write",
        "node:read",
        "relationship:read",
        "trace:read",
        "event:read",
        "event:capture",
        "job:read",
        "tenant:read"
    };

    private NotificationPlatform() {}

    public static TestPlatform get() {
        return PLATFORM;
    }

    /** Where the messages go that lead to this machine. */
    public static LocalReceiver receiver() {
        return RECEIVER;
    }

    public static Api administrator(Tenant tenant) {
        return PLATFORM.as(
                tenant,
                "notification_channel:read",
                "notification_channel:write",
                "notification_template:read",
                "notification_template:write",
                "notification_delivery:read",
                "notification_delivery:write",
                "notification_suppression:read",
                "notification_suppression:write",
                "notification_subscription:read",
                "notification_subscription:write",
                "notification:send");
    }

    /** A new user of that tenant who has these roles. */
    public static UUID user(Tenant tenant, String... roles) {
        var made = PLATFORM.as(tenant, FOR_USERS).post("/users", """
                {"email":"%s@example.com","password":"correct horse battery","first_name":"A","last_name":"B","roles":[%s]}""".formatted(
                UUID.randomUUID(), Arrays.stream(roles).map("\"%s\""::formatted).collect(Collectors.joining(","))));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return UUID.fromString(made.json().path("id").asString());
    }

    /** A new web hook that leads to that path of the receiver; its id. */
    public static String webhook(Api administrator, String path) {
        return webhook(administrator, path, "");
    }

    /** As {@link #webhook(Api, String)}, with more settings. */
    public static String webhook(Api administrator, String path, String more) {
        var made = administrator.post(
                "/notifications/channels", """
                {"name":"hook %s","kind":"webhook","settings":{"url":"%s%s"%s}}""".formatted(UUID.randomUUID(), RECEIVER.address(), path, more));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    /** A new channel for mail by that server of the tenant's own; its id. */
    public static String mailChannel(Api administrator, GreenMail server) {
        var made = administrator.post("/notifications/channels", """
                {"name":"mail %s","kind":"email","settings":{"server":"own","host":"%s","port":%d,"tls":"none",
                 "from":"plant@example.com"}}""".formatted(
                        UUID.randomUUID(), LocalReceiver.HOST, server.getSmtp().getPort()));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    /** Twilio's account of {@link #textChannel}. */
    public static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

    /** A new channel for text messages; its id. */
    public static String textChannel(Api administrator) {
        var made = administrator.post("/notifications/channels", """
                {"name":"text %s","kind":"sms","settings":{"account_sid":"%s","from":"+4915100000000"},
                 "secrets":{"auth_token":"token-of-twilio"}}""".formatted(UUID.randomUUID(), ACCOUNT));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    /** Sends a notification to one address, waits until it is delivered or dead, and says how that ended. */
    public static JsonNode sentTo(Api administrator, String channel, String address, String severity) {
        var sent = administrator.post("/notifications", """
                {"subject":"Cold store 3","text":"9 degrees","severity":"%s","to":{"addresses":[{"channel_id":"%s","to":"%s"}]}}""".formatted(severity, channel, address));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        var path = "/notifications/deliveries?notification_id="
                + sent.json().path("id").asString();
        await(
                "the end",
                () -> !administrator.get(path).json().at("/items/0/ended_at").isNull());
        return administrator.get(path).json().at("/items/0");
    }

    /** Waits until that is so. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** All rows of a query as text, columns joined by '|', run by the server's administrator. */
    public static List<String> query(String sql) {
        return PLATFORM.database().rows(sql);
    }

    /** The audit entries about a resource that have their event in the outbox, without refused calls: event types in order. */
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
}
