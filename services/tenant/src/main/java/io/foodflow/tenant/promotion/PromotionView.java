package io.foodflow.tenant.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.placement.Move;
import io.foodflow.platform.placement.MoveState;
import io.foodflow.platform.placement.TableCheck;
import io.foodflow.platform.placement.TenantSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's data is.
 *
 * @param enabled whether tenants may be moved in this installation
 * @param database the database of its own that the tenant works in; absent while it is in the shared one
 * @param size how large it is, and whether that is beyond the threshold from which a database of its own is proposed;
 *     absent while its database cannot be reached
 * @param move its last move, if there was one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PromotionView(
        UUID tenantId,
        boolean enabled,
        @Nullable String database,
        @Nullable TenantSize size,
        @Nullable MoveView move) {

    static PromotionView of(
            UUID tenant, boolean enabled, Optional<String> database, Optional<TenantSize> size, Optional<Move> move) {
        return new PromotionView(
                tenant,
                enabled,
                database.orElse(null),
                size.orElse(null),
                move.map(MoveView::of).orElse(null));
    }

    /**
     * A move to a database of a tenant's own.
     *
     * @param progress share of the data that is copied, 0 to 1
     * @param pauseMillis how long writes waited at the switch
     * @param returnPauseMillis how long they waited at the way back
     * @param settleAfter when the old copy is dropped by itself
     * @param canFallBack whether the tenant can go back, or the move be given up
     * @param canSettle whether the old copy can be dropped now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MoveView(
            UUID id,
            String database,
            MoveState state,
            double progress,
            String requestedBy,
            Instant requestedAt,
            @Nullable String reason,
            @Nullable Instant switchedAt,
            @Nullable Integer pauseMillis,
            @Nullable Instant returnedAt,
            @Nullable Integer returnPauseMillis,
            @Nullable Instant settleAfter,
            @Nullable Instant finishedAt,
            boolean canFallBack,
            boolean canSettle,
            @Nullable String fallbackLost,
            @Nullable String error,
            List<TableCheck> tables) {

        static MoveView of(Move move) {
            return new MoveView(
                    move.id(),
                    move.database(),
                    move.state(),
                    move.progress(),
                    move.requestedBy(),
                    move.requestedAt(),
                    move.reason(),
                    move.switchedAt(),
                    move.pauseMillis(),
                    move.returnedAt(),
                    move.returnPauseMillis(),
                    move.settleAfter(),
                    move.finishedAt(),
                    move.canFallBack(),
                    move.canSettle(),
                    move.fallbackLost(),
                    move.error(),
                    move.tables());
        }
    }
}
