package io.foodflow.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The tenants of this installation. Look-ups by id are answered from memory for up to {@value #REMEMBERED_SECONDS}
 * seconds; a suspension acts at once in the process that made it, in others as soon as PostgreSQL has told them, and
 * within that time where it cannot. Thread-safe.
 */
public final class Tenants {

    private static final int REMEMBERED_SECONDS = 2;
    private static final String SELECT = "select id, slug, name, plan, status, primary_color, logo_url from tenants";
    private static final String WHOLE = " and status <> 'provisioning'";

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Cache<TenantId, Optional<Tenant>> remembered;

    Tenants(PlatformWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(REMEMBERED_SECONDS))
                .build();
    }

    /** The tenant with that id, in whatever state. */
    public Optional<Tenant> find(TenantId id) {
        return remembered.get(
                id,
                missing -> work.read(() -> jdbc.sql(SELECT + " where id = :id")
                        .param("id", missing.value())
                        .query(Tenants::tenant)
                        .optional()));
    }

    /** The tenant with that slug, unless it is still being made. */
    public Optional<Tenant> findBySlug(String slug) {
        return work.read(() -> jdbc.sql(SELECT + " where slug = :slug" + WHOLE)
                .param("slug", slug)
                .query(Tenants::tenant)
                .optional());
    }

    /** All tenants that are whole, by slug. */
    public List<Tenant> all() {
        return work.read(() -> jdbc.sql(SELECT + " where true" + WHOLE + " order by slug")
                .query(Tenants::tenant)
                .list());
    }

    /** Looks at every tenant anew from now on. */
    public void forget() {
        remembered.invalidateAll();
    }

    /** As {@link #forget}, once the running transaction is committed: for whoever changes a tenant. */
    public void forgetAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget();
            }
        });
    }

    private static Tenant tenant(ResultSet row, int number) throws SQLException {
        return new Tenant(
                new TenantId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("plan"),
                Tenant.Status.of(row.getString("status")),
                new Tenant.Branding(row.getString("primary_color"), row.getString("logo_url")));
    }
}
