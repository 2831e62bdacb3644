package io.foodflow.tenant.plans;

import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Switches and limits of single tenants. Runs in the caller's transaction, which is the platform's. */
final class PlanTable {

    private final JdbcClient jdbc;

    PlanTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds the tenant until the transaction ends; false if there is none. */
    boolean hold(TenantId tenant) {
        return jdbc.sql("select 1 from tenants where id = ? and status <> 'provisioning' for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void switchFeature(
            TenantId tenant,
            String feature,
            String by,
            boolean enabled,
            @Nullable String reason,
            String who,
            Instant now) {
        jdbc.sql("""
                        insert into feature_switches (tenant_id, feature, by, enabled, reason, changed_by, changed_at)
                        values (:tenant, :feature, :by, :enabled, :reason, :who, :now)
                        on conflict (tenant_id, feature, by) do update
                        set enabled = excluded.enabled, reason = excluded.reason, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at
                        """)
                .param("tenant", tenant.value())
                .param("feature", feature)
                .param("by", by)
                .param("enabled", enabled)
                .param("reason", reason)
                .param("who", who)
                .param("now", Timestamp.from(now))
                .update();
    }

    void leaveToPlan(TenantId tenant, String feature, String by) {
        jdbc.sql("delete from feature_switches where tenant_id = ? and feature = ? and by = ?")
                .params(tenant.value(), feature, by)
                .update();
    }

    void limit(TenantId tenant, Metric metric, @Nullable Long most, String reason, String who, Instant now) {
        jdbc.sql("""
                        insert into limit_overrides (tenant_id, metric, most, reason, changed_by, changed_at)
                        values (:tenant, :metric, :most, :reason, :who, :now)
                        on conflict (tenant_id, metric) do update
                        set most = excluded.most, reason = excluded.reason, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at
                        """)
                .param("tenant", tenant.value())
                .param("metric", metric.text())
                .param("most", most)
                .param("reason", reason)
                .param("who", who)
                .param("now", Timestamp.from(now))
                .update();
    }

    void leaveToPlan(TenantId tenant, Metric metric) {
        jdbc.sql("delete from limit_overrides where tenant_id = ? and metric = ?")
                .params(tenant.value(), metric.text())
                .update();
    }
}
