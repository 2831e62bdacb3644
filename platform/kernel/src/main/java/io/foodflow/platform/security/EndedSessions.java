package io.foodflow.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sessions that ended while access tokens of theirs were still good: signed out, or their user disabled. Such a token is
 * refused at once by the process that ended the session, and by every other as soon as PostgreSQL has told it (within two
 * seconds where it cannot). Each process remembers the sessions of the last hour, no access token lives longer: a request
 * costs a look-up in memory. Thread-safe.
 */
public final class EndedSessions {

    private final JdbcClient jdbc;
    private final RevocationFeed<Session> feed;
    private final Cache<Session, Boolean> ended =
            Caffeine.newBuilder().expireAfterWrite(RevocationFeed.REMEMBERED).build();

    EndedSessions(PlatformWork work, JdbcClient jdbc, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.feed = new RevocationFeed<>(
                work,
                jdbc,
                nanoTime,
                """
                select tenant_id, session_id from ended_sessions
                where ended_by >= cast(:from as xid8)
                  and ended_at > clock_timestamp() - make_interval(secs => :seconds)
                """,
                (row, n) ->
                        new Session(new TenantId(row.getObject("tenant_id", UUID.class)), row.getString("session_id")),
                session -> ended.put(session, true));
    }

    /** Ends a session of the current tenant in the running transaction: from its commit on its tokens are refused. */
    public void end(UUID session) {
        var key = new Session(CallContext.currentTenant().id(), session.toString());
        jdbc.sql("select platform.end_session(?)")
                .param(session)
                .query((row, n) -> key)
                .list();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ended.put(key, true);
            }
        });
    }

    /** Whether tokens of that session are to be refused. A token without a session, a service's, never is. */
    boolean contains(TenantId tenant, @Nullable String session) {
        if (session == null || session.isEmpty()) {
            return false;
        }
        feed.keepUp();
        return ended.getIfPresent(new Session(tenant, session)) != null;
    }

    /** Looks for sessions that other processes ended. */
    void lookNow() {
        feed.lookNow();
    }

    private record Session(TenantId tenant, String id) {}
}
