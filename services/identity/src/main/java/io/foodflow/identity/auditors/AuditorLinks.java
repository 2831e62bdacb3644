package io.foodflow.identity.auditors;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.EndedSessions;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The links that the current tenant gave to auditors from outside. Thread-safe. */
final class AuditorLinks {

    private final AuditorLinkRepository repository;
    private final EndedSessions endedSessions;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    AuditorLinks(
            AuditorLinkRepository repository,
            EndedSessions endedSessions,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.repository = repository;
        this.endedSessions = endedSessions;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** The newest first. */
    Page<AuditorLink> list(PageRequest page) {
        var rows = work.read(() -> repository.list(page, clock.instant()));
        return Page.of(rows, page, link -> Cursor.after(link.id()));
    }

    Optional<AuditorLink> find(UUID id) {
        return work.read(() -> repository.find(id, clock.instant()));
    }

    /** Makes a link. Its secret is known to whoever gets this answer, and to nobody else. */
    AuditorLinkOutcome.Made make(NewAuditorLink wanted) {
        return work.write(change -> {
            var id = UuidCreator.getTimeOrderedEpoch();
            var secret =
                    TenantSecret.issue(Kind.AUDITOR, CallContext.currentTenant().id(), random);
            var now = clock.instant();
            repository.insert(id, wanted, secret, CallContext.current().actor().name(), now);
            var made = repository.find(id, now).orElseThrow();
            change.record(new AuditorLinkMade(id), null, made);
            return new AuditorLinkOutcome.Made(made, secret);
        });
    }

    /** Ends a link and whatever was opened by it, at once. */
    AuditorLinkOutcome revoke(UUID id) {
        return work.write(change -> {
            var now = clock.instant();
            var before = repository.hold(id, now);
            if (before.isEmpty()) {
                change.nothing();
                return new AuditorLinkOutcome.Absent(id);
            }
            if (before.get().state() != AuditorLink.State.ACTIVE) {
                change.nothing();
                return new AuditorLinkOutcome.Over(before.get());
            }
            repository.revoke(id, CallContext.current().actor().name(), now);
            endedSessions.end(id);
            var after = repository.find(id, now).orElseThrow();
            change.record(new AuditorLinkRevoked(id), before.get(), after);
            return new AuditorLinkOutcome.Revoked(after);
        });
    }
}
