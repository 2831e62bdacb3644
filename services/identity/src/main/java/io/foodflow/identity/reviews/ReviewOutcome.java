package io.foodflow.identity.reviews;

import java.util.Set;
import java.util.UUID;

/** What came of an operation on a review. */
sealed interface ReviewOutcome {

    record Saved(Review review) implements ReviewOutcome {}

    record Decided(ReviewItem item) implements ReviewOutcome {}

    /** No user of the company who can sign in. */
    record NoReviewer(String field, UUID user) implements ReviewOutcome {}

    /** The reviewer holds something of it, and nobody was named to decide about that. */
    record DeputyNeeded() implements ReviewOutcome {}

    record NothingToReview() implements ReviewOutcome {}

    record Absent(String kind, UUID id) implements ReviewOutcome {}

    record Over(Review review) implements ReviewOutcome {}

    record StillOpen(int items) implements ReviewOutcome {}

    /** Somebody else decides about it. */
    record AnothersItem() implements ReviewOutcome {}

    /** The role was taken away, which no decision brings back. */
    record AlreadyRevoked() implements ReviewOutcome {}

    /** Taking it away needs permissions that the reviewer does not hold. */
    record BeyondCaller(Set<String> permissions) implements ReviewOutcome {}

    record LastAdministrator() implements ReviewOutcome {}
}
