package io.foodflow.platform.retention;

import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.jobs.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Drops what has had the time that the company gives it, and says so in the trail with each batch. Where the company says nothing,
 * what was begun is finished and no more. Thread-safe.
 */
public final class RetentionSweep implements Sweep {

    private final List<Retained> retained;
    private final RetentionPolicies policies;
    private final LegalHolds holds;
    private final ChangeRecorder changes;
    private final JdbcClient jdbc;

    RetentionSweep(
            List<Retained> retained,
            RetentionPolicies policies,
            LegalHolds holds,
            ChangeRecorder changes,
            JdbcClient jdbc) {
        this.retained = List.copyOf(retained);
        this.policies = policies;
        this.holds = holds;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    @Override
    public int sweep(Instant now, int rows) {
        holds.keepAsTheyAre();
        var days = policies.current().days();
        for (var one : retained) {
            var kept = days.get(one.group());
            var before = kept == null ? Instant.EPOCH : now.minus(Duration.ofDays(kept));
            var removed = one.remove(before, rows);
            if (removed.count() > 0) {
                var applied = new RetentionApplied(one.group(), before, removed.count());
                changes.inTenant(jdbc).record(applied, null, applied);
            }
            if (removed.more()) {
                return rows;
            }
        }
        return 0;
    }
}
