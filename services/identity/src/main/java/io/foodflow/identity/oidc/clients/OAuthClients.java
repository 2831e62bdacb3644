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
        return Page.of(rows, request, client -> Cursor.after(client.name()));
    }

    /** The client with that id. Joins the caller's transaction, if there is one. */
    public Optional<OAuthClient> find(UUID id) {
        return work.read(() -> repository.find(id));
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
                var after = repository.find(id).orElseThrow();
                change.record(new OAuthClientUpdated(id, after.name()), before, after);
                return new ClientOutcome.Saved(after, null);
            }));
        } catch (DuplicateKeyException e) {
            return new ClientOutcome.NameTaken(draft.name());
        }
    }

    /** Gives a client another secret. The one before is refused at once. */
    ClientOutcome rotateSecret(UUID id) {
        return work.write(change -> changing(id, change, before -> {
            if (before.kind() == Kind.PUBLIC) {
                change.nothing();
                return new ClientOutcome.HasNoSecret();
            }
            var secret = ClientSecret.issue(random);
            repository.replaceSecret(id, secret, clock.instant());
            var after = repository.find(id).orElseThrow();
            change.record(new OAuthClientSecretRotated(id), before, after);
            return new ClientOutcome.Saved(after, secret);
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

    private ClientOutcome changing(UUID id, Change change, Function<OAuthClient, ClientOutcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            change.nothing();
            return new ClientOutcome.Absent(id);
        }
        return operation.apply(found.get());
    }
}
