package io.foodflow.identity.sessions;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows users their sessions and ends those they do not know. Thread-safe. */
final class SessionList {

    private final SessionRepository repository;
    private final Sessions sessions;
    private final UnitOfWork work;
    private final Clock clock;

    SessionList(SessionRepository repository, Sessions sessions, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.sessions = sessions;
        this.work = work;
        this.clock = clock;
    }

    /** The sessions of a user that have not ended, the last used first; empty if the tenant has no such user. */
    Optional<List<Session>> of(UUID user) {
        var own = CallContext.current().actor().session();
        return work.readSnapshot(() -> repository.hasUser(user)
                ? Optional.of(repository.list(user, own == null ? "" : own, clock.instant()))
                : Optional.empty());
    }

    /** Ends one session of a user; whether there was one. */
    boolean revoke(UUID user, UUID session) {
        return work.write(change -> {
            boolean ended = repository.belongs(session, user) && sessions.end(session, EndReason.REVOKED);
            if (ended) {
                change.record(new SessionRevoked(session, user), null, null);
            } else {
                change.nothing();
            }
            return ended;
        });
    }

    /** Ends all sessions of a user but (where given) one; empty if the tenant has no such user. */
    Optional<Integer> revokeAll(UUID user, @Nullable UUID except) {
        return work.write(change -> {
            var ended = sessions.endAll(user, except, EndReason.REVOKED);
            ended.forEach(session -> change.record(new SessionRevoked(session, user), null, null));
            if (ended.isEmpty()) {
                change.nothing();
            }
            return ended.isEmpty() && !repository.hasUser(user) ? Optional.empty() : Optional.of(ended.size());
        });
    }
}
