package io.foodflow.foodgraph.capture;

import io.foodflow.foodgraph.graph.Columns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What error declarations do to the events they repeat (EPCIS 2.0, section 7.4.1.2): the relationships of such an event
 * leave the graph, or never enter it if the declaration came first; the record of both stays.
 *
 * <p>A declaration means the event with its event id, at the same place, or with its content. (It repeats the event, so the
 * place is the same; and who may speak of one site only cannot take back what happened at another.) An event that came under ids of its own stands
 * while one of them is not declared erroneous: so a correction that repeats the content under a new id holds.
 */
final class ErrorDeclarations {

    private static final int DECLARATIONS_LOCK = 0x45727244;

    private final JdbcTemplate jdbc;

    ErrorDeclarations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes a transaction that records declarations, and one that records the events they may mean, take turns until their
     * commits: neither could see what the other has not committed. Transactions without declarations do not wait for each
     * other.
     *
     * @param patiently false for a caller who waits for an answer: it gives way after a second, to be tried again
     */
    void await(boolean declares, boolean patiently) {
        if (!patiently) {
            jdbc.execute("set local lock_timeout = '1s'");
        }
        jdbc.query(
                declares
                        ? "select pg_advisory_xact_lock(?, hashtext(current_schema()))"
                        : "select pg_advisory_xact_lock_shared(?, hashtext(current_schema()))",
                row -> {},
                DECLARATIONS_LOCK);
    }

    /** Takes back what these events declare erroneous, and what of them was declared so before; returns their numbers. */
    Set<Long> apply(List<Long> fresh) {
        if (fresh.isEmpty()) {
            return Set.of();
        }
        var voided = new HashSet<Long>();
        jdbc.query(
                """
                with declarations as materialized (
                  select no, hash, event_id, coalesce(biz_location, read_point) as place from events where declares_error),
                pairs as (
                  select d.no as declaration, e.no, d.event_id as by
                  from events e join declarations d on d.hash = e.hash
                  where not e.declares_error and (e.no = any(?) or d.no = any(?))
                  union
                  select d.no, e.no, d.event_id
                  from events e join declarations d
                    on d.event_id = e.event_id and d.place is not distinct from coalesce(e.biz_location, e.read_point)
                  where not e.declares_error and (e.no = any(?) or d.no = any(?)))
                update events e set voided_by = p.declaration
                from pairs p
                where e.no = p.no and e.voided_by is null
                  and (p.by is null or not exists (
                    select 1
                    from (select e.event_id as id
                          union all
                          select r.event_id from capture_refusals r
                          where r.event_no = e.no and r.outcome = 'duplicate') known
                    where known.id is not null
                      and not exists (
                        select 1 from declarations d
                        where d.event_id = known.id
                          and d.place is not distinct from coalesce(e.biz_location, e.read_point))))
                returning e.no
                """,
                statement -> {
                    for (int i = 1; i <= 4; i++) {
                        Columns.of(statement, i, fresh).bigint(no -> no);
                    }
                },
                row -> {
                    voided.add(row.getLong(1));
                });
        takeBack(List.copyOf(voided));
        return voided;
    }

    /**
     * Lets events stand again that came once more under an id that nobody declared erroneous: as duplicates in this capture,
     * from that index on. Returns their numbers.
     */
    Set<Long> reinstate(UUID captureId, int firstIndex) {
        return new HashSet<>(jdbc.queryForList("""
                update events e set voided_by = null
                from events d, capture_refusals r
                where r.capture_id = ? and r.index >= ? and r.outcome = 'duplicate'
                  and e.no = r.event_no and d.no = e.voided_by and d.event_id is not null and r.event_id is not null
                  and not exists (
                    select 1 from events o
                    where o.declares_error and o.event_id = r.event_id
                      and coalesce(o.biz_location, o.read_point) is not distinct from coalesce(e.biz_location, e.read_point))
                returning e.no
                """, Long.class, captureId, firstIndex));
    }

    private void takeBack(List<Long> events) {
        if (!events.isEmpty()) {
            jdbc.update("""
                    update relationships
                    set deleted = true, version = version + 1, change_xid = pg_current_xact_id(), updated_at = now()
                    where event_no = any(?) and not deleted
                    """, statement -> Columns.of(statement, 1, events).bigint(no -> no));
        }
    }
}
