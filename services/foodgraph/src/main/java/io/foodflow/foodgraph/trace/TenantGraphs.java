package io.foodflow.foodgraph.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** The graphs in memory, one a tenant. One that nobody asked for in an hour is let go and loaded again when needed. */
final class TenantGraphs {

    private final UnitOfWork work;
    private final JdbcTemplate jdbc;
    private final Cache<TenantId, TenantGraph> graphs =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).build();

    TenantGraphs(UnitOfWork work, JdbcTemplate jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    /** The current tenant's graph with everything that is committed now. */
    TraceGraph current() {
        return ofTenant().current();
    }

    /** The same, with the nodes that were at these places. */
    TenantGraph.Part current(List<Integer> places) {
        return ofTenant().current(places);
    }

    private TenantGraph ofTenant() {
        var tenant = CallContext.currentTenant().id();
        return Objects.requireNonNull(graphs.get(tenant, absent -> new TenantGraph(work, jdbc)));
    }

    /** Bytes of all graphs in memory. */
    double memoryBytes() {
        return graphs.asMap().values().stream()
                .mapToLong(TenantGraph::memoryBytes)
                .sum();
    }
}
