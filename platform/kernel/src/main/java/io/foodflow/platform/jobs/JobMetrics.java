package io.foodflow.platform.jobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs of all tenants and processes by state, counted at most every few seconds however often somebody asks. */
final class JobMetrics implements MeterBinder {

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Cache<String, Counts> counted =
            Caffeine.newBuilder().expireAfterWrite(COUNTED_EVERY).build();

    private record Counts(long queued, long running) {}

    JobMetrics(PlatformWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("foodflow.jobs", this, it -> it.counts().queued())
                .tag("state", JobState.QUEUED.text())
                .description("Jobs of all tenants that wait")
                .register(registry);
        Gauge.builder("foodflow.jobs", this, it -> it.counts().running())
                .tag("state", JobState.RUNNING.text())
                .description("Jobs of all tenants at work, in whatever process")
                .register(registry);
    }

    private Counts counts() {
        return Objects.requireNonNull(counted.get(
                "all",
                all -> work.read(() -> jdbc.sql("""
                        select count(*) filter (where not picked) as queued, count(*) filter (where picked) as running
                        from platform.scheduled_tasks where task_name like 'job:%'
                        """)
                        .query((row, n) -> new Counts(row.getLong("queued"), row.getLong("running")))
                        .single())));
    }
}
