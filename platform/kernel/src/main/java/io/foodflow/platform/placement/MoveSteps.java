package io.foodflow.platform.placement;

import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.database.PlatformCalls;
import io.foodflow.platform.database.Replication;
import io.foodflow.platform.database.Replication.Direction;
import io.foodflow.platform.database.Replication.SlotState;
import io.foodflow.platform.events.RelaySignal;
import io.foodflow.platform.placement.TenantTables.Table;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done in each {@link MoveState}, one method for each, read side by side. A step that failed or was cut short is taken
 * again from its beginning, and what it had half done is undone or passed over by it.
 */
final class MoveSteps {

    private static final Logger log = LoggerFactory.getLogger(MoveSteps.class);
    private static final String NOT_KEPT = "the changes since the switch are not kept any more";
    private static final String NOT_PROVED =
            "not all tables were found to be the same, so it is not settled by itself: take the tenant back, or settle it as it is";
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int ATTEMPTS_TO_COMPARE = 10;

    private final MoveBook book;
    private final Databases databases;
    private final PlatformCalls calls;
    private final TenantDatabases tenantDatabases;
    private final RelaySignal relay;
    private final PlacementSettings settings;
    private final BiConsumer<MoveStep, Tenant> witness;

    MoveSteps(
            MoveBook book,
            Databases databases,
            PlatformCalls calls,
            TenantDatabases tenantDatabases,
            RelaySignal relay,
            PlacementSettings settings,
            BiConsumer<MoveStep, Tenant> witness) {
        this.book = book;
        this.databases = databases;
        this.calls = calls;
        this.tenantDatabases = tenantDatabases;
        this.relay = relay;
        this.settings = settings;
        this.witness = witness;
    }

