package io.foodflow.identity.users;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says which tenants an address may sign in to. Thread-safe. */
public final class Directory {

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Tenants tenants;

    Directory(PlatformWork work, JdbcClient jdbc, Tenants tenants) {
        this.work = work;
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /** The tenants that have a user of that address, suspended ones too, by slug. */
    public List<Tenant> tenantsOf(EmailAddress email) {
        var ids = work.read(
                () -> jdbc.sql("""
                        select d.tenant_id from sign_in_directory d join tenants t on t.id = d.tenant_id
                        where d.email = ? order by t.slug
                        """).param(email.text()).query(UUID.class).list());
        return ids.stream()
                .map(TenantId::new)
                .map(tenants::find)
                .flatMap(Optional::stream)
                .toList();
    }
}
