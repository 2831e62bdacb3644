package io.foodflow.identity.reviews;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.reviews.Review.Holder;
import io.foodflow.identity.reviews.ReviewItem.Decision;
import io.foodflow.identity.reviews.ReviewRepository.Held;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Role;
import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The access reviews of the current tenant. What is held is written down when a review begins; a decision to revoke takes the
 * role away with the same commit, and acts on the holder's next request. Nobody decides about himself. Thread-safe.
 */
final class Reviews {

    private final ReviewRepository repository;
    private final Roles roles;
    private final GrantChanges grantChanges;
    private final UnitOfWork work;
    private final Clock clock;

    Reviews(ReviewRepository repository, Roles roles, GrantChanges grantChanges, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.roles = roles;
        this.grantChanges = grantChanges;
        this.work = work;
        this.clock = clock;
    }

    /** The newest first. */
    Page<Review> list(PageRequest page) {
        var rows = work.read(() -> repository.list(page, clock.instant()));
        return Page.of(rows, page, review -> Cursor.after(review.id()));
    }

    Optional<Review> find(UUID id) {
        return work.read(() -> repository.find(id, clock.instant()));
    }

    /**
     * A page of what is to be decided, users first.
     *
     * @param decision open, keep or revoke; null for all
     */
    Optional<Page<ReviewItem>> items(UUID review, @Nullable String decision, PageRequest page) {
        return work.readSnapshot(() -> repository
                .find(review, clock.instant())
                .map(known ->
                        Page.of(repository.items(review, decision, page), page, item -> Cursor.after(item.id()))));
    }

    /** A review with all its items. */
    record Report(Review review, List<ReviewItem> items) {}

    Optional<Report> report(UUID id) {
        return work.readSnapshot(
                () -> repository.find(id, clock.instant()).map(review -> new Report(review, repository.items(id))));
    }

    /** Begins a review of what is held now. */
    ReviewOutcome begin(NewReview wanted) {
        return work.write(change -> {
            roles.takeTurns();
            var refused = refusal(wanted);
            if (refused.isPresent()) {
                change.nothing();
                return refused.get();
            }
            var held = repository.held(wanted.scope());
            boolean ofReviewer = held.stream().anyMatch(one -> one.holderId().equals(wanted.reviewer()));
            if (held.isEmpty() || (ofReviewer && wanted.deputy() == null)) {
                change.nothing();
                return held.isEmpty() ? new ReviewOutcome.NothingToReview() : new ReviewOutcome.DeputyNeeded();
            }
            var id = UuidCreator.getTimeOrderedEpoch();
            repository.insert(id, wanted, CallContext.current().actor().name(), clock.instant());
            var permissions = new HashMap<UUID, List<String>>();
            held.forEach(one -> repository.insert(
                    UuidCreator.getTimeOrderedEpoch(),
                    id,
                    reviewer(wanted, one),
                    one,
                    permissions.computeIfAbsent(
                            one.roleId(), role -> roles.find(role).orElseThrow().permissions())));
            var begun = repository.find(id, clock.instant()).orElseThrow();
            change.record(new AccessReviewBegun(id, begun.name()), null, begun);
            return new ReviewOutcome.Saved(begun);
        });
    }

    private Optional<ReviewOutcome> refusal(NewReview wanted) {
        if (!repository.canSignIn(wanted.reviewer())) {
            return Optional.of(new ReviewOutcome.NoReviewer("reviewer_id", wanted.reviewer()));
        }
        return Optional.ofNullable(wanted.deputy())
                .filter(deputy -> !repository.canSignIn(deputy))
                .map(deputy -> new ReviewOutcome.NoReviewer("deputy_id", deputy));
    }

    private static UUID reviewer(NewReview wanted, Held held) {
        var deputy = wanted.deputy();
        return deputy != null && held.holderId().equals(wanted.reviewer()) ? deputy : wanted.reviewer();
    }

