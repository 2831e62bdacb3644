package io.foodflow.audit.holds;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The legal holds of the current tenant. A hold acts from its commit on. Thread-safe. */
final class Holds {

    private static final String SELECT = """
            select id, name, reason, everything, resource_type, resource_id, site, person, from_time, to_time,
                   placed_by, placed_at, released_by, released_at, release_reason
            from legal_holds
            """;

    private final LegalHolds turns;
    private final JdbcClient jdbc;
    private final UnitOfWork work;

    Holds(LegalHolds turns, JdbcClient jdbc, UnitOfWork work) {
        this.turns = turns;
        this.jdbc = jdbc;
        this.work = work;
    }

    /** The newest first. */
    Page<Hold> list(Hold.@Nullable State state, PageRequest page) {
        var rows = work.read(() -> jdbc.sql(SELECT + """
                         where (cast(:after as uuid) is null or id < :after)
                           and (cast(:released as boolean) is null or (released_at is not null) = :released)
                         order by id desc limit :rows""")
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("released", state == null ? null : state == Hold.State.RELEASED, Types.BOOLEAN)
                .param("rows", page.fetch())
                .query(Holds::hold)
                .list());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }

    Optional<Hold> find(UUID id) {
        return work.read(() -> found(id));
    }

    /** Places a hold; whatever deletes or erases meanwhile is waited for. */
    Hold place(String name, String reason, HoldScope scope) {
        return work.write(change -> {
            turns.takeTurns();
            var id = UuidCreator.getTimeOrderedEpoch();
            jdbc.sql("""
                            insert into legal_holds (id, name, reason, everything, resource_type, resource_id, site, person,
                                                     from_time, to_time, placed_by, placed_at)
                            values (:id, :name, :reason, :everything, :type, :resource, :site, :person, :from, :to, :by,
                                    clock_timestamp())""")
                    .param("id", id)
                    .param("name", name)
                    .param("reason", reason)
                    .param("everything", scope.everything())
                    .param("type", scope.resourceType())
                    .param("resource", scope.resourceId())
                    .param("site", scope.site())
                    .param("person", scope.person(), Types.OTHER)
                    .param("from", stamp(scope.from()))
                    .param("to", stamp(scope.to()))
                    .param("by", CallContext.current().actor().name())
                    .update();
            var placed = found(id).orElseThrow();
            change.record(new LegalHoldPlaced(id, name), null, placed, reason);
            return placed;
        });
    }

    /** Ends a hold, when whatever deletes or drops meanwhile is done, by the clock that this goes by. */
    HoldOutcome release(UUID id, String reason) {
        return work.write(change -> {
            turns.takeTurns();
            var before = jdbc.sql(SELECT + " where id = ? for update")
                    .param(id)
                    .query(Holds::hold)
                    .optional();
            if (before.isEmpty()) {
                change.nothing();
                return new HoldOutcome.Absent();
            }
            if (before.get().state() == Hold.State.RELEASED) {
                change.nothing();
                return new HoldOutcome.Before(before.get());
            }
            jdbc.sql(
                            "update legal_holds set released_by = ?, released_at = clock_timestamp(), release_reason = ? where id = ?")
                    .params(CallContext.current().actor().name(), reason, id)
                    .update();
            var after = found(id).orElseThrow();
            change.record(new LegalHoldReleased(id, after.name()), before.get(), after, reason);
            return new HoldOutcome.Released(after);
        });
    }

    private Optional<Hold> found(UUID id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(Holds::hold).optional();
    }

    private static @Nullable Timestamp stamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        var released = instant(row, "released_at");
        return new Hold(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("reason"),
                new HoldScope(
                        row.getBoolean("everything"),
                        row.getString("resource_type"),
                        row.getString("resource_id"),
                        row.getString("site"),
                        row.getObject("person", UUID.class),
                        instant(row, "from_time"),
                        instant(row, "to_time")),
                released == null ? Hold.State.ACTIVE : Hold.State.RELEASED,
                row.getString("placed_by"),
                row.getTimestamp("placed_at").toInstant(),
                row.getString("released_by"),
                released,
                row.getString("release_reason"));
    }
}
