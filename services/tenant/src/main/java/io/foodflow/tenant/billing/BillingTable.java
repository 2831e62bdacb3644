package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which customer each tenant is. Runs in the caller's transaction, which is the platform's. */
final class BillingTable {

    private final JdbcClient jdbc;

    BillingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> customer(TenantId tenant) {
        return jdbc.sql("select customer_id from billing_accounts where tenant_id = ?")
                .param(tenant.value())
                .query(String.class)
                .optional();
    }

    Optional<TenantId> tenant(String customer) {
        return jdbc.sql("select tenant_id from billing_accounts where customer_id = ?")
                .param(customer)
                .query(UUID.class)
                .optional()
                .map(TenantId::new);
    }

    /** The key under which the tenant's customer is being made: that of an attempt before, or this one. */
    UUID key(TenantId tenant, UUID fresh) {
        jdbc.sql("insert into billing_customer_keys (tenant_id, key) values (?, ?) on conflict do nothing")
                .params(tenant.value(), fresh)
                .update();
        return jdbc.sql("select key from billing_customer_keys where tenant_id = ?")
                .param(tenant.value())
                .query(UUID.class)
                .single();
    }

    /** The tenant's customer is made under another key from now on. */
    void forgetKey(TenantId tenant) {
        jdbc.sql("delete from billing_customer_keys where tenant_id = ?")
                .param(tenant.value())
                .update();
    }

    /** False if the tenant is a customer already. */
    boolean insert(TenantId tenant, String customer) {
        return jdbc.sql("insert into billing_accounts (tenant_id, customer_id) values (?, ?) on conflict do nothing")
                        .params(tenant.value(), customer)
                        .update()
                == 1;
    }

    /** False if the tenant is not that customer. */
    boolean remove(TenantId tenant, String customer) {
        return jdbc.sql("delete from billing_accounts where tenant_id = ? and customer_id = ?")
                        .params(tenant.value(), customer)
                        .update()
                == 1;
    }

    /** When Stripe is to be asked again although it told nothing; null is never. */
    void readAgain(TenantId tenant, @Nullable Instant at) {
        jdbc.sql("update billing_accounts set read_again_at = :at where tenant_id = :tenant")
                .param("at", at == null ? null : Timestamp.from(at))
                .param("tenant", tenant.value())
                .update();
    }

    /** The customers of whom there is something to do now. */
    List<String> due(Instant now) {
        return jdbc.sql("""
                        select customer_id from billing_events where state = 'waiting' and next_at <= :now
                        union
                        select customer_id from billing_accounts where read_again_at <= :now
                        """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }
}
