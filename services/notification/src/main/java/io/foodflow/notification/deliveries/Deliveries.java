package io.foodflow.notification.deliveries;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The messages of the current tenant that are on their way, or were. Thread-safe. */
public final class Deliveries {

    private final DeliveryRepository repository;
    private final DeliverySignal signal;
    private final UnitOfWork work;
    private final Clock clock;

    Deliveries(DeliveryRepository repository, DeliverySignal signal, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.signal = signal;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Queues a notification for its targets in the running transaction: what commits is delivered, whatever process dies.
     *
     * @return how many messages that makes; a target that is named twice gets one
     */
    public int enqueue(UUID notification, Severity severity, List<Target> targets) {
        if (targets.isEmpty()) {
            return 0;
        }
        int priority = Lane.priority(severity, targets.size());
        var ids = Stream.generate(UuidCreator::getTimeOrderedEpoch)
                .limit(targets.size())
                .toList();
        int queued = repository.insert(notification, priority, ids, targets, clock.instant());
        wakeAfterCommit(Lane.of(priority));
        return queued;
    }

    /** Queues as many notifications, each for one target at its own time, in the running transaction. */
    public void enqueueEach(List<UUID> notifications, List<Target> targets) {
        var ids = Stream.generate(UuidCreator::getTimeOrderedEpoch)
                .limit(targets.size())
                .toList();
        int priority = Lane.priority(Severity.INFO, targets.size());
        repository.insertEach(notifications, priority, ids, targets, clock.instant());
        wakeAfterCommit(Lane.of(priority));
    }

    /** Deliveries that the filter shows, the newest first. */
    Page<Delivery> list(DeliveryFilter filter, PageRequest request) {
        var rows = work.read(() -> repository.list(filter, request.afterId().orElse(null), request.fetch()));
        return Page.of(rows, request, delivery -> Cursor.after(delivery.id()));
    }

    /** The newest deliveries of a notification, at most so many. */
    public List<Delivery> of(UUID notification, int most) {
        return work.read(() -> repository.list(new DeliveryFilter(null, null, notification), null, most));
    }

    /** The delivery with that id, if this tenant has it (still). */
    public Optional<Delivery> one(UUID id) {
        return work.read(() -> repository.find(id));
    }

    /** A delivery with all its attempts. */
    record Logged(Delivery delivery, List<Attempt> attempts) {
        Logged {
            attempts = List.copyOf(attempts);
        }
    }

    Optional<Logged> find(UUID id) {
        return work.readSnapshot(
                () -> repository.find(id).map(delivery -> new Logged(delivery, repository.attempts(id))));
    }

    /** What came of asking for a delivery to be tried anew. */
    sealed interface Replay {

        record Queued(Delivery delivery) implements Replay {}

        record Delivered(Delivery delivery) implements Replay {}

        record ChannelGone(Delivery delivery) implements Replay {}

        record Absent(UUID id) implements Replay {}
    }

    /** Tries a dead delivery anew, as often as a new one. One that waits or is being sent goes on as it is. */
    Replay replay(UUID id) {
        return work.write(change -> {
            var found = repository.hold(id);
            if (found.isEmpty()) {
                change.nothing();
                return new Replay.Absent(id);
            }
            var before = found.get();
            if (before.state() != DeliveryState.DEAD || before.channelId() == null) {
                change.nothing();
                return switch (before.state()) {
                    case DEAD -> new Replay.ChannelGone(before);
                    case DELIVERED -> new Replay.Delivered(before);
                    case WAITING, SENDING -> new Replay.Queued(before);
                };
            }
            repository.revive(id, clock.instant());
            var after = repository.find(id).orElseThrow();
            change.record(new DeliveryReplayed(id, before.notificationId(), before.channelName()), before, after);
            wakeAfterCommit(Lane.CRITICAL);
            wakeAfterCommit(Lane.OTHERS);
            return new Replay.Queued(after);
        });
    }

    private void wakeAfterCommit(Lane lane) {
        var tenant = CallContext.currentTenant();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.wake(lane, tenant);
            }
        });
    }
}
