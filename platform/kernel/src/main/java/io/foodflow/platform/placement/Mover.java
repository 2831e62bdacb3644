package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.database.PlatformCalls;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Replication;
import io.foodflow.platform.database.Replication.Direction;
import io.foodflow.platform.database.Replication.SlotState;
import io.foodflow.platform.events.RelaySignal;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.placement.TenantTables.Table;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves tenants between the shared database and one of their own. Where a move stands is a row; any process takes up what
 * another left, under a lock of the database that ends with its connection. A step that failed or was cut short is taken
 * again from its beginning, and what it had half done is undone or passed over by it.
 *
 * <p>Whoever takes a move up enters itself as its holder before it does anything else, and each decision is written down
 * only by the holder. So a process that lost its lock without knowing decides nothing any more.
 *
 * <p>Long, because it is one machine: each state of {@link MoveState} is one method, and they are read side by side.
 */
public final class Mover extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(Mover.class);
    private static final String NOT_KEPT = "the changes since the switch are not kept any more";
    private static final int ATTEMPTS_TO_COPY = 5;
    private static final int ATTEMPTS_TO_SWITCH = 50;
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration BEFORE_A_DOOR = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofSeconds(30);

    private final MoveTable table;
    private final PlatformWork work;
    private final PlatformSchema shared;
    private final Databases databases;
    private final PlatformCalls calls;
    private final Tenants tenants;
    private final TenantProvisioning provisioning;
    private final RelaySignal relay;
    private final PlacementSettings settings;
    private final BiConsumer<MoveStep, Tenant> witness;
    private final Clock clock;
    private final Semaphore wakes = new Semaphore(1);
    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();

    Mover(
            MoveTable table,
            PlatformWork work,
            PlatformSchema shared,
            Databases databases,
            PlatformCalls calls,
            Tenants tenants,
            TenantProvisioning provisioning,
            RelaySignal relay,
            PlacementSettings settings,
            BiConsumer<MoveStep, Tenant> witness,
            Clock clock) {
        super("mover", Duration.ofSeconds(10));
        this.table = table;
        this.work = work;
        this.shared = shared;
        this.databases = databases;
        this.calls = calls;
        this.tenants = tenants;
        this.provisioning = provisioning;
        this.relay = relay;
        this.settings = settings;
        this.witness = witness;
        this.clock = clock;
    }

    /** Has the next look taken now. */
    public void wake() {
        wakes.release();
    }

    @Override
    protected void round() throws InterruptedException {
        if (wakes.tryAcquire(settings.retryMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
        for (var move : due()) {
            if (atWork.add(move.id())) {
                Thread.ofVirtual().name("move-" + move.database()).start(() -> {
                    try {
                        alone(move);
                    } finally {
                        atWork.remove(move.id());
                    }
                });
            }
        }
    }

    private List<Move> due() {
        return work.read(() -> table.due(clock.instant()));
    }

    private void alone(Move move) {
        try (var connection = shared.connect();
                var lock = connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "foodflow move " + move.tenant());
            try (var taken = lock.executeQuery()) {
                if (taken.next() && taken.getBoolean(1)) {
                    CallContext.platform("placement", null).run(() -> goOn(move.id()));
                }
            }
        } catch (SQLException e) {
            log.warn("cannot work on the move of tenant {}: {}", move.tenant(), e.toString());
        }
    }

    /** Goes from state to state as long as it can. */
    private void goOn(UUID id) {
        var holder = UUID.randomUUID();
        boolean moved = true;
        for (boolean taken = false; moved; taken = true) {
            boolean mine = taken;
            var move = quietly(() -> (mine ? table.held(id, holder) : table.take(id, holder)).orElse(null));
            var tenant = move == null ? null : tenants.find(move.tenant()).orElse(null);
            moved = move != null && tenant != null && attempt(move, tenant, holder);
        }
    }

    private boolean attempt(Move move, Tenant tenant, UUID holder) {
        try {
            return advance(move, tenant, holder);
        } catch (SwitchRefused e) {
            log.info("the switch of {} was called off: {}", tenant.slug(), e.getMessage());
            return refused(move, holder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (DoorLeftClosed e) {
            log.warn("the switch of {} failed and its door may be closed: it is opened at once", tenant.slug(), e);
            return atOnce(move, holder, String.valueOf(e.getMessage()));
        } catch (Superseded e) {
            log.info("the move of {} goes another way, or another process has it", tenant.slug());
            return false;
        } catch (SQLException | RuntimeException e) {
            log.warn("the move of {} failed in state {}, to be tried again", tenant.slug(), move.state(), e);
            return failed(move, holder, e.toString());
        }
    }

    private boolean advance(Move move, Tenant tenant, UUID holder)
            throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        return switch (move.state()) {
            case COPYING -> copy(move, tenant, holder);
            case FOLLOWING -> switchOut(move, tenant, holder);
            case SWITCHED -> arrive(move, tenant, holder);
            case DEDICATED -> rest(move, tenant, holder);
            case FALLING_BACK -> switchBack(move, tenant, holder);
            case RETURNED -> comeBack(move, tenant, holder);
            case SETTLING -> settle(move, tenant, holder);
            case UNDOING -> undo(move, tenant, holder);
            case SETTLED, FALLEN_BACK, UNDONE -> false;
        };
    }

    private boolean copy(Move move, Tenant tenant, UUID holder) throws SQLException {
        openShared(move, tenant, holder);
        witness.accept(MoveStep.PREPARE, tenant);
        dropCopy(move, tenant, holder);
        provisioning.makeCopy(tenant, move.database(), move.id());
        var name = Replication.name(tenant.id(), Direction.OUT);
        try (var source = shared.administer();
                var target = databases.server(move.database()).administer()) {
            var tables = TenantTables.of(source, tenant);
            TenantTables.requireAlike(tables, TenantTables.of(target, tenant));
            witness.accept(MoveStep.COPY, tenant);
            Replication.publish(source, tenant, Direction.OUT, names(tables));
            try (var slot = Replication.slotWithSnapshot(shared.server(), name)) {
                TenantTables.copy(source, slot.snapshot(), target, tenant, tables, counting(move, tables));
            }
            witness.accept(MoveStep.FOLLOW, tenant);
            Replication.subscribe(target, shared.server(), name);
        }
        return next(move, holder, MoveState.FOLLOWING);
    }

    private TenantTables.Progress counting(Move move, List<Table> tables) {
        long total = tables.stream().mapToLong(Table::bytes).sum();
        var copied = new long[1];
        return done -> {
            copied[0] += done.bytes();
            quietly(() -> {
                table.copied(move.id(), copied[0], total);
                return true;
            });
        };
    }

    private boolean switchOut(Move move, Tenant tenant, UUID holder)
            throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        openShared(move, tenant, holder);
        if (!isFollowed(shared.server(), tenant, Direction.OUT)) {
            return next(move, holder, MoveState.COPYING);
        }
        var own = databases.server(move.database());
        var back = Replication.name(tenant.id(), Direction.BACK);
        try (var dedicated = own.administer()) {
            if (Replication.slotState(dedicated, back) == SlotState.ABSENT) {
                Replication.publish(dedicated, tenant, Direction.BACK, names(TenantTables.of(dedicated, tenant)));
                Replication.slot(dedicated, back);
            }
        }
        try (var from = shared.administer();
                var to = own.administer();
                var over = over(tenant, from, to, holder)) {
            Replication.subscribe(to, shared.server(), Replication.name(tenant.id(), Direction.OUT));
            catchUp(tenant, from, to);
            long begun = System.nanoTime();
            over.run(true, new SwitchOver.Decision() {
                @Override
                public void settle() {}

                @Override
                public void commit(List<TableCheck> tables) {
                    decide(
                            move,
                            tenant,
                            holder,
                            MoveState.SWITCHED,
                            new TenantPromoted(tenant.id(), move.database()),
                            () -> {
                                table.switched(move.id(), tables, clock.instant());
                                return table.place(tenant.id(), move.database(), true);
                            });
                }
            });
            openDedicated(move, tenant, holder);
            paused(move, tenant, false, begun);
            compareLater(move, over);
        }
        return true;
    }

    /** Also for what a process left that died right after the switch. */
    private boolean arrive(Move move, Tenant tenant, UUID holder) throws SQLException {
        openDedicated(move, tenant, holder);
        witness.accept(MoveStep.FOLLOW_BACK, tenant);
        try (var here = shared.administer();
                var dedicated = databases.server(move.database()).administer()) {
            Replication.end(here, dedicated, Replication.name(tenant.id(), Direction.OUT));
            if (move.fallbackLost() == null) {
                Replication.subscribe(
                        here, databases.server(move.database()), Replication.name(tenant.id(), Direction.BACK));
            }
        }
        relay.wake(tenant);
        quietly(() -> {
            table.settleAfter(move.id(), clock.instant().plus(Duration.ofDays(settings.settleAfterDays())));
            return true;
        });
        boolean differs = move.tables().stream().anyMatch(check -> Boolean.FALSE.equals(check.matches()));
        return next(move, holder, differs ? MoveState.FALLING_BACK : MoveState.DEDICATED);
    }

    /** The tenant works in its own database: is it still followed, and is it time to leave it there? */
    private boolean rest(Move move, Tenant tenant, UUID holder) throws SQLException {
        var back = Replication.name(tenant.id(), Direction.BACK);
        try (var here = shared.administer();
                var dedicated = databases.server(move.database()).administer()) {
            if (move.fallbackLost() == null && Replication.slotState(dedicated, back) != SlotState.WHOLE) {
                loseFallback(move, tenant, NOT_KEPT);
            }
            if (work.read(() -> table.find(move.id()))
                    .filter(now -> now.fallbackLost() == null)
                    .isPresent()) {
                Replication.subscribe(here, databases.server(move.database()), back);
            } else {
                Replication.end(dedicated, here, back);
            }
        }
        var due = move.settleAfter();
        if (due != null && !clock.instant().isBefore(due)) {
            return next(move, holder, MoveState.SETTLING);
        }
        quietly(() -> {
            table.retry(move.id(), holder, move.state(), null, clock.instant().plus(REST));
            return true;
        });
        return false;
    }

    private boolean switchBack(Move move, Tenant tenant, UUID holder)
            throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        openDedicated(move, tenant, holder);
        if (!isFollowed(databases.server(move.database()), tenant, Direction.BACK)) {
            loseFallback(move, tenant, NOT_KEPT);
            return next(move, holder, MoveState.DEDICATED);
        }
        boolean differed = move.tables().stream().anyMatch(check -> Boolean.FALSE.equals(check.matches()));
        var own = databases.server(move.database());
        try (var from = own.administer();
                var to = shared.administer();
                var over = over(tenant, from, to, holder)) {
            Replication.subscribe(to, own, Replication.name(tenant.id(), Direction.BACK));
            catchUp(tenant, from, to);
            long begun = System.nanoTime();
            over.run(!differed, new SwitchOver.Decision() {
                @Override
                public void settle() throws SQLException {
                    calls.catchUp(tenant, move.database());
                }

                @Override
                public void commit(List<TableCheck> tables) {
                    decide(
                            move,
                            tenant,
                            holder,
                            MoveState.RETURNED,
                            new TenantFellBack(tenant.id(), move.database()),
                            () -> {
                                table.returned(move.id(), differed ? move.tables() : tables, clock.instant());
                                return table.place(tenant.id(), null, false);
                            });
                }
            });
            openShared(move, tenant, holder);
            paused(move, tenant, true, begun);
            compareLater(move, over);
        }
        return true;
    }

    private boolean comeBack(Move move, Tenant tenant, UUID holder) {
        openShared(move, tenant, holder);
        witness.accept(MoveStep.REMOVE, tenant);
        dropCopy(move, tenant, holder);
        relay.wake(tenant);
        return finished(move, holder, MoveState.FALLEN_BACK, null);
    }

    private boolean settle(Move move, Tenant tenant, UUID holder) {
        witness.accept(MoveStep.REMOVE, tenant);
        whileHeld(move, holder, () -> {
            if (table.placed(tenant.id()).filter(move.database()::equals).isEmpty()) {
                throw new IllegalStateException("%s does not work in %s".formatted(tenant.slug(), move.database()));
            }
            Replication.remove(databases, tenant.id(), move.database());
            provisioning.dropOriginal(tenant);
        });
        return finished(move, holder, MoveState.SETTLED, new PromotionSettled(tenant.id(), move.database()));
    }

    private boolean undo(Move move, Tenant tenant, UUID holder) {
        openShared(move, tenant, holder);
        witness.accept(MoveStep.REMOVE, tenant);
        dropCopy(move, tenant, holder);
        return finished(move, holder, MoveState.UNDONE, new PromotionUndone(tenant.id(), move.database()));
    }

    /** Whether that side still keeps what the other one has yet to take; slots are in no backup. */
    private static boolean isFollowed(DatabaseServer source, Tenant tenant, Direction direction) throws SQLException {
        try (var connection = source.administer()) {
            return Replication.slotState(connection, Replication.name(tenant.id(), direction)) == SlotState.WHOLE;
        }
    }

    private SwitchOver over(Tenant tenant, Connection from, Connection to, UUID holder) {
        return new SwitchOver(
                tenant, from, to, holder, Duration.ofMillis(settings.pauseMillis()), settings.comparedRows(), witness);
    }

    /** So that nothing but the last moment's changes is left for the pause. */
    private static void catchUp(Tenant tenant, Connection from, Connection to)
            throws SQLException, SwitchRefused, InterruptedException {
        var mark = new Mark(tenant.id());
        mark.set(from);
        if (!mark.await(to, System.nanoTime() + CATCHING_UP.toNanos())) {
            throw SwitchRefused.forNow(
                    "the copy is still more than %d s behind; if that stays so, see whether the server has a logical replication worker left"
                            .formatted(CATCHING_UP.toSeconds()));
        }
    }

    private void compareLater(Move move, SwitchOver over) throws SQLException, InterruptedException {
        var late = over.compareLater();
        if (late.isEmpty()) {
            return;
        }
        work.write(change -> {
            change.nothing(); // it is part of the move's own record
            Map<String, TableCheck> all = new HashMap<>();
            table.find(move.id()).orElseThrow().tables().forEach(check -> all.put(check.table(), check));
            late.forEach(check -> all.put(check.table(), check));
            table.compared(move.id(), List.copyOf(all.values()));
            return true;
        });
    }

    /** The shared database's door, if it is there that the tenant belongs. */
    private void openShared(Move move, Tenant tenant, UUID holder) {
        quietly(() -> {
            table.openShared(tenant.id(), move.id(), holder);
            return true;
        });
    }

    private void openDedicated(Move move, Tenant tenant, UUID holder) throws SQLException {
        witness.accept(MoveStep.OPEN, tenant);
        try (var connection = databases.server(move.database()).administer()) {
            quietly(() -> {
                if (table.held(move.id(), holder).isEmpty()) {
                    throw new Superseded();
                }
                if (table.placed(tenant.id()).isPresent()) {
                    open(new Door(connection, tenant, holder));
                }
                return true;
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

    /** Somebody else has the move, or sent it another way. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Does what cannot be undone, while nobody else can take the move over or send it another way. */
    private void whileHeld(Move move, UUID holder, Runnable deed) {
        quietly(() -> {
            if (table.held(move.id(), holder)
                    .filter(now -> now.state() == move.state())
                    .isEmpty()) {
                throw new Superseded();
            }
            deed.run();
            return true;
        });
    }

    /** Never of a tenant that works there. */
    private void dropCopy(Move move, Tenant tenant, UUID holder) {
        whileHeld(move, holder, () -> {
            if (table.placed(tenant.id()).isPresent()) {
                throw new IllegalStateException(
                        "%s works in %s, which is not dropped".formatted(tenant.slug(), move.database()));
            }
            provisioning.dropCopy(tenant, move.database(), move.id());
        });
    }

    private void paused(Move move, Tenant tenant, boolean back, long begun) {
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        log.info(
                "{} works in {}; its writes waited {} ms",
                tenant.slug(),
                back ? "the shared database" : move.database(),
                millis);
        quietly(() -> {
            table.paused(move.id(), back, millis);
            return true;
        });
    }

    private interface Placing {
        boolean place();
    }

    private void decide(Move move, Tenant tenant, UUID holder, MoveState to, DomainEvent event, Placing placing) {
        work.write(change -> {
            table.holdTenant(move.tenant(), settings.pauseMillis());
            if (!table.advance(move.id(), holder, move.state(), to) || !placing.place()) {
                throw new IllegalStateException("another process took over the move of tenant " + move.tenant());
            }
            change.record(event, move, table.find(move.id()).orElseThrow());
            return true;
        });
        witness.accept(MoveStep.DECIDED, tenant);
    }

    private boolean next(Move move, UUID holder, MoveState to) {
        return quietly(() -> table.advance(move.id(), holder, move.state(), to));
    }

    private boolean finished(Move move, UUID holder, MoveState to, @Nullable DomainEvent event) {
        work.write(change -> {
            boolean done = table.advance(move.id(), holder, move.state(), to);
            if (done) {
                table.finish(move.id(), clock.instant());
            }
            if (done && event != null) {
                change.record(event, move, table.find(move.id()).orElseThrow());
            } else {
                change.nothing();
            }
            return done;
        });
        return false;
    }

    private void loseFallback(Move move, Tenant tenant, String why) {
        work.write(change -> {
            table.loseFallback(move.id(), why);
            change.record(new FallbackLost(tenant.id(), why), null, null);
            return true;
        });
    }

    private boolean refused(Move move, UUID holder, SwitchRefused why) {
        if (why.isForGood() && move.state() == MoveState.FOLLOWING) {
            return giveUp(move, holder, String.valueOf(why.getMessage()));
        }
        return failed(move, holder, String.valueOf(why.getMessage()));
    }

    /** Before the switch a move that does not get on is given up; after it there is nothing to give up. */
    private boolean failed(Move before, UUID holder, String error) {
        var move = work.read(() -> table.find(before.id())).orElse(before);
        if (move.state() == MoveState.SWITCHED || move.state() == MoveState.RETURNED) {
            return atOnce(move, holder, error);
        }
        int attempts = move.attempts() + 1;
        int most = switch (move.state()) {
            case COPYING -> ATTEMPTS_TO_COPY;
            case FOLLOWING -> ATTEMPTS_TO_SWITCH;
            default -> Integer.MAX_VALUE;
        };
        if (attempts >= most) {
            return giveUp(move, holder, error);
        }
        var pause = Duration.ofMillis(settings.retryMillis()).multipliedBy(1L << Math.min(move.attempts(), 9));
        var at = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        quietly(() -> {
            table.retry(move.id(), holder, move.state(), error, at);
            return true;
        });
        return false;
    }

    /** It is decided where the tenant works, but its door may be closed yet. */
    private boolean atOnce(Move move, UUID holder, String error) {
        quietly(() -> {
            table.retry(move.id(), holder, move.state(), error, clock.instant());
            return true;
        });
        try {
            Thread.sleep(BEFORE_A_DOOR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    private boolean giveUp(Move move, UUID holder, String error) {
        return quietly(() -> {
            boolean given = table.giveUp(move.id(), holder, move.state(), clock.instant());
            table.retry(move.id(), holder, MoveState.UNDOING, error, clock.instant());
            return given;
        });
    }

    private interface Statement<T extends @Nullable Object> {
        T run();
    }

    /** Where a move stands is no event of its own; what it leads to is. */
    private <T extends @Nullable Object> T quietly(Statement<T> statement) {
        return work.write(change -> {
            change.nothing();
            return statement.run();
        });
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream().map(Table::name).toList();
    }
}
