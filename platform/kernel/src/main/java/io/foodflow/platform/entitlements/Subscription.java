package io.foodflow.platform.entitlements;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has subscribed to. Time alone moves it on: at any moment {@link #stateAt} tells where it is, and no job
 * has to run for that.
 *
 * @param state as it was written down last
 * @param cancelAt from when on it is cancelled, if it is to be
 * @param graceEndsAt until when an unpaid one goes on
 */
public record Subscription(
        String plan,
        State state,
        @Nullable Instant trialEndsAt,
        @Nullable Instant cancelAt,
        @Nullable Instant graceEndsAt) {

    /** The plan of who has paid for none. */
    static final String WITHOUT = "free";

    /** Where a subscription is. */
    public enum State {
        TRIALING,
        ACTIVE,
        /** Not paid; goes on until the time of grace is over. */
        PAST_DUE,
        /** A trial that ran out, or a time of grace that did: as if there were none, until it is paid or chosen again. */
        LAPSED,
        CANCELLED;

        /** As {@code past_due}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads what {@link #text} wrote. */
        @JsonCreator
        public static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** An active one of that plan. */
    public static Subscription active(String plan) {
        return new Subscription(plan, State.ACTIVE, null, null, null);
    }

    /** Where it is at that moment. */
    public State stateAt(Instant now) {
        if (isOver(cancelAt, now)) {
            return State.CANCELLED;
        }
        boolean lapsed = (state == State.TRIALING && isOver(trialEndsAt, now))
                || (state == State.PAST_DUE && isOver(graceEndsAt, now));
        return lapsed ? State.LAPSED : state;
    }

    /** The plan that counts at that moment. */
    public String planAt(Instant now) {
        return switch (stateAt(now)) {
            case TRIALING, ACTIVE, PAST_DUE -> plan;
            case LAPSED, CANCELLED -> WITHOUT;
        };
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
