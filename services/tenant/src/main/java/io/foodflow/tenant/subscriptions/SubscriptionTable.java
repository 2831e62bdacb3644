package io.foodflow.tenant.subscriptions;

import static io.foodflow.platform.database.Times.instant;
import static io.foodflow.platform.database.Times.timestamp;

import io.foodflow.platform.entitlements.Subscription.State;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class SubscriptionTable {

    private final JdbcClient jdbc;

    SubscriptionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The subscription of that tenant; nobody else changes it until the transaction ends. Empty if there is no tenant. */
    Optional<SubscriptionRow> hold(TenantId tenant) {
        return read(tenant, " for update of t");
    }

    Optional<SubscriptionRow> find(TenantId tenant) {
        return read(tenant, "");
    }

    private Optional<SubscriptionRow> read(TenantId tenant, String lock) {
        return jdbc.sql("""
                        select t.plan as tenant_plan, s.* from tenants t left join subscriptions s on s.tenant_id = t.id
                        where t.id = ? and t.status <> 'provisioning'""" + lock)
                .param(tenant.value())
                .query(SubscriptionTable::row)
                .optional();
    }

    void write(TenantId tenant, SubscriptionRow row) {
        jdbc.sql("""
                        insert into subscriptions
                          (tenant_id, plan, state, trial_ends_at, trial_used, cancel_at, grace_ends_at, provider,
                           period_ends_at)
                        values (:tenant, :plan, :state, :trialEnds, :trialUsed, :cancelAt, :graceEnds, :provider, :periodEnds)
                        on conflict (tenant_id) do update
                        set plan = excluded.plan, state = excluded.state, trial_ends_at = excluded.trial_ends_at,
                            trial_used = excluded.trial_used, cancel_at = excluded.cancel_at,
                            grace_ends_at = excluded.grace_ends_at, provider = excluded.provider,
                            period_ends_at = excluded.period_ends_at, version = subscriptions.version + 1, updated_at = now()
                        """)
                .param("tenant", tenant.value())
                .param("plan", row.plan())
                .param("state", row.state().text())
                .param("trialEnds", timestamp(row.trialEndsAt()))
                .param("trialUsed", row.trialUsed())
                .param("cancelAt", timestamp(row.cancelAt()))
                .param("graceEnds", timestamp(row.graceEndsAt()))
                .param("provider", row.provider().text())
                .param("periodEnds", timestamp(row.periodEndsAt()))
                .update();
        jdbc.sql("""
                        update tenants set plan = :plan, version = version + 1, updated_at = now()
                        where id = :tenant and plan <> :plan
                        """).param("plan", row.plan()).param("tenant", tenant.value()).update();
    }

    private static SubscriptionRow row(ResultSet row, int number) throws SQLException {
        var state = row.getString("state");
        return state == null
                ? SubscriptionRow.ofPlan(row.getString("tenant_plan"))
                : new SubscriptionRow(
                        row.getString("plan"),
                        State.of(state),
                        instant(row, "trial_ends_at"),
                        row.getBoolean("trial_used"),
                        instant(row, "cancel_at"),
                        instant(row, "grace_ends_at"),
                        SubscriptionRow.Provider.of(row.getString("provider")),
                        instant(row, "period_ends_at"),
                        row.getLong("version"));
    }
}
