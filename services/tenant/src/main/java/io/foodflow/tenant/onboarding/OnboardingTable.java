package io.foodflow.tenant.onboarding;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tenants passed over. Runs in the caller's transaction, which is the platform's. */
final class OnboardingTable {

    private final JdbcClient jdbc;

    OnboardingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> skipped(TenantId tenant) {
        return new HashSet<>(jdbc.sql("select step from onboarding_skips where tenant_id = ?")
                .param(tenant.value())
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list());
    }

    /** Whether people of a domain that the tenant proved sign in at a provider of its own. */
    boolean signsInElsewhere(TenantId tenant) {
        return jdbc.sql("select exists (select 1 from verified_domains where tenant_id = ?)")
                .param(tenant.value())
                .query(Boolean.class)
                .single();
    }

    /** False if it is skipped already. */
    boolean skip(TenantId tenant, String step, String by, Instant now) {
        return jdbc.sql("""
                        insert into onboarding_skips (tenant_id, step, skipped_by, skipped_at) values (?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(tenant.value(), step, by, Timestamp.from(now))
                        .update()
                == 1;
    }

    /** False if it is not skipped. */
    boolean unskip(TenantId tenant, String step) {
        return jdbc.sql("delete from onboarding_skips where tenant_id = ? and step = ?")
                        .params(tenant.value(), step)
                        .update()
                == 1;
    }
}
