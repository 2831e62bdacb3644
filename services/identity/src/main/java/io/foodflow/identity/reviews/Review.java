package io.foodflow.identity.reviews;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A look at who holds which role.
 *
 * @param reviewerId who decides
 * @param deputyId who decides about the reviewer
 * @param items how many there are to decide
 * @param open how many are not decided
 * @param revoked how many were taken away
 */
record Review(
        UUID id,
        String name,
        UUID reviewerId,
        @Nullable UUID deputyId,
        ReviewScope scope,
        State state,
        Instant dueAt,
        String createdBy,
        Instant createdAt,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        int items,
        int open,
        int revoked) {

    /** How far it is. */
    enum State {
        OPEN,
        OVERDUE,
        CLOSED;

        /** As it is sent. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who may hold a role. */
    enum Holder {
        USER,
        SERVICE_ACCOUNT;

        /** As it is sent and stored. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Holder> of(String text) {
            return Arrays.stream(values())
                    .filter(holder -> holder.text().equals(text))
                    .findFirst();
        }
    }

    /**
     * What is looked at.
     *
     * @param holders whose roles
     * @param roles the names of these; none for all
     */
    record ReviewScope(List<Holder> holders, List<String> roles) {

        ReviewScope {
            holders = List.copyOf(holders);
            roles = List.copyOf(roles);
        }
    }
}
