package io.foodflow.identity.serviceaccounts;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.EndedSessions;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;

/**
 * The machines of the current tenant. Whoever gives a machine a key must hold every permission that the key gives: who can
 * read it can act with it. A new key needs a plan with access by machines (402 otherwise). Thread-safe.
 */
final class ServiceAccounts {

    private final ServiceAccountRepository repository;
    private final Roles roles;
    private final EndedSessions endedSessions;
    private final Entitlements entitlements;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    ServiceAccounts(
            ServiceAccountRepository repository,
            Roles roles,
            EndedSessions endedSessions,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.repository = repository;
        this.roles = roles;
        this.endedSessions = endedSessions;
        this.entitlements = entitlements;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** Accounts by name. */
    Page<ServiceAccount> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch(), clock.instant()));
        return Page.of(rows, request, account -> Cursor.after(account.name()));
    }

    Optional<ServiceAccount> find(UUID id) {
        return work.read(() -> repository.find(id, clock.instant()));
    }

    /** Makes an account with its first key. */
    ServiceAccountOutcome create(NewServiceAccount wanted) {
        entitlements.require(Entitlements.API_ACCESS);
        try {
            return work.write(change -> create(wanted, change));
        } catch (DuplicateKeyException e) {
            return new ServiceAccountOutcome.NameTaken(wanted.name());
        }
    }

    private ServiceAccountOutcome create(NewServiceAccount wanted, Change change) {
        roles.takeTurns();
        var actor = CallContext.current().actor();
        var beyond = roles.beyond(actor, wanted.roles());
        if (!beyond.isEmpty()) {
            change.nothing();
            return new ServiceAccountOutcome.BeyondCaller(beyond);
        }
        var id = UuidCreator.getTimeOrderedEpoch();
        repository.insert(id, wanted, actor.name(), clock.instant());
        var key = addKey(id, UuidCreator.getTimeOrderedEpoch());
        var created = repository.find(id, clock.instant()).orElseThrow();
        change.record(
                new ServiceAccountCreated(id, created.name(), created.roles(), created.roleSites()), null, created);
        return new ServiceAccountOutcome.Keyed(created, key);
    }

    /**
     * Gives an account another key.
     *
     * @param overlap how long the keys before it work on, so that a machine can be changed over
     */
    ServiceAccountOutcome rotate(UUID id, Duration overlap) {
        entitlements.require(Entitlements.API_ACCESS);
        return work.write(change -> changing(id, change, before -> {
            var keyId = UuidCreator.getTimeOrderedEpoch();
            var key = addKey(id, keyId);
            repository.endKeys(id, keyId, clock.instant().plus(overlap));
            if (overlap.isZero()) {
                repository.keyIds(id).stream().filter(old -> !old.equals(keyId)).forEach(endedSessions::end);
            }
            var after = repository.find(id, clock.instant()).orElseThrow();
            change.record(new ServiceKeyRotated(id, keyId), before, after);
            return new ServiceAccountOutcome.Keyed(after, key);
        }));
    }

    /** Removes an account. Its keys and the tokens that were got with them are refused at once. */
    ServiceAccountOutcome delete(UUID id) {
        return work.write(change -> changing(id, change, before -> {
            repository.keyIds(id).forEach(endedSessions::end);
            repository.delete(id);
            change.record(new ServiceAccountDeleted(id), before, null);
            return new ServiceAccountOutcome.Removed();
        }));
    }

    private ServiceAccountOutcome changing(
            UUID id, Change change, Function<ServiceAccount, ServiceAccountOutcome> operation) {
        var found = repository.hold(id) ? repository.find(id, clock.instant()) : Optional.<ServiceAccount>empty();
        if (found.isEmpty()) {
            change.nothing();
            return new ServiceAccountOutcome.Absent(id);
        }
        var beyond = roles.beyond(
                CallContext.current().actor(),
                Assignments.of(found.get().roles(), found.get().roleSites()));
        if (!beyond.isEmpty()) {
            change.nothing();
            return new ServiceAccountOutcome.BeyondCaller(beyond);
        }
        return operation.apply(found.get());
    }

    private TenantSecret addKey(UUID account, UUID keyId) {
        var key =
                TenantSecret.issue(Kind.SERVICE_KEY, CallContext.currentTenant().id(), random);
        repository.insertKey(keyId, account, key, clock.instant());
        return key;
    }
}
