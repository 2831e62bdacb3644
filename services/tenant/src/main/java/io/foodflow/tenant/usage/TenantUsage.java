package io.foodflow.tenant.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitled;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.tenants.Acting;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a tenant has used of what it may use; usage that others record. Thread-safe. */
public final class TenantUsage {

    private final Entitlements entitlements;
    private final Usage usage;
    private final QuotaNotices notices;
    private final Acting acting;
    private final UnitOfWork work;
    private final JdbcClient jdbc;
    private final Clock clock;

    TenantUsage(
            Entitlements entitlements,
            Usage usage,
            QuotaNotices notices,
            Acting acting,
            UnitOfWork work,
            JdbcClient jdbc,
            Clock clock) {
        this.entitlements = entitlements;
        this.usage = usage;
        this.notices = notices;
        this.acting = acting;
        this.work = work;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One metric.
     *
     * @param kind {@code count} starts anew each calendar month (UTC); {@code gauge} is what there is now
     * @param limit null is unlimited
     * @param share of the limit that is used, null where there is none
     * @param state {@code ok}, {@code warning} from 80 %, {@code exceeded} from 100 %, {@code unlimited}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record MetricView(
            String metric,
            String title,
            String unit,
            String kind,
            long used,
            @Nullable Long limit,
            Entitled.Source limitSource,
            @Nullable Double share,
            String state,
            @Nullable Instant resetsAt) {}

    /** All metrics of a period, a calendar month (UTC). */
    record PeriodView(String period, Instant from, Instant to, String plan, List<MetricView> metrics) {
        PeriodView {
            metrics = List.copyOf(metrics);
        }
    }

    /** What came of recording usage. */
    sealed interface Recorded {
        /** It counts; {@code fresh} unless it had been recorded before. */
        record Counted(String id, String metric, long quantity, String period, long used, boolean fresh)
                implements Recorded {}

        /** Something else was recorded under that id. */
        record IdTaken(String id) implements Recorded {}
    }

    PeriodView of(TenantId tenant, YearMonth month) {
        return acting.in(
                tenant,
                () -> work.read(() -> {
                    var from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                    var to = month.plusMonths(1)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
                    return new PeriodView(
                            month.toString(),
                            from,
                            to,
                            entitlements.current().planAt(clock.instant()).name(),
                            Arrays.stream(Metric.values())
                                    .map(metric -> view(metric, from))
                                    .toList());
                }));
    }

    /** One metric as it is now. */
    public MetricView now(TenantId tenant, Metric metric) {
        return acting.in(tenant, () -> work.read(() -> view(metric, clock.instant())));
    }

    private MetricView view(Metric metric, Instant moment) {
        var limit = entitlements.limit(metric);
        long used = usage.used(metric, metric.period(moment));
        Long most = limit.most().isPresent() ? Long.valueOf(limit.most().getAsLong()) : null;
        return new MetricView(
                metric.text(),
                metric.title(),
                metric.unit(),
                metric.monthly() ? "count" : "gauge",
                used,
                most,
                limit.source(),
                most == null || most == 0 ? null : (double) used / most,
                state(used, most),
                metric.resetsAfter(moment));
    }

    private static String state(long used, @Nullable Long most) {
        if (most == null) {
            return "unlimited";
        }
        if (used >= most) {
            return "exceeded";
        }
        return QuotaNotices.reaches(QuotaNotices.WARNING_PERCENT, used, most) ? "warning" : "ok";
    }

    /** Records usage, once for an id. */
    Recorded record(TenantId tenant, String id, Metric metric, long quantity, Instant at) {
        return acting.in(
                tenant,
                () -> work.write(change -> {
                    var period = metric.period(at);
                    int inserted = jdbc.sql("""
                            insert into usage_records (id, metric, period, quantity, recorded_at) values (?, ?, ?, ?, ?)
                            on conflict (id) do nothing
                            """)
                            .params(id, metric.text(), period, quantity, Timestamp.from(clock.instant()))
                            .update();
                    if (inserted == 0) {
                        change.nothing();
                        return known(id, metric, quantity, period);
                    }
                    long used = usage.add(metric, period, quantity);
                    change.record(new UsageRecorded(tenant, id, metric.text(), period, quantity), null, null);
                    notices.look(metric, period, used);
                    return new Recorded.Counted(id, metric.text(), quantity, period, used, true);
                }));
    }

    private Recorded known(String id, Metric metric, long quantity, String period) {
        boolean same = jdbc.sql(
                                "select count(*) from usage_records where id = ? and metric = ? and period = ? and quantity = ?")
                        .params(id, metric.text(), period, quantity)
                        .query(Integer.class)
                        .single()
                == 1;
        return same
                ? new Recorded.Counted(id, metric.text(), quantity, period, usage.used(metric, period), false)
                : new Recorded.IdTaken(id);
    }
}