    /** Takes one step; false if there is nothing more to do now. */
    boolean advance(Turn turn) throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        return switch (turn.move().state()) {
            case COPYING -> copy(turn);
            case FOLLOWING -> switchOut(turn);
            case SWITCHED -> arrive(turn);
            case DEDICATED -> rest(turn);
            case FALLING_BACK -> switchBack(turn);
            case RETURNED -> comeBack(turn);
            case DROPPING -> drop(turn);
            case SETTLING -> settle(turn);
            case UNDOING -> undo(turn);
            case KEPT, SETTLED, FALLEN_BACK, UNDONE -> false;
        };
    }

    private boolean copy(Turn turn) throws SQLException {
        var move = turn.move();
        book.openShared(turn);
        if (!tenantDatabases.isOfThisVersion(turn.tenant())) {
            book.lookAgain(turn, null, REST);
            return false;
        }
        witness.accept(MoveStep.PREPARE, turn.tenant());
        dropCopy(turn);
        tenantDatabases.makeCopy(turn.tenant(), move.database(), move.id());
        var name = name(turn, Direction.OUT);
        try (var source = shared(turn);
                var target = own(turn)) {
            var tables = TenantTables.of(source, turn.tenant());
            TenantTables.requireAlike(tables, TenantTables.of(target, turn.tenant()));
            witness.accept(MoveStep.COPY, turn.tenant());
            Replication.publish(source, turn.tenant(), name, names(tables));
            try (var slot = Replication.slotWithSnapshot(sharedServer(), name, purpose(turn))) {
                TenantTables.copy(source, slot.snapshot(), target, turn.tenant(), tables, counting(turn, tables));
            }
            witness.accept(MoveStep.FOLLOW, turn.tenant());
            Replication.subscribe(target, sharedServer(), name);
        }
        return book.next(turn, MoveState.FOLLOWING);
    }

    private TenantTables.Progress counting(Turn turn, List<Table> tables) {
        long total = tables.stream().mapToLong(Table::bytes).sum();
        var copied = new long[1];
        return done -> {
            copied[0] += done.bytes();
            book.copied(turn, copied[0], total);
        };
    }

    private boolean switchOut(Turn turn) throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        book.openShared(turn);
        if (!isFollowed(turn, Direction.OUT)) {
            return book.next(turn, MoveState.COPYING);
        }
        var back = name(turn, Direction.BACK);
        try (var dedicated = own(turn)) {
            if (Replication.slotState(dedicated, back) == SlotState.ABSENT) {
                Replication.publish(dedicated, turn.tenant(), back, names(TenantTables.of(dedicated, turn.tenant())));
                Replication.slot(dedicated, back);
            }
        }
        try (var from = shared(turn);
                var to = own(turn);
                var over = over(turn, from, to)) {
            Replication.subscribe(to, sharedServer(), name(turn, Direction.OUT));
            catchUp(turn, from, to);
            long begun = System.nanoTime();
            over.run(true, new SwitchOver.Decision() {
                @Override
                public void settle(long deadline) {}

                @Override
                public void commit(List<TableCheck> tables, long deadline) {
                    book.decideOut(turn, tables, deadline);
                    witness.accept(MoveStep.DECIDED, turn.tenant());
                }
            });
            openDedicated(turn);
            paused(turn, false, begun);
            compareLater(turn, over);
        }
        return true;
    }

    /** Also for what a process left that died right after the switch. */
    private boolean arrive(Turn turn) throws SQLException, DoorLeftClosed {
        var move = turn.move();
        openDedicated(turn);
        witness.accept(MoveStep.FOLLOW_BACK, turn.tenant());
        try (var here = shared(turn);
                var dedicated = own(turn)) {
            Replication.end(here, dedicated, name(turn, Direction.OUT));
            if (move.fallbackLost() == null) {
                Replication.subscribe(here, ownServer(turn), name(turn, Direction.BACK));
            }
        }
        relay.wake(turn.tenant());
        book.settleAfterDays(turn);
        boolean goesBack = move.differs() && move.fallbackLost() == null;
        return book.next(turn, goesBack ? MoveState.FALLING_BACK : MoveState.DEDICATED);
    }

    /** The tenant works in its own database: is it still followed, and is it time to leave it there? */
    private boolean rest(Turn turn) throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        var move = turn.move();
        letInOrSay(turn); // a comparison may have been cut short with the door closed
        try (var here = shared(turn);
                var dedicated = own(turn)) {
            var back = name(turn, Direction.BACK);
            if (move.fallbackLost() == null && Replication.slotState(dedicated, back) != SlotState.WHOLE) {
                book.loseFallback(turn, NOT_KEPT);
            }
            if (book.now(move).fallbackLost() == null) {
                Replication.subscribe(here, ownServer(turn), back);
            } else {
                Replication.end(dedicated, here, back);
            }
        }
        if (isStillToCompare(move)) {
            compareAgain(turn);
            return true;
        }
        if (book.isTimeToSettle(move) && move.isProved()) {
            return book.next(turn, MoveState.SETTLING);
        }
        boolean toSay = (move.differs() || book.isTimeToSettle(move)) && !NOT_PROVED.equals(move.error());
        book.lookAgain(turn, toSay ? NOT_PROVED : null, REST);
        return false;
    }

    /**
     * A comparison that was cut short is made again, but not without end: each try lets the tenant wait. What differs by now may
     * as well have been lost on the way back, so that the tenant does not go there by itself.
     */
    private boolean isStillToCompare(Move move) {
        return !move.uncompared().isEmpty()
                && !move.differs()
                && book.now(move).fallbackLost() == null
                && move.attempts() < ATTEMPTS_TO_COMPARE;
    }

    private void compareAgain(Turn turn) throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        book.lookAgain(turn, null, Duration.ZERO); // who finds the door closed opens it at once
        try (var from = own(turn);
                var to = shared(turn);
                var over = over(turn, from, to)) {
            catchUp(turn, from, to);
            over.keepForComparison(turn.move().uncompared(), () -> letIn(turn));
            compareLater(turn, over);
        }
    }

    private boolean switchBack(Turn turn) throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        var move = turn.move();
        openDedicated(turn);
        if (move.fallbackLost() != null) {
            return book.next(turn, MoveState.DEDICATED);
        }
        if (!isFollowed(turn, Direction.BACK)) {
            book.loseFallback(turn, NOT_KEPT);
            return book.next(turn, MoveState.DEDICATED);
        }
        boolean differed = move.differs();
        try (var from = own(turn);
                var to = shared(turn);
                var over = over(turn, from, to)) {
            Replication.subscribe(to, ownServer(turn), name(turn, Direction.BACK));
            catchUp(turn, from, to);
            long begun = System.nanoTime();
            over.run(!differed, new SwitchOver.Decision() {
                @Override
                public void settle(long deadline) throws SQLException {
                    calls.catchUp(turn.tenant(), move.database(), SwitchOver.left(deadline));
                }

                @Override
                public void commit(List<TableCheck> tables, long deadline) {
                    book.decideBack(turn, differed ? move.tables() : tables, deadline);
                    witness.accept(MoveStep.DECIDED, turn.tenant());
                }
            });
            book.openShared(turn);
            paused(turn, true, begun);
            compareLater(turn, over);
        }
        return true;
    }

    /** What came back is dropped elsewhere only if all of it was found to be here. */
    private boolean comeBack(Turn turn) {
        var move = turn.move();
        book.openShared(turn);
        relay.wake(turn.tenant());
        if (move.isProved()) {
            return book.next(turn, MoveState.DROPPING);
        }
        Replication.remove(databases, move.id(), move.database());
        log.warn(
                "{} came back, but not all was found to be the same: {} is kept",
                turn.tenant().slug(),
                move.database());
        return book.next(
                turn,
                MoveState.KEPT,
                "not all that came back was found to be the same: the tenant is in the shared database, and %s is kept until it is settled"
                        .formatted(move.database()),
                new OwnDatabaseKept(move.tenant(), move.database()));
    }

    private boolean drop(Turn turn) {
        book.openShared(turn);
        witness.accept(MoveStep.REMOVE, turn.tenant());
        dropCopy(turn);
        relay.wake(turn.tenant());
        book.finish(turn, MoveState.FALLEN_BACK, null);
        return false;
    }

    private boolean settle(Turn turn) {
        var move = turn.move();
        witness.accept(MoveStep.REMOVE, turn.tenant());
        book.whileHeld(turn, () -> {
            if (book.placed(move.tenant()).filter(move.database()::equals).isEmpty()) {
                throw new IllegalStateException(
                        "%s does not work in %s".formatted(turn.tenant().slug(), move.database()));
            }
            Replication.remove(databases, move.id(), move.database());
            tenantDatabases.dropOriginal(turn.tenant());
        });
        book.finish(turn, MoveState.SETTLED, new PromotionSettled(move.tenant(), move.database()));
        return false;
    }

    private boolean undo(Turn turn) {
        book.openShared(turn);
        witness.accept(MoveStep.REMOVE, turn.tenant());
        dropCopy(turn);
        book.finish(
                turn,
                MoveState.UNDONE,
                new PromotionUndone(turn.move().tenant(), turn.move().database()));
        return false;
    }

    /** Never of a tenant that works there. */
    private void dropCopy(Turn turn) {
        var move = turn.move();
        book.whileHeld(turn, () -> {
            if (book.placed(move.tenant()).isPresent()) {
                throw new IllegalStateException("%s works in %s, which is not dropped"
                        .formatted(turn.tenant().slug(), move.database()));
            }
            tenantDatabases.dropCopy(turn.tenant(), move.database(), move.id());
        });
    }

    /** Whether that side still keeps what the other one has yet to take; slots are in no backup. */
    private boolean isFollowed(Turn turn, Direction direction) throws SQLException {
        try (var source = direction == Direction.OUT ? shared(turn) : own(turn)) {
            return Replication.slotState(source, name(turn, direction)) == SlotState.WHOLE;
        }
    }

    private SwitchOver over(Turn turn, Connection from, Connection to) {
        return new SwitchOver(
                turn.tenant(),
                from,
                to,
                turn.holder(),
                Duration.ofMillis(settings.pauseMillis()),
                settings.comparedRows(),
                witness);
    }

    /** So that nothing but the last moment's changes is left for the pause. */
    private static void catchUp(Turn turn, Connection from, Connection to)
            throws SQLException, SwitchRefused, InterruptedException {
        var mark = new Mark(turn.tenant().id());
        mark.set(from);
        if (!mark.await(to, System.nanoTime() + CATCHING_UP.toNanos())) {
            throw SwitchRefused.forNow(
                    "the copy is still more than %d s behind; if that stays so, see whether the server has a logical replication worker left"
                            .formatted(CATCHING_UP.toSeconds()));
        }
    }

    private void compareLater(Turn turn, SwitchOver over) throws SQLException, InterruptedException {
        witness.accept(MoveStep.COMPARE_LATER, turn.tenant());
        var late = over.compareLater();
        if (!late.isEmpty()) {
            book.compared(turn, late);
        }
    }

    /** Lets the tenant in where it is written down that it belongs. */
    void open(Turn turn) throws SQLException {
        book.openShared(turn);
        if (book.placed(turn.move().tenant()).isPresent()) {
            letIn(turn);
        }
    }

    private void openDedicated(Turn turn) throws DoorLeftClosed {
        witness.accept(MoveStep.OPEN, turn.tenant());
        letInOrSay(turn);
    }

    private void letInOrSay(Turn turn) throws DoorLeftClosed {
        try {
            letIn(turn);
        } catch (SQLException e) {
            throw new DoorLeftClosed(e);
        }
    }

    /** Into its own database, if it is there that the tenant belongs. */
    private void letIn(Turn turn) throws SQLException {
        try (var connection = own(turn)) {
            book.whileHeldInAnyState(turn, () -> {
                if (book.placed(turn.move().tenant()).isPresent()) {
                    open(new Door(connection, turn.tenant(), turn.holder()));
                }
            });
        }
    }

    private static void open(Door door) {
        try {
            door.open();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot let the tenant in: " + e.getMessage(), e);
        }
    }

    private void paused(Turn turn, boolean back, long begun) {
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        log.info(
                "{} works in {}; its writes waited {} ms",
                turn.tenant().slug(),
                back ? "the shared database" : turn.move().database(),
                millis);
        book.paused(turn, back, millis);
    }

    private DatabaseServer sharedServer() {
        return databases.server(null);
    }

    private DatabaseServer ownServer(Turn turn) {
        return databases.server(turn.move().database());
    }

    private Connection shared(Turn turn) throws SQLException {
        return sharedServer().administer(purpose(turn));
    }

    private Connection own(Turn turn) throws SQLException {
        return ownServer(turn).administer(purpose(turn));
    }

    /** By it the connections of a move are known to a new version, which ends them. */
    private static String purpose(Turn turn) {
        return TenantDatabases.moveLock(turn.move().tenant());
    }

    private static String name(Turn turn, Direction direction) {
        return Replication.name(turn.move().id(), direction);
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream().map(Table::name).toList();
    }
}
