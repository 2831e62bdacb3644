package io.foodflow.notification.notifications;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.deliveries.Target;
import io.foodflow.notification.digests.Digests;
import io.foodflow.notification.preferences.Hearing;
import io.foodflow.notification.preferences.Preferences;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The notifications of the current tenant, and each person's list of them. Thread-safe. */
public final class Notifications {

    private static final Unread NOTHING = new Unread(0, 0, null);

    private final NotificationRepository repository;
    private final Deliveries deliveries;
    private final Preferences preferences;
    private final Digests digests;
    private final InboxSignal signal;
    private final UnitOfWork work;
    private final Clock clock;

    Notifications(
            NotificationRepository repository,
            Deliveries deliveries,
            Preferences preferences,
            Digests digests,
            InboxSignal signal,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.preferences = preferences;
        this.digests = digests;
        this.signal = signal;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Sends a notification: it is in people's lists and in the queue once this is committed.
     *
     * @return empty if the event that it answers has made it already
     */
    public Optional<Notification> send(Outgoing message, Addressees to) {
        return work.write(change -> {
            var actor = CallContext.current().actor();
            var words = message.words();
            var made = new Notification(
                    UuidCreator.getTimeOrderedEpoch(),
                    message.topic(),
                    message.severity(),
                    words.language(),
                    words.subject(),
                    words.text(),
                    words.html(),
                    words.shortText(),
                    message.link(),
                    actor.id(),
                    actor.name(),
                    clock.instant());
            if (!repository.insert(made, message.cause())) {
                change.nothing();
                return Optional.empty();
            }
            repository.addToInbox(made.id(), made.severity(), to.people());
            var wanted = wanted(made, to.targets());
            int queued = deliveries.enqueue(made.id(), made.severity(), wanted.byThemselves());
            digests.gather(made.id(), wanted.together());
            var sent = new NotificationSent(
                    made.id(),
                    made.topic(),
                    made.severity().text(),
                    made.subject(),
                    to.people().size(),
                    queued,
                    wanted.together().size());
            change.record(sent, null, sent);
            tellAfterCommit();
            return Optional.of(made);
        });
    }

    /** What people do not want is left out, and what they want later comes later. */
    private Wanted wanted(Notification made, List<Target> targets) {
        var people =
                targets.stream().map(Target::userId).filter(Objects::nonNull).collect(Collectors.toSet());
        var hearers = preferences.hearers(people, made.topic(), made.severity());
        var byThemselves = new ArrayList<Target>();
        var together = new ArrayList<Digests.Part>();
        for (var target : targets) {
            var user = target.userId();
            var hearing = user == null ? new Hearing(made.createdAt(), null) : hearers.get(user);
            if (hearing == null) {
                continue;
            }
            var digest = hearing.digest();
            if (user == null || digest == null) {
                byThemselves.add(target.at(hearing.at()));
            } else {
                together.add(new Digests.Part(target.at(hearing.at()), user, digest.language()));
            }
        }
        return new Wanted(byThemselves, together);
    }

    private record Wanted(List<Target> byThemselves, List<Digests.Part> together) {}

    /** The caller's own notifications, the newest first. */
    Page<Received> inbox(InboxFilter filter, PageRequest request) {
        var me = me();
        if (me == null) {
            return new Page<>(List.of(), null);
        }
        var before = request.afterId().orElse(null);
        var rows = work.read(() -> repository.inbox(me, filter, before, request.fetch()));
        return Page.of(
                rows, request, received -> Cursor.after(received.notification().id()));
    }

    /** A notification, for those who have it in their list, who sent it, or who may see them all. */
    Optional<Received> find(UUID id, boolean all) {
        var me = me();
        return work.read(() -> repository.find(id, me))
                .filter(found -> all
                        || found.mine()
                        || (me != null && me.equals(found.notification().senderId())));
    }

    /** What waits for the caller to be read. */
    Unread unread() {
        var me = me();
        return me == null ? NOTHING : work.read(() -> repository.unread(me));
    }

    /** Notes that the caller read a notification; empty if it is not in the caller's list. */
    Optional<Received> read(UUID id) {
        return noted(id, user -> repository.read(id, user, clock.instant()) ? new NotificationRead(id, user) : null);
    }

    /** Notes that the caller has seen to what a notification tells; empty if it is not in the caller's list. */
    Optional<Received> acknowledge(UUID id) {
        return noted(
                id,
                user -> repository.acknowledge(id, user, clock.instant())
                        ? new NotificationAcknowledged(id, user)
                        : null);
    }

    /** Notes that the caller read all there is; how many that were. */
    int readAll() {
        var me = me();
        return work.write(change -> {
            int read = me == null ? 0 : repository.readAll(me, clock.instant());
            if (read == 0 || me == null) {
                change.nothing();
                return 0;
            }
            change.record(new InboxRead(me, read), null, null);
            tellAfterCommit();
            return read;
        });
    }

    /** Begins to watch for something new of the current tenant. */
    InboxSignal.Watch watch() {
        return signal.watch(CallContext.currentTenant().id());
    }

    /** What a person does about a notification; the event, or null if nothing changes by it. */
    private interface Noting {
        @Nullable
        DomainEvent note(UUID user);
    }

    private Optional<Received> noted(UUID id, Noting noting) {
        var me = me();
        return work.write(change -> {
            var before = repository.find(id, me).filter(Received::mine);
            var event = me == null || before.isEmpty() ? null : noting.note(me);
            if (event == null) {
                change.nothing();
                return before;
            }
            change.record(event, null, null);
            tellAfterCommit();
            return repository.find(id, me);
        });
    }

    private static @Nullable UUID me() {
        return CallContext.current().actor().id();
    }

    private void tellAfterCommit() {
        var tenant = CallContext.currentTenant().id();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.tell(tenant);
            }
        });
    }
}
