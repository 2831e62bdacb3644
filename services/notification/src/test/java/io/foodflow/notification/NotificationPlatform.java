package io.foodflow.notification;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.List;

/** One running platform with the notification service, and no mail server, for all tests of the module. */
public final class NotificationPlatform {

    private static final LocalReceiver RECEIVER = LocalReceiver.start();
    private static final TestPlatform PLATFORM = TestPlatform.start(
            "foodflow.limits.plans.enterprise.per-minute=1000000",
            "foodflow.limits.plans.enterprise.per-hour=1000000",
            "foodflow.notification.without-tls=true",
            "foodflow.notification.allowed-networks=" + LocalReceiver.HOST,
            "foodflow.notification.total-millis=30000",
            "foodflow.notification.twilio-url=" + RECEIVER.address() + "/twilio",
            "foodflow.notification.slack-url=" + RECEIVER.address() + "/slack");

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
                "notification_template:write");
    }

    /** All rows of a query as text, columns joined by '|', run by the server's administrator. */
    public static List<String> query(String sql) {
        return PLATFORM.database().rows(sql);
    }

    /** The audit entries about a resource that have their event in the outbox: event types in order. */
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
