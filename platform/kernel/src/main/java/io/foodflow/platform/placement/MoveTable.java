package io.foodflow.platform.placement;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Moves as they are kept. Each method runs in the caller's transaction, which is the platform's. */
final class MoveTable {

    private static final int LONGEST_ERROR = 1_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MoveTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(UUID id, TenantId tenant, String database, String by, @Nullable String reason, Instant now) {
        jdbc.sql("""
            insert into moves (id, tenant_id, database, state, requested_by, reason, requested_at, retry_at)
            values (:id, :tenant, :database, 'copying', :by, :reason, :now, :now)
            """)
                .param("id", id)
                .param("tenant", tenant.value())
                .param("database", database)
                .param("by", by)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Move> find(UUID id) {
        return jdbc.sql("select * from moves where id = ?")
                .param(id)
                .query(this::move)
                .optional();
    }

    /** The tenant's last move. */
    Optional<Move> last(TenantId tenant) {
        return jdbc.sql("select * from moves where tenant_id = ? order by requested_at desc, id desc limit 1")
                .param(tenant.value())
                .query(this::move)
                .optional();
    }

    /** The same; nobody else changes it before the end of the transaction. */
    Optional<Move> hold(TenantId tenant) {
        jdbc.sql("select 1 from tenants where id = ? for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional();
        return jdbc.sql("select * from moves where tenant_id = ? order by requested_at desc, id desc limit 1 for"
                        + " update")
                .param(tenant.value())
                .query(this::move)
                .optional();
    }

    /**
     * Whether a backup is being put in place, or what one replaced is still kept: the tables' names change with it, and
     * nothing follows them into another database.
     */
    boolean isBeingRestored(TenantId tenant) {
        return jdbc.sql("select exists (select from tenants_being_restored where id = ?)")
                .param(tenant.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * Moves for which there is something to do now; of tenants at rest in their own database, all. Only those that were begun in
     * this very database: in a copy of it they are another installation's.
     */
    List<Move> due(Instant now) {
        return jdbc.sql("""
                        select * from moves
                        where not ended and state <> 'kept' and installation = installation() and retry_at <= ?
                        order by requested_at
                        """).param(Timestamp.from(now)).query(this::move).list();
    }

    /** Says of moves that this installation does not continue why, and what to do. */
    void explainThoseOfAnotherInstallation() {
        jdbc.sql("""
            update moves set error = 'it was begun by the installation that this one is a copy of, which alone continues it;'
              || ' if that runs no more, run select platform.adopt_placements() here as the administrator'
            where not ended and installation <> installation()
            """).update();
    }

    /** Takes a move over: whoever held it before changes nothing any more. The move as it is then, unless it is over. */
    Optional<Move> take(UUID id, UUID holder) {
        return jdbc.sql("update moves set holder = ? where id = ? and not ended returning *")
                .params(holder, id)
                .query(this::move)
                .optional();
    }

    /** The move as it is now, if that holder still has it; nobody changes it before the end of the transaction. */
    Optional<Move> held(UUID id, UUID holder) {
        return jdbc.sql("select * from moves where id = ? and holder = ? and not ended for update")
                .params(id, holder)
                .query(this::move)
                .optional();
    }

    /** No statement takes longer from now until the end of the transaction. */
    void limitStatements(Duration limit) {
        jdbc.sql("select set_config('statement_timeout', ?, true)")
                .param(Long.toString(limit.toMillis()))
                .query(String.class)
                .single();
    }

    /** Nobody changes the tenant's row before the end of the transaction. */
    void holdTenant(TenantId tenant) {
        jdbc.sql("select 1 from tenants where id = ? for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional();
    }

    /** Opens the shared database's door if the tenant belongs there and that holder has its move. */
    void openShared(TenantId tenant, UUID id, UUID holder) {
        jdbc.sql("""
            update tenants set door_open = true, door_key = :holder
            where id = :tenant and database is null
              and exists (select from moves where id = :id and holder = :holder)
            """)
                .param("holder", holder)
                .param("tenant", tenant.value())
                .param("id", id)
                .update();
    }

    /** Goes from one state to the next; false if it is in another one or somebody else holds it. */
    boolean advance(UUID id, UUID holder, MoveState from, MoveState to) {
        return jdbc.sql("""
            update moves set state = :to, attempts = 0,
              error = case when :to = 'undone' then error end
            where id = :id and holder = :holder and state = :from
            """)
                        .param("to", to.text())
                        .param("id", id)
                        .param("holder", holder)
                        .param("from", from.text())
                        .update()
                == 1;
    }

    /** Sends a move another way by somebody's wish, whoever holds it; nothing if it is in another state. */
    void redirect(UUID id, MoveState from, MoveState to, Instant now) {
        jdbc.sql("update moves set state = ?, retry_at = ?, attempts = 0 where id = ? and state = ?")
                .params(to.text(), Timestamp.from(now), id, from.text())
                .update();
    }

    /** Gives a move up; false if it is in another state or somebody else holds it. */
    boolean giveUp(UUID id, UUID holder, MoveState from, Instant now) {
        return jdbc.sql("""
            update moves set state = 'undoing', retry_at = ?, attempts = 0 where id = ? and holder = ? and state = ?
            """)
                        .params(Timestamp.from(now), id, holder, from.text())
                        .update()
                == 1;
    }

    /** Notes how far the copy is; false if somebody else holds the move by now. */
    boolean copied(UUID id, UUID holder, long bytes, long of) {
        return jdbc.sql("update moves set copied_bytes = ?, total_bytes = ? where id = ? and holder = ?")
                        .params(bytes, of, id, holder)
                        .update()
                == 1;
    }

    void switched(UUID id, List<TableCheck> tables, Instant now) {
        jdbc.sql("update moves set tables = cast(? as jsonb), switched_at = ? where id = ?")
                .params(json.writeValueAsString(tables), Timestamp.from(now), id)
                .update();
    }

    void returned(UUID id, List<TableCheck> tables, Instant now) {
        jdbc.sql("update moves set tables = cast(? as jsonb), returned_at = ? where id = ?")
                .params(json.writeValueAsString(tables), Timestamp.from(now), id)
                .update();
    }

    void compared(UUID id, List<TableCheck> tables) {
        jdbc.sql("update moves set tables = cast(? as jsonb) where id = ?")
                .params(json.writeValueAsString(tables), id)
                .update();
    }

    void paused(UUID id, boolean back, long millis) {
        jdbc.sql("update moves set %s = ? where id = ?".formatted(back ? "return_pause_millis" : "pause_millis"))
                .params(millis, id)
                .update();
    }

    /** Null is never, unless somebody asks for it. */
    void settleAfter(UUID id, @Nullable Instant time) {
        jdbc.sql("update moves set settle_after = :time where id = :id")
                .param("time", time == null ? null : Timestamp.from(time), Types.TIMESTAMP)
                .param("id", id)
                .update();
    }

    /** Notes that there is no way back any more; false if somebody else holds the move by now. */
    boolean loseFallback(UUID id, UUID holder, String why) {
        return jdbc.sql("update moves set fallback_lost = ? where id = ? and holder = ?")
                        .params(why, id, holder)
                        .update()
                == 1;
    }

    void finish(UUID id, Instant now) {
        jdbc.sql("update moves set finished_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** Puts the next look off, unless the move goes another way or somebody else holds it by now. */
    void retry(UUID id, UUID holder, MoveState state, @Nullable String error, Instant at) {
        jdbc.sql("""
            update moves set error = coalesce(cast(:error as text), error), retry_at = :at,
              attempts = attempts + case when cast(:error as text) is null then 0 else 1 end
            where id = :id and holder = :holder and state = :state
            """)
                .param("state", state.text())
                .param("holder", holder)
                .param(
                        "error",
                        error != null && error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    /** Writes down where a tenant works; false if somebody opened the door that was closed for it. */
    boolean place(TenantId tenant, @Nullable String database, boolean closedHere) {
        return jdbc.sql("""
                        update tenants set database = :database,
                          placed_by = case when cast(:database as text) is null then null else installation() end
                        where id = :id""" + (closedHere ? " and not door_open" : ""))
                        .param("database", database)
                        .param("id", tenant.value())
                        .update()
                == 1;
    }

    /** The database of its own that a tenant works in or is arriving at. */
    Optional<String> placed(TenantId tenant) {
        return jdbc.sql("select database from tenants where id = ? and database is not null")
                .param(tenant.value())
                .query(String.class)
                .optional();
    }

    /** All tenants in databases of their own that belong to this installation, with the database. */
    Map<TenantId, String> placements() {
        var placements = new HashMap<TenantId, String>();
        jdbc.sql("select id, database from tenants where database is not null and placed_by = installation()")
                .query(row -> {
                    placements.put(new TenantId(row.getObject("id", UUID.class)), row.getString("database"));
                });
        return placements;
    }

    /** Notes that a database of its own is proposed for a tenant; false if it was before. */
    boolean propose(TenantId tenant, Instant now) {
        return jdbc.sql("update tenants set dedicated_proposed_at = ? where id = ? and dedicated_proposed_at is null")
                        .params(Timestamp.from(now), tenant.value())
                        .update()
                == 1;
    }

    private Move move(ResultSet row, int number) throws SQLException {
        long total = row.getLong("total_bytes");
        var state = MoveState.of(row.getString("state"));
        return new Move(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("database"),
                state,
                row.getString("requested_by"),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                progress(state, row.getLong("copied_bytes"), total),
                instant(row, "switched_at"),
                row.getObject("pause_millis", Integer.class),
                instant(row, "returned_at"),
                row.getObject("return_pause_millis", Integer.class),
                instant(row, "settle_after"),
                instant(row, "finished_at"),
                json.readValue(row.getString("tables"), new TypeReference<List<TableCheck>>() {}),
                row.getString("fallback_lost"),
                row.getString("error"),
                row.getInt("attempts"));
    }

    private static double progress(MoveState state, long copied, long total) {
        return state != MoveState.COPYING ? 1 : total == 0 ? 0 : Math.min(1, (double) copied / total);
    }
}
