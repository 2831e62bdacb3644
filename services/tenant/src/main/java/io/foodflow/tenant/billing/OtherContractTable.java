package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions of our customers that are for something else. Runs in the caller's transaction, which is the platform's. */
final class OtherContractTable {

    private final JdbcClient jdbc;

    OtherContractTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** These are all that the tenant has now. */
    void put(TenantId tenant, String customer, List<StripeSubscription> others, Instant now) {
        jdbc.sql("delete from billing_other_contracts where tenant_id = ? and not subscription_id = any (?)")
                .params(
                        tenant.value(),
                        others.stream().map(StripeSubscription::id).toArray(String[]::new))
                .update();
        for (var other : others) {
            jdbc.sql("""
                            insert into billing_other_contracts
                              (subscription_id, tenant_id, customer_id, price_id, status, seen_at)
                            values (:id, :tenant, :customer, :price, :status, :now)
                            on conflict (subscription_id) do update set tenant_id = excluded.tenant_id,
                              customer_id = excluded.customer_id, price_id = excluded.price_id,
                              status = excluded.status, seen_at = excluded.seen_at""")
                    .param("id", other.id())
                    .param("tenant", tenant.value())
                    .param("customer", customer)
                    .param("price", other.price())
                    .param("status", other.status())
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }

    List<OtherContractView> list(@Nullable String after, int count) {
        return jdbc.sql("""
                        select * from billing_other_contracts
                        where cast(:after as text) is null or subscription_id > :after
                        order by subscription_id limit :count""")
                .param("after", after)
                .param("count", count)
                .query(OtherContractTable::view)
                .list();
    }

    private static OtherContractView view(ResultSet row, int number) throws SQLException {
        return new OtherContractView(
                row.getString("subscription_id"),
                row.getObject("tenant_id", UUID.class),
                row.getString("customer_id"),
                row.getString("price_id"),
                row.getString("status"),
                Objects.requireNonNull(row.getTimestamp("seen_at")).toInstant());
    }
}
