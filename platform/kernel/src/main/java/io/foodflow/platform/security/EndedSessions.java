package io.foodflow.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sessions that ended while access tokens of theirs were still good: signed out, or their user disabled. Such a token is
 * refused at once by the process that ended the session and within two seconds by every other. Each process remembers
 * the sessions of the last hour (no access token lives longer) and looks for new ones when it is asked, once a second at
 * most: a request costs a look-up in memory. Thread-safe.
 */
public final class EndedSessions {

    private static final Duration LOOK_AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_TOKEN_LIFE = Duration.ofMinutes(65);
    /** A session is ended inside a transaction that commits later: each look goes back further than the last one. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private final Cache<Session, Boolean> ended = Caffeine.newBuilder()
            .expireAfterWrite(LONGEST_TOKEN_LIFE.plus(OVERLAP))
            .build();
    private volatile @Nullable Long lookedAt;

    EndedSessions(PlatformWork work, JdbcClient jdbc, LongSupplier nanoTime) {
        this.work = work;
        this.jdbc = jdbc;
        this.nanoTime = nanoTime;
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
        lookWhenDue();
        return ended.getIfPresent(new Session(tenant, session)) != null;
    }

    private void lookWhenDue() {
        var last = lookedAt;
        if (last == null) {
            looking.lock();
        } else if (nanoTime.getAsLong() - last < LOOK_AT_MOST_EVERY.toNanos() || !looking.tryLock()) {
            return;
        }
        try {
            if (Objects.equals(lookedAt, last)) {
                look(last);
            }
        } finally {
            looking.unlock();
        }
    }

    private void look(@Nullable Long last) {
        long now = nanoTime.getAsLong();
        var since =
                last == null ? LONGEST_TOKEN_LIFE : Duration.ofNanos(now - last).plus(OVERLAP);
        read(since).forEach(session -> ended.put(session, true));
        lookedAt = now;
    }

    private List<Session> read(Duration since) {
        return work.read(() -> jdbc.sql("""
                        select tenant_id, session_id from ended_sessions
                        where ended_at > clock_timestamp() - make_interval(secs => ?)
                        """)
                .param(since.toMillis() / 1_000.0)
                .query((row, n) ->
                        new Session(new TenantId(row.getObject("tenant_id", UUID.class)), row.getString("session_id")))
                .list());
    }

    private record Session(TenantId tenant, String id) {}
}
