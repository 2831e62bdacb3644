package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the payment provider told us. Runs in the caller's transaction, which is the platform's. */
final class BillingEventTable {

    /** After so many attempts, which is after three days, an event waits for a person. */
    static final int MOST_ATTEMPTS = 24;

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BillingEventTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Keeps an event; false if it is known. */
    boolean insert(ReceivedEvent event, String state, Instant now) {
        return jdbc.sql("""
                        insert into billing_events
                          (id, type, customer_id, tenant_id, happened_at, received_at, payload, state, next_at)
                        values (:id, :type, :customer,
                                (select tenant_id from billing_accounts where customer_id = :customer),
                                :happened, :now, :payload, :state, :now)
                        on conflict (id) do nothing
                        """)
                        .param("id", event.id())
                        .param("type", event.type())
                        .param("customer", event.customer())
                        .param("happened", Timestamp.from(event.happenedAt()))
                        .param("now", Timestamp.from(now))
                        .param("payload", event.isUsed() ? event.content().toString() : null)
                        .param("state", state)
                        .update()
                == 1;
    }

    /** A customer's events that are due, oldest first. */
    List<ReceivedEvent> due(String customer, Instant now) {
        return jdbc.sql("""
                        select payload from billing_events
                        where customer_id = ? and state = 'waiting' and next_at <= ?
                        order by happened_at, id limit ?""")
                .params(customer, Timestamp.from(now), AT_ONCE)
                .query((row, n) -> ReceivedEvent.read(Objects.requireNonNull(row.getString(1)), json)
                        .orElseThrow())
                .list();
    }

    /** False if somebody else has dealt with it. */
    boolean finish(String id, String state, @Nullable TenantId tenant, Instant now) {
        return jdbc.sql("""
                        update billing_events
                        set state = :state, tenant_id = :tenant, error = null, finished_at = :now,
                            payload = case :state when 'done' then null else payload end
                        where id = :id and state = 'waiting'""")
                        .param("state", state)
                        .param("tenant", tenant == null ? null : tenant.value())
                        .param("now", Timestamp.from(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Notes that a customer's due events could not be dealt with; each is tried again later, until it is given up. */
    void failed(String customer, String error, Instant now) {
        jdbc.sql("""
                        update billing_events
                        set attempts = attempts + 1, error = :error,
                            state = case when attempts + 1 >= :most then 'dead' else 'waiting' end,
                            next_at = cast(:now as timestamptz) + least(interval '10 seconds' * power(2, attempts), interval '6 hours')
                        where customer_id = :customer and state = 'waiting' and next_at <= :now
                        """)
                .param("error", error)
                .param("most", MOST_ATTEMPTS)
                .param("now", Timestamp.from(now))
                .param("customer", customer)
                .update();
    }

    /** Has the events of a customer, whom nobody knew before, dealt with now. */
    void matched(String customer, Instant now) {
        jdbc.sql("""
                        update billing_events set state = 'waiting', next_at = ?
                        where customer_id = ? and state = 'unmatched'""").params(Timestamp.from(now), customer).update();
    }

    /** Has an event dealt with now that was given up, or that matched nobody. */
    boolean retry(String id, Instant now) {
        return jdbc.sql("""
                        update billing_events set state = 'waiting', next_at = ?, attempts = 0
                        where id = ? and customer_id is not null
                          and (state in ('dead', 'unmatched') or (state = 'waiting' and attempts > 0))""").params(Timestamp.from(now), id).update() == 1;
    }

    Optional<BillingEventView> find(String id) {
        return jdbc.sql("select * from billing_events where id = ?")
                .param(id)
                .query(BillingEventTable::view)
                .optional();
    }

    List<BillingEventView> list(@Nullable String state, @Nullable UUID tenant, @Nullable After after, int count) {
        return jdbc.sql("""
                        select * from billing_events
                        where (cast(:state as text) is null or state = :state)
                          and (cast(:tenant as uuid) is null or tenant_id = :tenant)
                          and (cast(:time as timestamptz) is null or (received_at, id) < (:time, :id))
                        order by received_at desc, id desc limit :count
                        """)
                .param("state", state)
                .param("tenant", tenant)
                .param("time", after == null ? null : Timestamp.from(after.receivedAt()))
                .param("id", after == null ? null : after.id())
                .param("count", count)
                .query(BillingEventTable::view)
                .list();
    }

    /** A position in the list. */
    record After(Instant receivedAt, String id) {}

    /** Removes all of a customer. */
    void erase(String customer) {
        jdbc.sql("delete from billing_events where customer_id = ?")
                .param(customer)
                .update();
    }

    /** Removes what came before that moment and is not still being tried. */
    void sweep(Instant before) {
        jdbc.sql("delete from billing_events where received_at < ? and state <> 'waiting'")
                .param(Timestamp.from(before))
                .update();
    }

    private static BillingEventView view(ResultSet row, int number) throws SQLException {
        var state = row.getString("state");
        return new BillingEventView(
                row.getString("id"),
                row.getString("type"),
                state,
                row.getString("customer_id"),
                row.getObject("tenant_id", UUID.class),
                Objects.requireNonNull(row.getTimestamp("happened_at")).toInstant(),
                Objects.requireNonNull(row.getTimestamp("received_at")).toInstant(),
                row.getTimestamp("finished_at") == null
                        ? null
                        : row.getTimestamp("finished_at").toInstant(),
                row.getInt("attempts"),
                state.equals("waiting") ? row.getTimestamp("next_at").toInstant() : null,
                row.getString("error"));
    }
}
