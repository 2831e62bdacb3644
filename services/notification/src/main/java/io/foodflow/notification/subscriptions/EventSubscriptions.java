package io.foodflow.notification.subscriptions;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The subscriptions of the current tenant. Thread-safe. */
final class EventSubscriptions {

    private final SubscriptionRepository repository;
    private final UnitOfWork work;
    private final Clock clock;

    EventSubscriptions(SubscriptionRepository repository, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.work = work;
        this.clock = clock;
    }

    /** Subscriptions by name. */
    Page<Subscription> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, subscription -> Cursor.after(subscription.name()));
    }

    Optional<Subscription> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    SubscriptionOutcome add(SubscriptionDraft draft) {
        try {
            return work.write(change -> {
                var id = UuidCreator.getTimeOrderedEpoch();
                repository.insert(id, draft, CallContext.current().actor().name(), clock.instant());
                var made = repository.find(id).orElseThrow();
                change.record(new EventSubscriptionAdded(id, made.name()), null, made);
                return new SubscriptionOutcome.Saved(made);
            });
        } catch (DuplicateKeyException e) {
            return new SubscriptionOutcome.NameTaken(draft.name());
        }
    }

    /**
     * Changes a subscription, for what happens from now on.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    SubscriptionOutcome update(UUID id, @Nullable String ifMatch, SubscriptionDraft draft) {
        try {
            return work.write(change -> changing(id, change, before -> {
                Versions.requireMatch(ifMatch, before.version());
                repository.update(id, draft, clock.instant());
                var after = repository.find(id).orElseThrow();
                change.record(new EventSubscriptionUpdated(id, after.name()), before, after);
                return new SubscriptionOutcome.Saved(after);
            }));
        } catch (DuplicateKeyException e) {
            return new SubscriptionOutcome.NameTaken(draft.name());
        }
    }

    SubscriptionOutcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> changing(id, change, before -> {
            Versions.requireMatch(ifMatch, before.version());
            repository.delete(id);
            change.record(new EventSubscriptionRemoved(id, before.name()), before, null);
            return new SubscriptionOutcome.Removed();
        }));
    }

    private SubscriptionOutcome changing(
            UUID id, Change change, Function<Subscription, SubscriptionOutcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            change.nothing();
            return new SubscriptionOutcome.Absent(id);
        }
        return operation.apply(found.get());
    }
}
