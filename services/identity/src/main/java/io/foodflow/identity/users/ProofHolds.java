package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.ProofHold.Cause;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps one administrator alone from proving to be somebody else (21 CFR 11.200(a)(3)): what proves a person and was set or
 * changed by others proves nothing until another administrator confirms it. A session is not the person either, so a password
 * or an address set through the administration counts whoever's session it was. Only what came with a mailed link, or was
 * chosen on accepting an invitation, is the person's own. Thread-safe.
 */
public final class ProofHolds {

    private static final String SELECT =
            "select user_id, causes, set_by, by_machine, since from proof_holds where user_id = ?";

    private final JdbcClient jdbc;
    private final UserRepository users;
    private final Roles roles;
    private final UnitOfWork work;
    private final Clock clock;

    ProofHolds(JdbcClient jdbc, UserRepository users, Roles roles, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.roles = roles;
        this.work = work;
        this.clock = clock;
    }

    /** Whether, and why, a user's proof does not count. Runs in the caller's transaction. */
    public Optional<ProofHold> find(UUID user) {
        return jdbc.sql(SELECT).param(user).query(ProofHolds::hold).optional();
    }

    /**
     * Holds a user's proof for what the caller did, in the running unit of work; the user is held for change from here on. What
     * the platform itself sets by its server's settings is not held: whoever has those has the database too.
     */
    public void hold(UUID user, Cause cause, Change change) {
        var actor = CallContext.current().actor();
        if (actor.kind() == Actor.Kind.PLATFORM) {
            return;
        }
        users.findForChange(user);
        var before = find(user);
        boolean person = actor.kind() == Actor.Kind.USER && actor.id() != null;
        jdbc.sql("""
                        insert into proof_holds (user_id, causes, set_by, by_machine, since)
                        values (:user, array[:cause], array_remove(array[cast(:by as uuid)], null), :machine, :now)
                        on conflict (user_id) do update set
                          causes = array(select distinct unnest(proof_holds.causes || excluded.causes)),
                          set_by = array(select distinct unnest(proof_holds.set_by || excluded.set_by)),
                          by_machine = proof_holds.by_machine or excluded.by_machine,
                          since = excluded.since
                        """)
                .param("user", user)
                .param("cause", cause.word())
                .param("by", person ? actor.id() : null, Types.OTHER)
                .param("machine", !person)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        change.record(
                new ProofHeld(user, cause), before.orElse(null), find(user).orElseThrow());
    }

    /**
     * Notes that a user, held for change, set a password by a link that was mailed. That is the person's own, if nobody else
     * chose where such links go.
     */
    void ownPassword(UUID user, Change change) {
        var before = find(user);
        if (before.isPresent()
                && EnumSet.of(Cause.PASSWORD, Cause.SECOND_FACTOR)
                        .containsAll(before.get().causes())) {
            delete(user);
            change.record(new ProofReleased(user), before.get(), null);
        }
    }

    /** What came of a confirmation. */
    sealed interface Confirmation {

        /** The user's proof counts again. */
        record Confirmed() implements Confirmation {}

        /** The caller stands for what a machine did; now another has to confirm it. */
        record Vouched() implements Confirmation {}

        /** There is no such user, or nothing to confirm. */
        record Nothing() implements Confirmation {}

        /** The caller is the user, or has set what is to be confirmed. */
        record AnotherDue() implements Confirmation {}

        /** Nobody knows yet whether the caller is a person of its own. */
        record CallerUnproved() implements Confirmation {}

        /** The user has roles that give more than the caller may do. */
        record BeyondCaller(Set<String> permissions) implements Confirmation {}
    }

    /** Has a user's proof count again. Neither the user can, nor whoever set what proves it. */
    Confirmation confirm(UUID user) {
        var actor = CallContext.current().actor();
        return work.write(change -> {
            var person = users.findForChange(user);
            var held = find(user);
            var outcome = person.isEmpty() || held.isEmpty()
                    ? new Confirmation.Nothing()
                    : confirm(person.get(), held.get(), actor, change);
            if (!(outcome instanceof Confirmation.Confirmed || outcome instanceof Confirmation.Vouched)) {
                change.nothing();
            }
            return outcome;
        });
    }

    private Confirmation confirm(UserView person, ProofHold held, Actor actor, Change change) {
        var by = actor.id();
        if (actor.kind() != Actor.Kind.USER || by == null) {
            return new Confirmation.CallerUnproved();
        }
        if (person.id().equals(by) || held.setBy().contains(by)) {
            return new Confirmation.AnotherDue();
        }
        if (!isPersonOfItsOwn(by)) {
            return new Confirmation.CallerUnproved();
        }
        var beyond = roles.beyond(actor, Assignments.of(person.roles(), person.roleSites()));
        if (!beyond.isEmpty()) {
            return new Confirmation.BeyondCaller(beyond);
        }
        if (held.byMachine()) {
            jdbc.sql("update proof_holds set by_machine = false, set_by = set_by || ? where user_id = ?")
                    .params(by, person.id())
                    .update();
            change.record(
                    new ProofVouchedFor(person.id(), by),
                    held,
                    find(person.id()).orElseThrow());
            return new Confirmation.Vouched();
        }
        delete(person.id());
        change.record(new ProofConfirmed(person.id(), by), held, null);
        return new Confirmation.Confirmed();
    }

    /** An account that one administrator made up could otherwise confirm what the same one did. */
    private boolean isPersonOfItsOwn(UUID user) {
        return jdbc.sql("""
                        select exists (select from users u where u.id = :user and u.status = 'active'
                          and u.email_verified_at is not null
                          and not exists (select from proof_holds h where h.user_id = u.id))
                        """).param("user", user).query(Boolean.class).single();
    }

    private void delete(UUID user) {
        jdbc.sql("delete from proof_holds where user_id = ?").param(user).update();
    }

    private static ProofHold hold(ResultSet row, int number) throws SQLException {
        return new ProofHold(
                row.getObject("user_id", UUID.class),
                Arrays.stream((Object[]) row.getArray("causes").getArray())
                        .map(cause -> Cause.valueOf(cause.toString().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                List.of((UUID[]) row.getArray("set_by").getArray()),
                row.getBoolean("by_machine"),
                row.getTimestamp("since").toInstant());
    }
}
