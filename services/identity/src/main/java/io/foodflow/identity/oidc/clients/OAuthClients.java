package io.foodflow.identity.oidc.clients;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The applications of others that the current tenant registered. Thread-safe. */
public final class OAuthClients {

    private final OAuthClientRepository repository;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    OAuthClients(OAuthClientRepository repository, UnitOfWork work, Clock clock, SecureRandom random) {
        this.repository = repository;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** Clients by name. */
    Page<OAuthClient> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch()));
        var now = clock.instant();
        return Page.of(
                rows.stream().map(client -> client.asOf(now)).toList(), request, client -> Cursor.after(client.name()));
    }

    /** The client with that id. Joins the caller's transaction, if there is one. */
    public Optional<OAuthClient> find(UUID id) {
        return work.read(() -> repository.find(id)).map(client -> client.asOf(clock.instant()));
    }

    /**
     * The client with that id, switched on, and neither removed nor switched off until the caller's transaction ends. Whoever
     * needs a client's requests or authorizations besides takes the client first: so does whoever removes it.
     */
    public Optional<OAuthClient> keep(UUID id) {
        return repository.keep(id).filter(OAuthClient::enabled).map(client -> client.asOf(clock.instant()));
    }

    ClientOutcome register(ClientDraft draft) {
        try {
            return work.write(change -> {
                var id = UuidCreator.getTimeOrderedEpoch();
                var secret = draft.kind() == Kind.CONFIDENTIAL ? ClientSecret.issue(random) : null;
                repository.insert(
                        id, draft, secret, CallContext.current().actor().name(), clock.instant());
                var made = repository.find(id).orElseThrow();
                change.record(new OAuthClientRegistered(id, made.name()), null, made);
                return new ClientOutcome.Saved(made, secret);
            });
        } catch (DuplicateKeyException e) {
            return new ClientOutcome.NameTaken(draft.name());
        }
    }

    /** Changes a client. It acts on the next request of the application; what was issued before stays as it is. */
    ClientOutcome update(UUID id, @Nullable String ifMatch, ClientDraft draft) {
        try {
            return work.write(change -> changing(id, change, before -> {
                Versions.requireMatch(ifMatch, before.version());
                repository.update(id, draft, clock.instant());
                var after = repository.find(id).orElseThrow().asOf(clock.instant());
                change.record(new OAuthClientUpdated(id, after.name()), before, after);
                return new ClientOutcome.Saved(after, null);
            }));
        } catch (DuplicateKeyException e) {
            return new ClientOutcome.NameTaken(draft.name());
        }
    }

    /**
     * Gives a client another secret. The one before works that much longer; any older one is refused at once.
     *
     * @param ifMatch the version to change; null for whichever it is
     */
    ClientOutcome rotateSecret(UUID id, @Nullable String ifMatch, Duration overlap) {
        return work.write(change -> changing(id, change, before -> {
            requireMatchIfSent(ifMatch, before);
            if (before.kind() == Kind.PUBLIC) {
                change.nothing();
                return new ClientOutcome.HasNoSecret();
            }
            var secret = ClientSecret.issue(random);
            var now = clock.instant();
            repository.replaceSecret(id, secret, overlap.isPositive() ? now.plus(overlap) : null, now);
            var after = repository.find(id).orElseThrow();
            change.record(new OAuthClientSecretRotated(id), before, after);
            return new ClientOutcome.Saved(after, secret);
        }));
    }

    /**
     * Switches a client off or on. Switched off it signs nobody in, and all that it was let do is taken back: its tokens are
     * refused at once and for good.
     *
     * @param ifMatch the version to change; null for whichever it is
     */
    ClientOutcome enable(UUID id, @Nullable String ifMatch, boolean enabled) {
        return work.write(change -> changing(id, change, before -> {
            requireMatchIfSent(ifMatch, before);
            if (before.enabled() == enabled) {
                change.nothing();
                return new ClientOutcome.Saved(before.asOf(clock.instant()), null);
            }
            var now = clock.instant();
            repository.enable(id, enabled, now);
            if (!enabled) {
                repository.revokeAll(id, now);
            }
            var after = repository.find(id).orElseThrow().asOf(now);
            change.record(enabled ? new OAuthClientEnabled(id) : new OAuthClientDisabled(id), before, after);
            return new ClientOutcome.Saved(after, null);
        }));
    }

    /** Removes a client. Its tokens, and what users let it do, are gone with it. */
    ClientOutcome delete(UUID id) {
        return work.write(change -> changing(id, change, before -> {
            repository.delete(id);
            change.record(new OAuthClientDeleted(id), before, null);
            return new ClientOutcome.Removed();
        }));
    }

    private static void requireMatchIfSent(@Nullable String ifMatch, OAuthClient client) {
        if (ifMatch != null) {
            Versions.requireMatch(ifMatch, client.version());
        }
    }

    private ClientOutcome changing(UUID id, Change change, Function<OAuthClient, ClientOutcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            change.nothing();
            return new ClientOutcome.Absent(id);
        }
        return operation.apply(found.get());
    }
}
