package io.foodflow.platform.placement;

import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's move to a database of its own.
 *
 * @param progress share of the bytes that are copied, 0 to 1
 * @param pauseMillis how long writes waited at the switch; null before it
 * @param returnPauseMillis the same for the way back
 * @param settleAfter when the old copy is dropped and the move cannot be taken back any more
 * @param tables each table as it was compared at the last switch
 * @param fallbackLost why the tenant cannot fall back any more though the move is not settled
 * @param error what went wrong last; the move goes on nevertheless unless its state says otherwise
 */
public record Move(
        UUID id,
        TenantId tenant,
        String database,
        MoveState state,
        String requestedBy,
        @Nullable String reason,
        Instant requestedAt,
        double progress,
        @Nullable Instant switchedAt,
        @Nullable Integer pauseMillis,
        @Nullable Instant returnedAt,
        @Nullable Integer returnPauseMillis,
        @Nullable Instant settleAfter,
        @Nullable Instant finishedAt,
        List<TableCheck> tables,
        @Nullable String fallbackLost,
        @Nullable String error,
        int attempts) {

    public Move {
        tables = List.copyOf(tables);
    }

    /** Whether the tenant can go back to the shared database with all that it did since. */
    public boolean canFallBack() {
        return fallbackLost == null
                && switch (state) {
                    case COPYING, FOLLOWING, SWITCHED, DEDICATED -> true;
                    case FALLING_BACK, RETURNED, KEPT, DROPPING, SETTLING, UNDOING, SETTLED, FALLEN_BACK, UNDONE ->
                        false;
                };
    }

    /** Whether there is a copy that can be dropped for good now. */
    public boolean canSettle() {
        return state == MoveState.DEDICATED || state == MoveState.KEPT;
    }

    /** Whether a table is known to have differed when it was compared. */
    boolean differs() {
        return tables.stream().anyMatch(check -> Boolean.FALSE.equals(check.matches()));
    }

    /** Whether all tables are known to have been the same. */
    boolean isProved() {
        return tables.stream().allMatch(check -> Boolean.TRUE.equals(check.matches()));
    }

    /** Tables that are not compared: that was cut short. */
    Set<String> uncompared() {
        return tables.stream()
                .filter(check -> check.matches() == null)
                .map(TableCheck::table)
                .collect(Collectors.toSet());
    }
}
