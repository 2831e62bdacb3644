package io.foodflow.audit.lineage;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes OpenLineage events of the marks that runs of jobs left, and stores them. A mark is taken away in the transaction that
 * stores its event, so each becomes exactly one, whatever process dies when. It is woken by this process's own marks, and looks at
 * every company from time to time for those of others.
 */
final class LineageRecorder extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(LineageRecorder.class);
    private static final int BATCH = 100;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final MarkedTenants marked;
    private final RunMarks marks;
    private final RunEvents events;
    private final LineageStore store;
    private final OwnNames names;
    private final UnitOfWork work;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Tenants tenants;
    private final Consumer<Tenant> recorded;
    private final Duration sweep;
    private final Clock clock;
    private Instant nextSweep = Instant.EPOCH;

    /** @param recorded is told of each company of which events were stored */
    LineageRecorder(
            MarkedTenants marked,
            RunMarks marks,
            RunEvents events,
            LineageStore store,
            OwnNames names,
            UnitOfWork work,
            JdbcClient jdbc,
            JsonMapper json,
            Tenants tenants,
            Consumer<Tenant> recorded,
            LineageSettings settings,
            Clock clock) {
        super("lineage", Duration.ofSeconds(5));
        this.marked = marked;
        this.marks = marks;
        this.events = events;
        this.store = store;
        this.names = names;
        this.work = work;
        this.jdbc = jdbc;
        this.json = json;
        this.tenants = tenants;
        this.recorded = recorded;
        this.sweep = Duration.ofSeconds(settings.sweepSeconds());
        this.clock = clock;
    }

    @Override
    protected void round() throws InterruptedException {
        var due = new LinkedHashSet<Tenant>();
        marked.await(LONGEST_WAIT, due);
        if (!clock.instant().isBefore(nextSweep)) {
            nextSweep = clock.instant().plus(sweep);
            tenants.all().stream().filter(Tenant::isActive).forEach(due::add);
        }
        for (var tenant : due) {
            if (isEnding()) {
                return;
            }
            attempt(tenant);
        }
    }

    private void attempt(Tenant tenant) {
        try {
            record(tenant);
        } catch (RuntimeException e) {
            log.warn("lineage of {} waits: {}", tenant.slug(), e.toString());
        }
    }

    /** Stores all marks of a company that are committed now. */
    void record(Tenant tenant) {
        int taken = BATCH;
        boolean any = false;
        while (taken == BATCH) {
            taken = CallContext.platform("lineage", tenant)
                    .call(() -> work.write(change -> {
                        change.nothing(); // what the runs changed is in the audit trail already
                        return take();
                    }));
            any |= taken > 0;
        }
        if (any) {
            recorded.accept(tenant);
        }
    }

    private int take() {
        var batch = marks.take(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        var columns = columns(batch);
        for (var mark : batch) {
            var body = events.of(mark, names.namespace(), columns);
            store.store(EventReader.read(json.readTree(body)), body, names, true);
        }
        return batch.size();
    }

    private Map<String, List<DataSet.Field>> columns(List<RunMark> batch) {
        var tables = new TreeSet<String>();
        batch.forEach(mark -> tables.addAll(RunEvents.tables(mark)));
        var columns = new TreeMap<String, List<DataSet.Field>>();
        if (!tables.isEmpty()) {
            jdbc.sql("""
                            select named.name, a.attname, format_type(a.atttypid, a.atttypmod) as type
                            from unnest(:tables) as named (name)
                            join pg_catalog.pg_class c on c.relname = named.name and c.relnamespace = current_schema()::regnamespace
                            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                            order by named.name, a.attnum
                            """).param("tables", tables.toArray(String[]::new)).query(row -> {
                columns.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                        .add(new DataSet.Field(row.getString("attname"), row.getString("type")));
            });
        }
        return columns;
    }
}
