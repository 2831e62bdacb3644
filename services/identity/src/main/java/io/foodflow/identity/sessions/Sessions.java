package io.foodflow.identity.sessions;

import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.identity.sessions.SessionRepository.Held;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.EndedSessions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins of the current tenant's users. A session lives as long as its refresh token is used in time; each use makes
 * a successor, and using one twice ends the session. All methods run in the caller's transaction. Thread-safe.
 */
public final class Sessions {

    /** Sessions that ran out are shown to their user for a while before they are forgotten. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int LONGEST_USER_AGENT = 400;

    private final SessionRepository repository;
    private final EndedSessions endedSessions;
    private final Policies policies;
    private final SessionSettings settings;
    private final Clock clock;
    private final SecureRandom random;

    Sessions(
            SessionRepository repository,
            EndedSessions endedSessions,
            Policies policies,
            SessionSettings settings,
            Clock clock,
            SecureRandom random) {
        this.repository = repository;
        this.endedSessions = endedSessions;
        this.policies = policies;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** Begins a session of a user who gave a password, and gives its first refresh token. */
    public TenantSecret begin(UUID session, UUID user) {
        return begin(session, user, false);
    }

    /**
     * Begins a session of that user under that id, and gives its first refresh token.
     *
     * @param secondFactor whether the user gave a code of the second factor, too
     */
    public TenantSecret begin(UUID session, UUID user, boolean secondFactor) {
        var now = clock.instant();
        var call = CallContext.current();
        var expires = end(now, now);
        repository.forgetSessions(user, now.minus(KEPT));
        repository.insert(
                session,
                user,
                secondFactor,
                now,
                expires,
                call.origin().ip(),
                shortened(call.origin().userAgent()));
        return issue(session, now, expires);
    }

    /** A session that goes on: neither ended nor run out. */
    public Optional<SignIn> signIn(UUID session) {
        return repository.signIn(session, clock.instant());
    }

    /**
     * Whether a session has not ended, which it then does not before the running transaction ends. To be asked after what
     * depends on it was written: whoever ends sessions of a user holds the user first.
     */
    public boolean keep(UUID session) {
        return repository.keep(session);
    }

    /** Whether a session, ended or not, is one of that user. */
    public boolean isOf(UUID session, UUID user) {
        return repository.belongs(session, user);
    }

    /** Whose token that is, if it is known, whether it is still good or not. */
    public Optional<Holder> holder(TenantSecret token) {
        return repository.holder(token);
    }

    /**
     * Uses the token of a session. Of any number of uses at once exactly one renews; each other finds the token used and
     * ends the session. Whoever touches a session's tokens holds the session first.
     */
    public Rotation rotate(UUID session, TenantSecret token) {
        var held = repository.hold(session);
        if (held.isEmpty()) {
            return new Rotation.Refused();
        }
        var now = clock.instant();
        return switch (repository.stateOf(token, session, now)) {
            case GOOD -> renew(session, held.get(), token, now);
            case USED -> {
                end(session, EndReason.REFRESH_REUSED);
                yield new Rotation.Reused(session, held.get().user());
            }
            case WORTHLESS -> new Rotation.Refused();
        };
    }

    /** Ends a session, unless it has ended before: whether it had not. Its access tokens are refused from now on. */
    public boolean end(UUID session, EndReason reason) {
        if (!repository.end(session, reason, clock.instant())) {
            return false;
        }
        endedSessions.end(session);
        return true;
    }

    /** Ends all sessions of a user but (where given) one: those that had not ended before. */
    public List<UUID> endAll(UUID user, @Nullable UUID except, EndReason reason) {
        var ended = repository.endAll(user, except, reason, clock.instant());
        ended.forEach(endedSessions::end);
        return ended;
    }

    private Rotation renew(UUID session, Held held, TenantSecret token, Instant now) {
        var expires = end(held.began(), now);
        if (!expires.isAfter(now)) {
            return new Rotation.Refused();
        }
        var successor = newToken();
        repository.renew(session, token, successor, now, expires);
        return new Rotation.Renewed(session, held.user(), successor);
    }

    /** When a session ends that is used now: when its next token runs out, or when the tenant's policy says so. */
    private Instant end(Instant began, Instant now) {
        var expires = now.plus(settings.refreshTokenLife());
        return policies.current()
                .endOfSession(began)
                .filter(latest -> latest.isBefore(expires))
                .orElse(expires);
    }

    private TenantSecret issue(UUID session, Instant now, Instant expires) {
        var token = newToken();
        repository.insertToken(token, session, now, expires);
        return token;
    }

    private TenantSecret newToken() {
        return TenantSecret.issue(Kind.REFRESH, CallContext.currentTenant().id(), random);
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }
}
