package io.foodflow.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Changes of what users may do, so that a permission taken away is gone at the next request and not when the access token
 * runs out. Each change of a tenant's grants has an epoch, a number that goes up by one; a token carries the epoch at
 * which its permissions were read and is refused once its holder's grants were changed at a later one. The holder
 * refreshes it and goes on with the permissions of now.
 *
 * <p>There is no gap: changes of a tenant take turns until they are committed, and permissions are read with the epoch of
 * the same snapshot, or of an earlier one. A change that commits after they were read therefore always has a later epoch.
 * It acts at once in the process that made it, and in every other as soon as PostgreSQL has told it (within two seconds
 * where it cannot). A request costs two look-ups in memory. Thread-safe.
 */
public final class GrantChanges {

    /** Stands for every user of a tenant. */
    static final UUID EVERYBODY = new UUID(0, 0);

    /** From here on one entry for everybody costs less than one for each. */
    private static final int MOST_NAMED = 500;

    private final JdbcClient jdbc;
    private final RevocationFeed<Changed> feed;
    private final Cache<Holder, Long> changes =
            Caffeine.newBuilder().expireAfterWrite(RevocationFeed.REMEMBERED).build();

    GrantChanges(PlatformWork work, JdbcClient jdbc, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.feed = new RevocationFeed<>(work, jdbc, nanoTime, """
                select tenant_id, user_id, epoch from grant_changes
                where changed_by >= cast(:from as xid8)
                  and changed_at > clock_timestamp() - make_interval(secs => :seconds)
                """, GrantChanges::changed, this::remember);
    }

    /**
     * Waits until no other transaction changes grants of the current tenant, and keeps others waiting until the running
     * one ends. To be called first, before anything is read that the change depends on.
     */
    public void takeTurns() {
        jdbc.sql("select platform.hold_grants()").query((row, n) -> true).list();
    }

    /** The current tenant's epoch as the running transaction sees it. To be read before the permissions, or with them. */
    public long epoch() {
        return jdbc.sql("select platform.grant_epoch()").query(Long.class).single();
    }

    /** Says that the running transaction changes what these users may do: from its commit on their tokens are refused. */
    public void changed(Collection<UUID> users) {
        if (users.isEmpty()) {
            return;
        }
        var tenant = CallContext.currentTenant().id();
        var named = users.size() > MOST_NAMED ? Set.of(EVERYBODY) : Set.copyOf(users);
        long epoch = jdbc.sql("select platform.change_grants(?)")
                .param(named.toArray(UUID[]::new))
                .query(Long.class)
                .single();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                named.forEach(user -> remember(new Changed(new Holder(tenant, user), epoch)));
            }
        });
    }

    /** Whether that user's grants were changed after that epoch. */
    boolean since(long epoch, TenantId tenant, UUID user) {
        feed.keepUp();
        return changedAt(new Holder(tenant, user)) > epoch || changedAt(new Holder(tenant, EVERYBODY)) > epoch;
    }

    /** Looks for changes that other processes made. */
    void lookNow() {
        feed.lookNow();
    }

    private long changedAt(Holder holder) {
        var epoch = changes.getIfPresent(holder);
        return epoch == null ? -1 : epoch;
    }

    private void remember(Changed changed) {
        changes.asMap().merge(changed.holder(), changed.epoch(), Math::max);
    }

    private static Changed changed(ResultSet row, int number) throws SQLException {
        var tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        return new Changed(new Holder(tenant, row.getObject("user_id", UUID.class)), row.getLong("epoch"));
    }

    private record Holder(TenantId tenant, UUID user) {}

    private record Changed(Holder holder, long epoch) {}
}
