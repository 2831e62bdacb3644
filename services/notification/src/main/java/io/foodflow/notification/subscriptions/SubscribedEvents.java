package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Notifications;
import io.foodflow.notification.notifications.Outgoing;
import io.foodflow.notification.notifications.Outgoing.Cause;
import io.foodflow.notification.notifications.Recipients;
import io.foodflow.notification.templates.Rendered;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.events.EventConsumer;
import io.foodflow.platform.events.RecordedEvent;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes notifications of events, each once for each subscription however often the event arrives: the notification and its
 * deliveries commit with the position in the stream of events, and it is unique by event and subscription besides.
 *
 * <p>What notifications themselves cause makes none, so that nothing goes round in a circle. A template that an event does
 * not fill in keeps no alarm back: the event is told part by part then.
 */
final class SubscribedEvents implements EventConsumer {

    private static final Logger log = LoggerFactory.getLogger(SubscribedEvents.class);
    private static final String OF_OUR_OWN = "notification";

    private final SubscriptionRepository subscriptions;
    private final Notifications notifications;
    private final Recipients recipients;
    private final Templates templates;

    SubscribedEvents(
            SubscriptionRepository subscriptions,
            Notifications notifications,
            Recipients recipients,
            Templates templates) {
        this.subscriptions = subscriptions;
        this.notifications = notifications;
        this.recipients = recipients;
        this.templates = templates;
    }

    @Override
    public String name() {
        return "notification.subscriptions";
    }

    @Override
    public void on(List<RecordedEvent> events) {
        var others = events.stream()
                .filter(event -> !event.resourceType().startsWith(OF_OUR_OWN))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        for (var subscription : subscriptions.enabled()) {
            for (var event : others) {
                if (subscription.events().contains(event.type())
                        && !event.time().isBefore(subscription.since())
                        && subscription.announcement().tells(event.data())) {
                    CallContext.platform("subscription " + subscription.name(), CallContext.currentTenant())
                            .run(() -> announce(subscription, event));
                }
            }
        }
    }

    private void announce(Subscription subscription, RecordedEvent event) {
        var announcement = subscription.announcement();
        var to = recipients.of(announcement.to(), new Fields()); // who is no more, is left out
        if (to.none()) {
            log.warn(
                    "subscription {} of {} reaches nobody: {} {} is told to none",
                    subscription.id(),
                    CallContext.currentTenant().slug(),
                    event.type(),
                    event.id()); // kept all the same, so that the trail has it
        }
        notifications.send(
                new Outgoing(
                        announcement.topic(),
                        announcement.severity(),
                        words(announcement, event),
                        announcement.link(),
                        new Cause(subscription.id(), event.id())),
                to);
    }

    /** Data for what comes with the platform: who is meant by name, and parts that are nothing as an empty text. */
    private Map<String, Object> wholeData(RecordedEvent event) {
        var data = new HashMap<String, Object>();
        EventWords.data(event).forEach((name, value) -> data.put(name, Objects.requireNonNullElse(value, "")));
        if (data.get("user_id") instanceof String id) {
            data.put("person", recipients.called(UUID.fromString(id)));
        }
        return data;
    }

    private Rendered words(Announcement announcement, RecordedEvent event) {
        try {
            if (announcement.templateId() == null) {
                return templates.hasFor(event.type())
                        ? templates
                                .fillInFor(event.type(), announcement.language(), wholeData(event))
                                .orElseThrow()
                        : EventWords.plain(event, null);
            }
            return templates
                    .fillIn(announcement.templateId(), announcement.language(), EventWords.data(event))
                    .orElseGet(() -> EventWords.plain(event, "The template of this message was removed."));
        } catch (ProblemException e) {
            return EventWords.plain(
                    event,
                    "The template of this message could not be filled in: %s."
                            .formatted(e.problem().detail()));
        }
    }
}
