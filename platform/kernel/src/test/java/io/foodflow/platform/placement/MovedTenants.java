package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.Replication;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants of a running platform that write notes and are moved. */
final class MovedTenants {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPlatform platform;
    private final Promotions promotions;
    private final UnitOfWork work;
    private final JdbcClient jdbc;

    MovedTenants(TestPlatform platform) {
        this.platform = platform;
        this.promotions = platform.bean(Promotions.class);
        this.work = platform.bean(UnitOfWork.class);
        this.jdbc = platform.bean(JdbcClient.class);
    }

    record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    /** Asks for a database of its own that the platform makes. */
    void promote(Tenant tenant) {
        underWay(() -> promotions.promote(tenant, null, "a test"));
    }

    /** Asks for that one of the settings. */
    PromotionOutcome promote(Tenant tenant, String database) {
        return asOperator(() -> promotions.promote(tenant, database, "a test"));
    }

    void fallBack(Tenant tenant) {
        underWay(() -> promotions.fallBack(tenant, "a test"));
    }

    void settle(Tenant tenant) {
        underWay(() -> promotions.settle(tenant, "a test"));
    }

    private static void underWay(Supplier<PromotionOutcome> wish) {
        assertThat(asOperator(wish)).isInstanceOf(PromotionOutcome.UnderWay.class);
    }

    static PromotionOutcome asOperator(Supplier<PromotionOutcome> wish) {
        return CallContext.platform("test", null).call(wish::get);
    }

    /** The tenant's last move, however it stands. */
    Move last(Tenant tenant) {
        return promotions.last(tenant.id()).orElseThrow();
    }

    Move await(Tenant tenant, MoveState state) {
        return await(tenant, move -> move.state() == state);
    }

    Move awaitError(Tenant tenant, String part) {
        return await(tenant, move -> move.error() != null && move.error().contains(part));
    }

    Move await(Tenant tenant, Predicate<Move> condition) {
        return await(tenant, condition, () -> {});
    }

    /** Does something again and again until then. */
    Move await(Tenant tenant, Predicate<Move> condition, Runnable meanwhile) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var move = last(tenant);
            if (condition.test(move)) {
                return move;
            }
            assertThat(Instant.now()).as("still %s", move).isBefore(deadline);
            meanwhile.run();
            pause();
        }
    }

    /** Changes what is written of the tenant's last move, and has it looked at. */
    void change(Tenant tenant, String assignments) {
        platform.database()
                .rows("update platform.moves set %s, retry_at = now() where id = '%s'"
                        .formatted(assignments, last(tenant).id()));
        platform.bean(Mover.class).wake();
    }

    /** Waits until nobody works on the move, which is not looked at again for a while. */
    void awaitRest(Tenant tenant) {
        await(
                tenant,
                move -> !platform.database()
                        .rows("select 1 from platform.moves where id = '%s' and retry_at > now() + interval '15 s'"
                                .formatted(move.id()))
                        .isEmpty());
    }

    /** Ends all replication: what follows takes of the server what other tests need. */
    void leave() {
        platform.bean(Mover.class).stop();
        var databases = platform.bean(Databases.class);
        platform.database().rows("select id, database from platform.moves where not ended").stream()
                .map(row -> row.split("\\|"))
                .forEach(move -> Replication.remove(databases, UUID.fromString(move[0]), move[1]));
    }

    void note(Tenant tenant, String what) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted(what), null, null);
                    return true;
                }));
    }

    List<String> notes(Tenant tenant) {
        return platform.inside(
                tenant,
                () -> work.read(() -> jdbc.sql(
                                "select resource_id from audit_entries where resource_type = 'note' order by time")
                        .query(String.class)
                        .list()));
    }

    /** As if a copy had gone wrong: what it changes in the tenant's own database does not follow to the other side. */
    void forgeThere(Tenant tenant, String statement) {
        forge(last(tenant).database(), statement);
    }

    /** The same in the shared database. */
    void forgeHere(String statement) {
        forge(null, statement);
    }

    private void forge(@Nullable String database, String statement) {
        var origin = "forged_" + UUID.randomUUID();
        try (var own = platform.bean(Databases.class).server(database).administer();
                var change = own.createStatement()) {
            change.execute("set session_replication_role = replica");
            change.execute("select pg_replication_origin_create('%s')".formatted(origin));
            change.execute("select pg_replication_origin_session_setup('%s')".formatted(origin));
            change.execute(statement);
            change.execute("select pg_replication_origin_session_reset()");
            change.execute("select pg_replication_origin_drop('%s')".formatted(origin));
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Runs a statement as the superuser in the tenant's own database; its rows' first column. */
    List<String> there(Tenant tenant, String statement) {
        var rows = new ArrayList<String>();
        try (var own = platform.bean(Databases.class)
                        .server(last(tenant).database())
                        .administer();
                var query = own.createStatement()) {
            if (query.execute(statement)) {
                for (var found = query.getResultSet(); found.next(); ) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Slots, publications and subscriptions of the tenant's last move. */
    List<String> leftOfReplication(Tenant tenant) {
        return leftOfReplication(last(tenant));
    }

    List<String> leftOfReplication(Move move) {
        return platform.database().rows("""
            select 'slot ' || slot_name from pg_replication_slots where slot_name like '%%%1$s%%'
            union all select 'publication ' || pubname from pg_publication where pubname like '%%%1$s%%'
            union all select 'subscription ' || subname from pg_subscription where subname like '%%%1$s%%'
            """.formatted(move.id().toString().replace("-", "")));
    }

    /** What the platform's audit trail says of the tenant. */
    List<String> recorded(Tenant tenant) {
        return platform.database()
                .rows("select event_type from platform.audit_entries where resource_id = '%s' order by time"
                        .formatted(tenant.id()));
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
