package io.foodflow.platform.tenancy;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.TenantTransactions;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes e-mail domains for the current tenant, which no other tenant has then. Thread-safe.
 *
 * <p>A tenant in the shared database takes one in its own transaction. One in a database of its own needs the answer at
 * once, so the domain is taken in the shared database first, and given up if the tenant's transaction is undone. Where the
 * process dies in between, the tenant has a domain that it does not know of, and may take it again.
 */
public final class DomainClaims {

    private final JdbcClient jdbc;
    private final TransactionTemplate shared;

    /** With transactions of the shared database that stand apart from the running one. */
    DomainClaims(JdbcClient jdbc, TransactionTemplate shared) {
        this.jdbc = jdbc;
        this.shared = shared;
    }

    /** Takes a domain for an identity provider, as part of the running transaction; false if another tenant has it. */
    public boolean claim(String domain, UUID provider) {
        var tenant = CallContext.currentTenant();
        if (!TenantTransactions.isInOwnDatabase()) {
            return claimAsTenant(domain, provider);
        }
        boolean had = Objects.requireNonNull(shared.execute(status -> has(tenant, domain)));
        var claimed = Objects.requireNonNull(shared.execute(status -> {
            become(tenant.schema());
            boolean ours = claimAsTenant(domain, provider);
            become("none");
            return ours ? Optional.of(claimedAt(domain)) : Optional.<OffsetDateTime>empty();
        }));
        if (!had) {
            claimed.ifPresent(at -> giveUpIfUndone(tenant, domain, at));
        }
        return claimed.isPresent();
    }

    private OffsetDateTime claimedAt(String domain) {
        return jdbc.sql("select verified_at from verified_domains where domain = ?")
                .param(domain)
                .query(OffsetDateTime.class)
                .single();
    }

    private boolean claimAsTenant(String domain, UUID provider) {
        return jdbc.sql("select platform.claim_domain(?, ?)")
                .params(domain, provider)
                .query(Boolean.class)
                .single();
    }

    private boolean has(Tenant tenant, String domain) {
        return jdbc.sql("select exists (select from verified_domains where domain = ? and tenant_id = ?)")
                .params(domain, tenant.id().value())
                .query(Boolean.class)
                .single();
    }

    /** Only that claim: another transaction of the tenant may have made one since. */
    private void giveUpIfUndone(Tenant tenant, String domain, OffsetDateTime at) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    shared.executeWithoutResult(transaction -> {
                        become(tenant.schema());
                        jdbc.sql("select platform.release_domain(?, ?)")
                                .params(domain, at)
                                .query((row, n) -> true)
                                .list();
                    });
                }
            }
        });
    }

    private void become(String role) {
        jdbc.sql("select set_config('role', ?, true)")
                .param(role)
                .query(String.class)
                .single();
    }
}
