package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Addressees;
import io.foodflow.notification.notifications.Audience;
import io.foodflow.notification.notifications.Notifications;
import io.foodflow.notification.notifications.Outgoing;
import io.foodflow.notification.notifications.Outgoing.Cause;
import io.foodflow.notification.notifications.Recipients;
import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.events.EventConsumer;
import io.foodflow.platform.events.RecordedEvent;
import io.foodflow.platform.web.Fields;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Tells every administrator, without anybody's subscription, of attempts to sign as somebody else: 21 CFR 11.300(d) wants them
 * reported at once. Each event makes one notification, however often it arrives. What is older than a day when it arrives is in
 * the trail and is not told anew.
 */
final class SigningAlarms implements EventConsumer {

    /** Stands for this rule where a notification names the subscription that it was made for. */
    private static final UUID RULE = UUID.fromString("5e1f51c4-a1a2-4d00-8000-000000000011");

    private static final Set<String> MISUSE = Set.of("proof_refused", "locked", "withdrawn", "held");
    private static final Audience ADMINISTRATORS =
            new Audience(List.of(), List.of("tenant_admin"), List.of(), List.of(), List.of());
    private static final Duration NEWS = Duration.ofDays(1);

    private final Notifications notifications;
    private final Recipients recipients;
    private final Clock clock;

    SigningAlarms(Notifications notifications, Recipients recipients, Clock clock) {
        this.notifications = notifications;
        this.recipients = recipients;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.signing-alarms";
    }

    @Override
    public void on(List<RecordedEvent> events) {
        var since = clock.instant().minus(NEWS);
        events.stream()
                .filter(event -> !event.time().isBefore(since) && isMisuse(event))
                .forEach(event -> CallContext.platform("signing alarms", CallContext.currentTenant())
                        .run(() -> tell(event)));
    }

    private static boolean isMisuse(RecordedEvent event) {
        return switch (event.type()) {
            case "SigningRefused" -> MISUSE.contains(event.data().path("reason").asString(""));
            case "SignInLocked" -> true;
            default -> false;
        };
    }

    private void tell(RecordedEvent event) {
        Addressees administrators = recipients.of(ADMINISTRATORS, new Fields());
        notifications.send(
                new Outgoing(
                        "signing.refused",
                        Severity.WARNING,
                        EventWords.plain(event, null),
                        null,
                        new Cause(RULE, event.id())),
                administrators);
    }
}