    /** Decides about one item, for the caller. A role that is to be revoked is taken away at once. */
    ReviewOutcome decide(UUID review, UUID id, Decision decision, @Nullable String comment) {
        return work.write(change -> {
            roles.takeTurns();
            var found = repository.hold(review, clock.instant());
            var item = found.flatMap(known -> repository.item(review, id));
            var refused = refusal(found, item, review, id, decision);
            if (refused.isPresent()) {
                change.nothing();
                return refused.get();
            }
            return decide(item.orElseThrow(), decision, comment, change);
        });
    }

    private Optional<ReviewOutcome> refusal(
            Optional<Review> review, Optional<ReviewItem> found, UUID reviewId, UUID id, Decision decision) {
        if (review.isEmpty()) {
            return Optional.of(new ReviewOutcome.Absent("access review", reviewId));
        }
        if (found.isEmpty()) {
            return Optional.of(new ReviewOutcome.Absent("item of the access review", id));
        }
        var actor = CallContext.current().actor();
        var item = found.get();
        if (!item.reviewerId().equals(actor.id())) {
            return Optional.of(new ReviewOutcome.AnothersItem());
        }
        if (review.get().state() == Review.State.CLOSED) {
            return Optional.of(new ReviewOutcome.Over(review.get()));
        }
        if (item.decision() == Decision.REVOKE) {
            return Optional.of(new ReviewOutcome.AlreadyRevoked());
        }
        return decision == Decision.KEEP ? Optional.empty() : refusalToRevoke(item);
    }

    private Optional<ReviewOutcome> refusalToRevoke(ReviewItem item) {
        var sites = item.sites();
        var taken = Assignments.of(
                Set.of(item.role()), sites == null ? Map.<String, List<String>>of() : Map.of(item.role(), sites));
        var beyond = roles.beyond(CallContext.current().actor(), taken);
        if (!beyond.isEmpty()) {
            return Optional.of(new ReviewOutcome.BeyondCaller(beyond));
        }
        boolean last = item.holderKind() == Holder.USER
                && item.role().equals(Role.TENANT_ADMIN)
                && !repository.anotherHas(item.roleId(), item.holderId());
        return last ? Optional.of(new ReviewOutcome.LastAdministrator()) : Optional.empty();
    }

    private ReviewOutcome decide(ReviewItem before, Decision decision, @Nullable String comment, Change change) {
        var now = clock.instant();
        repository.decide(
                before.id(), decision, comment, CallContext.current().actor().name(), now);
        var after = repository.item(before.reviewId(), before.id()).orElseThrow();
        change.record(
                new AccessDecided(before.reviewId(), before.id(), before.holderId(), before.role(), decision.text()),
                before,
                after,
                comment);
        if (decision == Decision.REVOKE && repository.revoke(before, now)) {
            grantChanges.changed(Set.of(before.holderId()));
            var revoked =
                    new AccessRevoked(before.holderKind().text(), before.holderId(), before.role(), before.reviewId());
            change.record(revoked, Map.of("roles", List.of(before.role())), Map.of("roles", List.of()), comment);
        }
        return new ReviewOutcome.Decided(after);
    }

    /**
     * Ends a review in which everything was decided, or for a reason.
     *
     * @param reason why it ends with items that are open; null where it must not
     */
    ReviewOutcome close(UUID id, @Nullable String reason) {
        return work.write(change -> {
            var found = repository.hold(id, clock.instant());
            var refused = found.isEmpty()
                    ? new ReviewOutcome.Absent("access review", id)
                    : found.get().state() == Review.State.CLOSED
                            ? new ReviewOutcome.Over(found.get())
                            : reason == null && found.get().open() > 0
                                    ? new ReviewOutcome.StillOpen(found.get().open())
                                    : null;
            if (refused != null) {
                change.nothing();
                return refused;
            }
            repository.close(id, CallContext.current().actor().name(), clock.instant());
            var after = repository.find(id, clock.instant()).orElseThrow();
            change.record(new AccessReviewClosed(id, after.name()), found.orElseThrow(), after, reason);
            return new ReviewOutcome.Saved(after);
        });
    }
}
