package io.foodflow.platform.events;

import io.foodflow.platform.audit.LedgerRelay;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts committed events in order and hands them to consumers.
 *
 * <p><b>Order.</b> Rows enter the outbox in the transaction that caused them, numbered by {@code no} when they are
 * written, not when they commit, so reading by {@code no} could pass over one that commits late. Instead the relay, one
 * at a time per tenant, takes the committed rows that have no {@code seq} yet and gives them the next ones in the order
 * of {@code no}. A transaction that builds on another can only write after that one committed, so every look that sees
 * the later row sees the earlier one too, and with a lower {@code no}: cause comes before effect, and no row is ever
 * passed over, because it simply waits without a {@code seq} until it is seen. In the same order the audit entries enter the
 * ledger, which {@link LedgerRelay} sees to, so that events wait for no ledger.
 *
 * <p><b>Effect.</b> A consumer's position is locked, its batch handled and the position moved in one transaction.
 *
 * <p>Runs on one thread a process. It is woken by commits of this process and sweeps all tenants every
 * {@link RelaySettings#sweepSeconds()} for events that another process committed and could not hand on. Processes
 * share the work by the locks alone.
 */
public final class EventRelay extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);
    private static final long RELAY_LOCK = 0x466F6F6452656C61L;

    private static final String LOOK = """
            select exists (select 1 from outbox where seq is null) as unordered,
                   coalesce(extract(epoch from clock_timestamp() -
                     (select min(time) from outbox where seq is null)), 0) as waiting,
                   coalesce(latest.seq, 0) as last,
                   coalesce(latest.seq - (select min(seq) from consumer_positions), 0) as behind,
                   (select count(*) from consumer_positions p
                    where p.consumer = any (:consumers) and p.seq >= latest.seq) as abreast,
                   coalesce((select size < latest.seq or not chain_noted
                       or (:witnesses > 0 and size > 0
                         and (cosigned_size < size or regexp_count(cosigned_note, '^— ', 1, 'n') <= :witnesses))
                     from audit_ledger), false) as unproven
            from (select max(seq) as seq from outbox where seq is not null) latest
            """;

    private final RelaySettings settings;
    private final RelaySignal signal;
    private final Tenants tenants;
    private final List<EventConsumer> consumers;
    private final TransactionTemplate tenantWork;
    private final TransactionTemplate platformWork;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LedgerRelay ledgers;
    private final Clock clock;
    private volatile long lastLook = System.nanoTime();
    private volatile RelayLag lag = RelayLag.NONE;
    private Instant nextSweep;

    EventRelay(
            RelaySettings settings,
            RelaySignal signal,
            Tenants tenants,
            List<EventConsumer> consumers,
            TransactionTemplate tenantWork,
            TransactionTemplate platformWork,
            JdbcClient jdbc,
            JsonMapper json,
            LedgerRelay ledgers,
            Clock clock) {
        super("event-relay", Duration.ofSeconds(5));
        this.settings = settings;
        this.signal = signal;
        this.tenants = tenants;
        this.consumers = List.copyOf(consumers);
        this.tenantWork = tenantWork;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.json = json;
        this.ledgers = ledgers;
        this.clock = clock;
        this.nextSweep = clock.instant();
    }

    /** Time since this process last looked for events. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    /** How far events are behind; as old as the last sweep. */
    public RelayLag lag() {
        return lag;
    }

    /**
     * Puts in order and delivers all that is committed now, for one tenant or (null) the platform, and waits for whoever
     * is at it already: when this returns, all of it was handed on, save to consumers that failed. For tests and jobs.
     */
    public void deliver(@Nullable Tenant tenant) {
        deliver(tenant, true);
    }

    /** Without {@code waiting}, what another thread or process is at is left to it. */
    private void deliver(@Nullable Tenant tenant, boolean waiting) {
        CallContext.platform("event-relay", tenant).run(() -> {
            repeatWhileFull(waiting, () -> sequence(tenant, waiting));
            if (waiting) {
                ledgers.deliver(tenant);
            } else {
                ledgers.wake(tenant);
            }
            if (tenant != null) {
                consumers.forEach(consumer -> consume(tenant, consumer, waiting));
            }
        });
    }

    @Override
    protected void round() throws InterruptedException {
        var woken = new LinkedHashSet<Optional<Tenant>>();
        signal.await(settings.pollMillis(), woken);
        lastLook = System.nanoTime();
        boolean sweep = !clock.instant().isBefore(nextSweep);
        if (sweep) {
            woken.add(Optional.empty());
            nextSweep = clock.instant().plusSeconds(settings.sweepSeconds());
        }
        for (var tenant : woken) {
            if (isEnding()) {
                return; // what is left is found by the next start
            }
            attempt(tenant.orElse(null));
            lastLook = System.nanoTime();
        }
        if (sweep) {
            lag = tenants.all().stream()
                    .takeWhile(tenant -> !isEnding())
                    .map(this::sweep)
                    .reduce(RelayLag.NONE, RelayLag::worst);
        }
    }

    /** One short look at a tenant with nothing to hand on, so that many of them cost little. */
    private RelayLag sweep(Tenant tenant) {
        lastLook = System.nanoTime();
        var found = look(tenant);
        if (!found.work()) {
            if (found.unproven()) {
                ledgers.wake(tenant);
            }
            return found.lag();
        }
        attempt(tenant);
        return look(tenant).lag();
    }

    private void attempt(@Nullable Tenant tenant) {
        try {
            deliver(tenant, false);
        } catch (RuntimeException e) {
            log.warn("events of {} wait: {}", tenant == null ? "the platform" : tenant.slug(), e.toString());
        }
    }

    private Found look(Tenant tenant) {
        var names = consumers.stream().map(EventConsumer::name).toArray(String[]::new);
        try {
            var found = CallContext.platform("event-relay", tenant)
                    .call(() -> tenantWork.execute(status -> jdbc.sql(LOOK)
                            .param("consumers", names)
                            .param("witnesses", ledgers.witnesses())
                            .query((row, n) -> new Found(
                                    row.getBoolean("unordered")
                                            || (row.getLong("last") > 0 && row.getInt("abreast") < names.length),
                                    row.getBoolean("unproven"),
                                    new RelayLag(row.getDouble("waiting"), row.getLong("behind"))))
                            .single()));
            return found == null ? Found.NOTHING : found;
        } catch (RuntimeException e) {
            log.warn("events of {} wait: {}", tenant.slug(), e.toString());
            return Found.NOTHING;
        }
    }

    /** Whether there is something to hand on, or to append to the ledger or to have signed of it. */
    private record Found(boolean work, boolean unproven, RelayLag lag) {
        private static final Found NOTHING = new Found(false, false, RelayLag.NONE);
    }

    private void repeatWhileFull(boolean waiting, IntSupplier batch) {
        int done = settings.batch();
        while (done == settings.batch() && (waiting || !isEnding())) {
            done = batch.getAsInt();
        }
    }

    private int sequence(@Nullable Tenant tenant, boolean waiting) {
        var done = (tenant == null ? platformWork : tenantWork).execute(status -> {
            if (!lock(tenant, waiting)) {
                return 0;
            }
            var unordered = jdbc.sql("select no from outbox where seq is null order by no limit ?")
                    .param(settings.batch())
                    .query(Long.class)
                    .list();
            if (unordered.isEmpty()) {
                return 0;
            }
            long last = jdbc.sql("select coalesce(max(seq), 0) from outbox where seq is not null")
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                            update outbox set seq = :last + ordered.pos
                            from unnest(cast(:nos as bigint[])) with ordinality as ordered(no, pos)
                            where outbox.no = ordered.no
                            """)
                    .param("last", last)
                    .param("nos", unordered.toArray(Long[]::new))
                    .update();
            return unordered.size();
        });
        return done == null ? 0 : done;
    }

    private boolean lock(@Nullable Tenant tenant, boolean waiting) {
        return Boolean.TRUE.equals(jdbc.sql(
                        waiting
                                ? "select pg_advisory_xact_lock(? # hashtext(?)) is not null"
                                : "select pg_try_advisory_xact_lock(? # hashtext(?))")
                .params(RELAY_LOCK, tenant == null ? "" : tenant.slug())
                .query(Boolean.class)
                .single());
    }

    private void consume(Tenant tenant, EventConsumer consumer, boolean waiting) {
        try {
            repeatWhileFull(waiting, () -> consumeBatch(tenant, consumer, waiting));
        } catch (RuntimeException e) {
            log.warn(
                    "consumer {} of {} failed, its batch is tried again: {}",
                    consumer.name(),
                    tenant.slug(),
                    e.toString());
            postpone(consumer, e);
        }
    }

    private int consumeBatch(Tenant tenant, EventConsumer consumer, boolean waiting) {
        var done = tenantWork.execute(status -> {
            jdbc.sql("insert into consumer_positions (consumer) values (?) on conflict do nothing")
                    .param(consumer.name())
                    .update();
            var position = jdbc.sql("""
                            select seq from consumer_positions
                            where consumer = ? and (retry_at is null or retry_at <= now()) for update
                            """ + (waiting ? "" : "skip locked"))
                    .param(consumer.name())
                    .query(Long.class)
                    .optional();
            if (position.isEmpty()) {
                return 0;
            }
            var events = read(tenant.id(), position.get());
            if (events.isEmpty()) {
                return 0;
            }
            consumer.on(events);
            jdbc.sql("""
                            update consumer_positions
                            set seq = ?, failures = 0, last_error = null, retry_at = null, updated_at = now()
                            where consumer = ?
                            """).params(events.getLast().sequence(), consumer.name()).update();
            return events.size();
        });
        return done == null ? 0 : done;
    }

    private List<RecordedEvent> read(TenantId tenant, long after) {
        return jdbc.sql("""
                        select id, seq, type, resource_type, resource_id, time, data from outbox
                        where seq > ? order by seq limit ?
                        """)
                .params(after, settings.batch())
                .query((row, n) -> new RecordedEvent(
                        row.getObject("id", UUID.class),
                        row.getLong("seq"),
                        tenant,
                        row.getString("type"),
                        row.getString("resource_type"),
                        row.getString("resource_id"),
                        row.getTimestamp("time").toInstant(),
                        json.readTree(row.getString("data"))))
                .list();
    }

    /** The batch was rolled back, and with it the row itself where it was the consumer's first. */
    private void postpone(EventConsumer consumer, RuntimeException failure) {
        tenantWork.executeWithoutResult(status -> jdbc.sql("""
                        insert into consumer_positions as p (consumer, failures, last_error, retry_at)
                        values (:consumer, 1, :error, now() + interval '1 second')
                        on conflict (consumer) do update
                        set failures = p.failures + 1, last_error = excluded.last_error, updated_at = now(),
                            retry_at = now() + least(300, power(2, least(p.failures, 8))) * interval '1 second'
                        """)
                .param("consumer", consumer.name())
                .param("error", failure.toString())
                .update());
    }
}
