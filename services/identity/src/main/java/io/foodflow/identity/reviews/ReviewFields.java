package io.foodflow.identity.reviews;

import io.foodflow.identity.reviews.Review.Holder;
import io.foodflow.identity.reviews.Review.ReviewScope;
import io.foodflow.identity.reviews.ReviewController.Draft;
import io.foodflow.identity.reviews.ReviewController.ScopeDraft;
import io.foodflow.identity.reviews.ReviewItem.Decision;
import io.foodflow.platform.web.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a review and remembers every one that breaks a rule. Used once, by one thread. */
final class ReviewFields {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_COMMENT = 500;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final UUID NOBODY = new UUID(0, 0);

    private final Fields fields = new Fields();

    /**
     * The review that is asked for.
     *
     * @param known the names of roles
     */
    NewReview review(Draft draft, Set<String> known, Instant now) {
        var name = fields.line("name", draft.name(), LONGEST_NAME);
        if (draft.reviewerId() == null) {
            fields.required("reviewer_id");
        } else if (draft.reviewerId().equals(draft.deputyId())) {
            fields.add("deputy_id", "other", "deputy_id must be somebody else than reviewer_id");
        }
        return new NewReview(
                name,
                Objects.requireNonNullElse(draft.reviewerId(), NOBODY),
                draft.deputyId(),
                scope(draft.scope(), known),
                due(draft.dueAt(), now));
    }

    private Instant due(@Nullable Instant value, Instant now) {
        if (value == null) {
            fields.required("due_at");
            return now;
        }
        if (!value.isAfter(now) || value.isAfter(now.plus(LONGEST))) {
            fields.add(
                    "due_at",
                    "range",
                    "due_at must be in the future and at most %d days away, was %s".formatted(LONGEST.toDays(), value));
        }
        return value;
    }

    private ReviewScope scope(@Nullable ScopeDraft draft, Set<String> known) {
        var holders = draft == null || draft.holders() == null
                ? Arrays.stream(Holder.values()).map(Holder::text).toList()
                : draft.holders();
        var roles = draft == null || draft.roles() == null ? List.<@Nullable String>of() : draft.roles();
        var wanted = new ArrayList<Holder>();
        for (int i = 0; i < holders.size(); i++) {
            var field = "scope.holders[%d]".formatted(i);
            var text = fields.present(field, holders.get(i));
            var holder = Holder.of(text);
            if (!text.isEmpty() && holder.isEmpty()) {
                fields.add(
                        field,
                        "vocabulary",
                        "%s must be user or service_account, was '%s'".formatted(field, Fields.quoted(text)));
            }
            holder.filter(one -> !wanted.contains(one)).ifPresent(wanted::add);
        }
        if (holders.isEmpty()) {
            fields.add("scope.holders", "length", "scope.holders must name at least one kind, or be left out for all");
        }
        var names = new TreeSet<String>();
        for (int i = 0; i < roles.size(); i++) {
            var field = "scope.roles[%d]".formatted(i);
            var role = fields.present(field, roles.get(i));
            if (!role.isEmpty() && !known.contains(role)) {
                fields.add(
                        field,
                        "known-role",
                        "%s must be the name of a role, was '%s'".formatted(field, Fields.quoted(role)));
            }
            names.add(role);
        }
        return new ReviewScope(wanted, List.copyOf(names));
    }

    Decision decision(@Nullable String value) {
        var text = fields.present("decision", value);
        var decision = Decision.of(text);
        if (!text.isEmpty() && decision.isEmpty()) {
            fields.add(
                    "decision",
                    "vocabulary",
                    "decision must be keep or revoke, was '%s'".formatted(Fields.quoted(text)));
        }
        return decision.orElse(Decision.KEEP);
    }

    /** What was said about a decision; of one to revoke something must be. */
    @Nullable
    String comment(@Nullable String value, Decision decision) {
        return decision == Decision.REVOKE
                ? fields.line("comment", value, LONGEST_COMMENT)
                : fields.lineIfGiven("comment", value, LONGEST_COMMENT);
    }

    /** Why a review ends before everything is decided; null where nothing is said. */
    @Nullable
    String reason(@Nullable String value) {
        return value == null ? null : fields.line("reason", value, LONGEST_COMMENT);
    }

    @Nullable
    String filter(@Nullable String decision) {
        if (decision != null
                && !decision.equals("open")
                && Decision.of(decision).isEmpty()) {
            fields.add(
                    "decision",
                    "vocabulary",
                    "decision must be open, keep or revoke, was '%s'".formatted(Fields.quoted(decision)));
        }
        return decision;
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
