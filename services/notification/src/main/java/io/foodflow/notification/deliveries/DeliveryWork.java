package io.foodflow.notification.deliveries;

import io.foodflow.notification.channels.Route;
import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.links.Links;
import io.foodflow.notification.links.Purpose;
import io.foodflow.notification.sending.Message;
import io.foodflow.notification.sending.Sending;
import io.foodflow.notification.sending.Sent;
import io.foodflow.notification.sending.Sent.Answer;
import io.foodflow.notification.sending.Severity;
import io.foodflow.notification.suppressions.Reason;
import io.foodflow.notification.suppressions.Suppressions;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The steps of working the current tenant's queue off. Each step is a transaction of its own and none is open while a
 * receiver is spoken to. Thread-safe.
 */
final class DeliveryWork {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWork.class);

    private final DeliveryRepository repository;
    private final Routes routes;
    private final Sending sending;
    private final Suppressions suppressions;
    private final Links links;
    private final ObjectProvider<Composition> composition;
    private final DeliverySettings settings;
    private final Backoff backoff;
    private final UnitOfWork work;
    private final Clock clock;

    DeliveryWork(
            DeliveryRepository repository,
            Routes routes,
            Sending sending,
            Suppressions suppressions,
            Links links,
            ObjectProvider<Composition> composition,
            DeliverySettings settings,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.routes = routes;
        this.sending = sending;
        this.suppressions = suppressions;
        this.links = links;
        this.composition = composition;
        this.settings = settings;
        this.backoff = new Backoff(Duration.ofMillis(settings.firstPauseMillis()));
        this.work = work;
        this.clock = clock;
    }

    /** Takes what is due and has room; nobody else sends it until the lease ends. */
    Claims claim(Lane lane, DeliveryRepository.Room room) {
        return work.write(change -> {
            change.nothing(); // the attempts themselves are the log
            var now = clock.instant();
            return repository.claim(lane, room, now, now.plus(settings.lease()));
        });
    }

    /** When there may be something to take next, for each lane in which something is open. */
    Map<Lane, Instant> nextDue() {
        return work.read(repository::nextDue);
    }

    /** Hands the message over and notes how that ended; when it is to be tried again, if it is. */
    Optional<Instant> send(Claimed claimed) {
        var sent = handOver(claimed);
        var now = clock.instant();
        var attempt = attempt(claimed, sent, now);
        boolean again = sent instanceof Sent.Postponed && claimed.tries() < settings.attempts();
        var state = sent instanceof Sent.Accepted
                ? DeliveryState.DELIVERED
                : again ? DeliveryState.WAITING : DeliveryState.DEAD;
        var next = again && sent instanceof Sent.Postponed postponed
                ? now.plus(backoff.pause(claimed.tries(), postponed.retryAfter(), RandomGenerator.getDefault()))
                : null;
        work.write(change -> {
            boolean noted = repository.finish(claimed, attempt, state, next, now);
            if (noted && sent instanceof Sent.AddressRefused refused) {
                suppress(claimed, refused);
            }
            if (noted && state == DeliveryState.DEAD) {
                change.record(
                        new DeliveryDied(
                                claimed.id(),
                                claimed.notificationId(),
                                claimed.channelName(),
                                claimed.attempt(),
                                String.valueOf(attempt.reason())),
                        null,
                        null);
            } else {
                change.nothing();
            }
            return state;
        });
        return Optional.ofNullable(next);
    }

    /** Nobody is there: what others have to say need not be tried. */
    private void suppress(Claimed claimed, Sent.AddressRefused refused) {
        var to = claimed.message().to();
        if (to != null) {
            suppressions.add(
                    claimed.kind(),
                    to,
                    switch (refused.cause()) {
                        case UNKNOWN -> Reason.BOUNCE;
                        case OPTED_OUT -> Reason.UNSUBSCRIBED;
                    },
                    refused.why());
        }
    }

    private Sent handOver(Claimed claimed) {
        if (claimed.tries() > settings.attempts()) {
            return new Sent.Refused(
                    "tried %d times, and each process was gone before it said how that ended"
                            .formatted(settings.attempts()),
                    null);
        }
        try {
            return open(claimed.channelId())
                    .map(way -> handOver(claimed, way))
                    .orElseGet(() -> new Sent.NotConfigured("the channel was removed"));
        } catch (RuntimeException e) {
            log.warn("delivery {} could not be handed over", claimed.id(), e);
            return new Sent.Postponed(
                    "it could not be handed over: %s".formatted(e.getClass().getSimpleName()), null, null, true);
        }
    }

    private Sent handOver(Claimed claimed, Routes.Opened way) {
        var route = way.route();
        if (!route.enabled()) {
            return new Sent.NotConfigured("the channel is switched off");
        }
        // It was queued for another server: the channel has been changed since.
        if (route.ofTheInstallation() && claimed.userId() == null) {
            return new Sent.Refused(
                    "the channel leads through this installation's mail server now, which writes to people of yours only",
                    null);
        }
        var message = claimed.message();
        var to = message.to();
        if (to != null) {
            var suppressed = suppressions.against(route.kind(), to, message.severity());
            if (suppressed.isPresent()) {
                return new Sent.Refused(
                        "the address is suppressed: %s"
                                .formatted(suppressed.get().reason().text()),
                        null);
            }
        }
        return way.destination()
                .map(destination -> sending.send(
                        destination,
                        linked(route, composition.getObject().composed(claimed.notificationId(), message))))
                .orElseGet(() -> new Sent.NotConfigured("the channel is not ready: %s".formatted(route.notReady())));
    }

    /** With the links that messages of that kind have. */
    private Message linked(Route route, Message message) {
        var to = message.to();
        return switch (route.kind()) {
            case EMAIL ->
                to == null || message.severity() == Severity.CRITICAL
                        ? message
                        : message.with(links.make(Purpose.UNSUBSCRIBE, to).orElse(null), null);
            case SMS ->
                message.with(
                        null,
                        links.make(
                                        Purpose.STATUS,
                                        route.channelId().toString(),
                                        message.id().toString())
                                .orElse(null));
            case SLACK, TEAMS, WEBHOOK -> message;
        };
    }

    private Optional<Routes.Opened> open(@Nullable UUID channel) {
        return channel == null ? Optional.empty() : routes.open(channel);
    }

    private static Attempt attempt(Claimed claimed, Sent sent, Instant now) {
        return switch (sent) {
            case Sent.Accepted(var reference, var answer) ->
                attempt(claimed, now, "accepted", null, false, reference, answer);
            case Sent.Refused(var why, var answer) -> attempt(claimed, now, "refused", why, false, null, answer);
            case Sent.AddressRefused(var _, var why, var answer) ->
                attempt(claimed, now, "refused", why, false, null, answer);
            case Sent.Postponed(var why, var answer, var _, var mayHaveArrived) ->
                attempt(claimed, now, "postponed", why, mayHaveArrived, null, answer);
            case Sent.NotConfigured(var why) -> attempt(claimed, now, "not_configured", why, false, null, null);
        };
    }

    private static Attempt attempt(
            Claimed claimed,
            Instant now,
            String outcome,
            @Nullable String reason,
            boolean mayHaveArrived,
            @Nullable String reference,
            @Nullable Answer answer) {
        return new Attempt(
                claimed.attempt(),
                claimed.beganAt(),
                now,
                outcome,
                reason,
                mayHaveArrived,
                reference,
                answer == null ? null : answer.status(),
                answer == null ? null : answer.head(),
                answer == null ? null : answer.bytes());
    }
}
