package io.foodflow.identity.reviews;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.identity.reviews.Review.Holder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody held when the review began.
 *
 * @param reviewerId who decides about it
 * @param holder e-mail of a user, name of a service account
 * @param sites where the role holds; null for everywhere
 * @param permissions what the role gives
 */
record ReviewItem(
        UUID id,
        UUID reviewId,
        UUID reviewerId,
        Holder holderKind,
        UUID holderId,
        String holder,
        UUID roleId,
        String role,
        @Nullable List<String> sites,
        List<String> permissions,
        @Nullable Decision decision,
        @Nullable String comment,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    ReviewItem {
        sites = sites == null ? null : List.copyOf(sites);
        permissions = List.copyOf(permissions);
    }

    /** What becomes of it. */
    enum Decision {
        KEEP,
        REVOKE;

        /** As it is sent and stored. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Decision> of(String text) {
            return Arrays.stream(values())
                    .filter(decision -> decision.text().equals(text))
                    .findFirst();
        }
    }
}
