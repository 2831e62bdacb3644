package io.foodflow.platform.entitlements;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What tenants have used, by metric and period. Thread-safe. */
public final class Usage {

    private final UnitOfWork work;
    private final JdbcClient jdbc;
    private final Cache<Counter, Long> remembered = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    private record Counter(TenantId tenant, Metric metric, String period) {}

    Usage(UnitOfWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    /** What the current tenant has used in a period, as {@link Metric#period} names it. */
    public long used(Metric metric, String period) {
        return work.read(() -> jdbc.sql("select used from usage_counters where metric = ? and period = ?")
                .params(metric.text(), period)
                .query(Long.class)
                .optional()
                .orElse(0L));
    }

    /** What the current tenant has used in all periods together. */
    public long ever(Metric metric) {
        return work.read(() -> jdbc.sql("select coalesce(sum(used), 0)::bigint from usage_counters where metric = ?")
                .param(metric.text())
                .query(Long.class)
                .single());
    }

    /** What the current tenant has used in the period of that moment, up to a second old. */
    long recent(Metric metric, Instant now) {
        var counter = new Counter(CallContext.currentTenant().id(), metric, metric.period(now));
        var known = remembered.getIfPresent(counter);
        if (known != null) {
            return known;
        }
        long used = used(metric, counter.period());
        remembered.put(counter, used);
        return used;
    }

    /**
     * Counts, in the running transaction of the current tenant.
     *
     * @param quantity less than zero where something went away; the count never falls below zero, nor
     *     rises above {@link Long#MAX_VALUE}
     * @return what is used then
     */
    public long add(Metric metric, String period, long quantity) {
        forgetNowAndAfterCommit(new Counter(CallContext.currentTenant().id(), metric, period));
        return jdbc.sql("""
                        insert into usage_counters as c (metric, period, used) values (:metric, :period, greatest(:quantity, 0))
                        on conflict (metric, period) do update
                        set used = least(greatest(c.used::numeric + :quantity, 0), 9223372036854775807)
                        returning used
                        """)
                .param("metric", metric.text())
                .param("period", period)
                .param("quantity", quantity)
                .query(Long.class)
                .single();
    }

    /** Whoever looks before the commit still sees, and remembers, what was. */
    private void forgetNowAndAfterCommit(Counter counter) {
        remembered.invalidate(counter);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remembered.invalidate(counter);
            }
        });
    }
}
