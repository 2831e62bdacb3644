package io.foodflow.identity.federation;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says which tenant's people a domain's are, and where they sign in. Thread-safe. */
final class VerifiedDomains {

    private final PlatformWork work;
    private final JdbcClient jdbc;

    VerifiedDomains(PlatformWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    /** A tenant's provider. */
    record Home(TenantId tenant, UUID provider) {}

    Optional<Home> of(DomainName domain) {
        return work.read(() -> jdbc.sql("select tenant_id, provider_id from verified_domains where domain = ?")
                .param(domain.text())
                .query((row, n) -> new Home(
                        new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("provider_id", UUID.class)))
                .optional());
    }
}
