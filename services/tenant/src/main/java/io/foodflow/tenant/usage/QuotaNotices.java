package io.foodflow.tenant.usage;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.UsageListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells once a period, by an event, that a tenant has used most of a limit, and once that it has used all. What falls
 * below again, as users do, is told anew the next time. Works in the running transaction of the current tenant.
 */
final class QuotaNotices implements UsageListener {

    static final int WARNING_PERCENT = 80;
    private static final int ALL_PERCENT = 100;

    private final Entitlements entitlements;
    private final UnitOfWork work;
    private final JdbcClient jdbc;

    QuotaNotices(Entitlements entitlements, UnitOfWork work, JdbcClient jdbc) {
        this.entitlements = entitlements;
        this.work = work;
        this.jdbc = jdbc;
    }

    @Override
    public void counted(Metric metric, String period, long used) {
        look(metric, period, used);
    }

    /** Looks whether that use is one to tell of. */
    void look(Metric metric, String period, long used) {
        var most = entitlements.limit(metric).most();
        if (most.isPresent()) {
            look(metric, period, used, most.getAsLong(), WARNING_PERCENT);
            look(metric, period, used, most.getAsLong(), ALL_PERCENT);
        }
    }

    private void look(Metric metric, String period, long used, long most, int percent) {
        if (!reaches(percent, used, most)) {
            jdbc.sql("delete from usage_notices where metric = ? and period = ? and percent = ?")
                    .params(metric.text(), period, percent)
                    .update();
            return;
        }
        int told = jdbc.sql(
                        "insert into usage_notices (metric, period, percent) values (?, ?, ?) on conflict do nothing")
                .params(metric.text(), period, percent)
                .update();
        if (told == 1) {
            var tenant = CallContext.currentTenant().id();
            work.write(change -> {
                change.record(
                        percent == ALL_PERCENT
                                ? new QuotaReached(tenant, metric.text(), period, used, most)
                                : new QuotaWarned(tenant, metric.text(), period, used, most),
                        null,
                        null);
                return true;
            });
        }
    }

    /** Whether that use is so many percent of the limit, without overflow. */
    static boolean reaches(int percent, long used, long most) {
        return used >= most || (double) used * 100 >= (double) most * percent;
    }
}
