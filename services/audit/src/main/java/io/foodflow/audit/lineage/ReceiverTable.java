package io.foodflow.audit.lineage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each receiver was told of the current tenant's events. Each method runs in the caller's transaction. */
final class ReceiverTable {

    private final JdbcClient jdbc;

    ReceiverTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event that a receiver does not have yet. */
    record Waiting(long no, UUID run, String body) {}

    /** What one process may tell a receiver while nobody else does. */
    record Lease(UUID lease, long position, int failures, List<Waiting> events) {}

    /** How the telling ended. */
    record Ended(
            String receiver,
            UUID lease,
            long position,
            long refused,
            int failures,
            @Nullable String error) {}

    /** Takes the next events for that time, at most so many; empty if there are none or somebody else is at it. */
    Optional<Lease> lease(String receiver, Duration time, int most) {
        boolean any = jdbc.sql("""
                        select exists (select from lineage_events where own
                          and no > coalesce((select position from lineage_receivers where receiver = ?), 0))
                        """).param(receiver).query(Boolean.class).single();
        if (!any) {
            return Optional.empty();
        }
        jdbc.sql("insert into lineage_receivers (receiver) values (?) on conflict do nothing")
                .param(receiver)
                .update();
        var lease = UUID.randomUUID();
        return jdbc.sql("""
                        update lineage_receivers set lease = :lease,
                          leased_until = clock_timestamp() + :seconds * interval '1 second'
                        where receiver = :receiver and (leased_until is null or leased_until < clock_timestamp())
                        returning position, failures
                        """)
                .param("lease", lease)
                .param("seconds", time.toSeconds())
                .param("receiver", receiver)
                .query((row, n) -> new Lease(
                        lease, row.getLong("position"), row.getInt("failures"), after(row.getLong("position"), most)))
                .optional();
    }

    private List<Waiting> after(long position, int most) {
        return jdbc.sql("select no, run_id, body from lineage_events where own and no > ? order by no limit ?")
                .params(position, most)
                .query((row, n) ->
                        new Waiting(row.getLong("no"), row.getObject("run_id", UUID.class), row.getString("body")))
                .list();
    }

    /** Gives the lease back and notes how far the receiver was told; false if the lease had run out. */
    boolean release(Ended ended) {
        return jdbc.sql("""
                        update lineage_receivers set position = :position, refused = refused + :refused, failures = :failures,
                          last_error = coalesce(:error, case when :failures > 0 then last_error end), lease = null,
                          leased_until = null, updated_at = clock_timestamp()
                        where receiver = :receiver and lease = :lease
                        """)
                        .param("position", ended.position())
                        .param("refused", ended.refused())
                        .param("failures", ended.failures())
                        .param("error", ended.error(), java.sql.Types.VARCHAR)
                        .param("receiver", ended.receiver())
                        .param("lease", ended.lease())
                        .update()
                == 1;
    }
}
