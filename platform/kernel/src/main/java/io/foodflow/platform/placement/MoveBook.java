package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where moves stand, and where tenants work: written down by whoever holds the move, and by nobody else. So a process that lost
 * its lock without knowing decides nothing any more.
 */
final class MoveBook {

    private final MoveTable table;
    private final PlatformWork work;
    private final PlacementSettings settings;
    private final Clock clock;

    MoveBook(MoveTable table, PlatformWork work, PlacementSettings settings, Clock clock) {
        this.table = table;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    List<Move> due() {
        return work.read(() -> table.due(clock.instant()));
    }

    Optional<Move> take(UUID id, UUID holder) {
        return quietly(() -> table.take(id, holder));
    }

    Optional<Move> held(UUID id, UUID holder) {
        return quietly(() -> table.held(id, holder));
    }

    /** The move as it is now. */
    Move now(Move move) {
        return work.read(() -> table.find(move.id())).orElse(move);
    }

    Optional<String> placed(TenantId tenant) {
        return work.read(() -> table.placed(tenant));
    }

    boolean next(Turn turn, MoveState to) {
        return quietly(
                () -> table.advance(turn.move().id(), turn.holder(), turn.move().state(), to));
    }

    /** Leaves a tenant that could not be taken back where it is, until somebody says what is to become of it. */
    boolean stay(Turn turn, String error) {
        return quietly(() -> {
            boolean done =
                    table.advance(turn.move().id(), turn.holder(), turn.move().state(), MoveState.DEDICATED);
            if (done) {
                table.settleAfter(turn.move().id(), null);
                table.retry(turn.move().id(), turn.holder(), MoveState.DEDICATED, error, clock.instant());
            }
            return done;
        });
    }

    /** As {@link #next}, recorded, with what went wrong. */
    boolean next(Turn turn, MoveState to, @Nullable String error, DomainEvent event) {
        return work.write(change -> {
            boolean done =
                    table.advance(turn.move().id(), turn.holder(), turn.move().state(), to);
            if (done) {
                table.retry(turn.move().id(), turn.holder(), to, error, clock.instant());
                change.record(event, turn.move(), table.find(turn.move().id()).orElseThrow());
            } else {
                change.nothing();
            }
            return done;
        });
    }

    /** The move is over. */
    void finish(Turn turn, MoveState to, @Nullable DomainEvent event) {
        work.write(change -> {
            boolean done =
                    table.advance(turn.move().id(), turn.holder(), turn.move().state(), to);
            if (done) {
                table.finish(turn.move().id(), clock.instant());
            }
            if (done && event != null) {
                change.record(event, turn.move(), table.find(turn.move().id()).orElseThrow());
            } else {
                change.nothing();
            }
            return done;
        });
    }

    /** Writes down where the tenant works from now on; throws if that nano time has passed before. */
    void decideOut(Turn turn, List<TableCheck> tables, long deadline) {
        var move = turn.move();
        decide(turn, MoveState.SWITCHED, new TenantPromoted(move.tenant(), move.database()), deadline, () -> {
            table.switched(move.id(), tables, clock.instant());
            return table.place(move.tenant(), move.database(), true);
        });
    }

    /** The same for the way back. */
    void decideBack(Turn turn, List<TableCheck> tables, long deadline) {
        var move = turn.move();
        decide(turn, MoveState.RETURNED, new TenantFellBack(move.tenant(), move.database()), deadline, () -> {
            table.returned(move.id(), tables, clock.instant());
            return table.place(move.tenant(), null, false);
        });
    }

    private void decide(Turn turn, MoveState to, DomainEvent event, long deadline, Statement<Boolean> placing) {
        var move = turn.move();
        work.write(change -> {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the pause was over before it could be written down");
            }
            table.limitStatements(SwitchOver.left(deadline));
            table.holdTenant(move.tenant());
            if (!table.advance(move.id(), turn.holder(), move.state(), to) || !placing.run()) {
                throw new IllegalStateException("another process took over the move of tenant " + move.tenant());
            }
            table.limitStatements(SwitchOver.left(deadline));
            change.record(event, move, table.find(move.id()).orElseThrow());
            return true;
        });
    }

    /** Does what cannot be undone, while nobody else can take the move over or send it another way. */
    void whileHeld(Turn turn, Runnable deed) {
        quietly(() -> {
            if (table.held(turn.move().id(), turn.holder())
                    .filter(now -> now.state() == turn.move().state())
                    .isEmpty()) {
                throw new Superseded();
            }
            deed.run();
            return true;
        });
    }

    /** The same, whatever state the move is in. */
    void whileHeldInAnyState(Turn turn, Runnable deed) {
        quietly(() -> {
            if (table.held(turn.move().id(), turn.holder()).isEmpty()) {
                throw new Superseded();
            }
            deed.run();
            return true;
        });
    }

    /** The shared database's door, if it is there that the tenant belongs. */
    void openShared(Turn turn) {
        quietly(() -> {
            table.openShared(turn.move().tenant(), turn.move().id(), turn.holder());
            return true;
        });
    }

    void loseFallback(Turn turn, String why) {
        work.write(change -> {
            boolean lost = table.loseFallback(turn.move().id(), turn.holder(), why);
            if (lost) {
                change.record(new FallbackLost(turn.move().tenant(), why), null, null);
            } else {
                change.nothing();
            }
            return lost;
        });
    }

    /** Notes how far the copy is. */
    void copied(Turn turn, long bytes, long of) {
        if (!quietly(() -> table.copied(turn.move().id(), turn.holder(), bytes, of))) {
            throw new Superseded();
        }
    }

    /** Notes what was compared after the pause; other tables stay as they were noted. */
    void compared(Turn turn, List<TableCheck> late) {
        quietly(() -> {
            var now = table.held(turn.move().id(), turn.holder()).orElseThrow(Superseded::new);
            Map<String, TableCheck> all = new LinkedHashMap<>();
            now.tables().forEach(check -> all.put(check.table(), check));
            late.forEach(check -> all.put(check.table(), check));
            table.compared(now.id(), List.copyOf(all.values()));
            return true;
        });
    }

    void paused(Turn turn, boolean back, long millis) {
        quietly(() -> {
            table.paused(turn.move().id(), back, millis);
            return true;
        });
    }

    void settleAfterDays(Turn turn) {
        quietly(() -> {
            table.settleAfter(turn.move().id(), clock.instant().plus(Duration.ofDays(settings.settleAfterDays())));
            return true;
        });
    }

    boolean isTimeToSettle(Move move) {
        var due = move.settleAfter();
        return due != null && !clock.instant().isBefore(due);
    }

    /** Puts the next look off, with what went wrong, if anything did. */
    void lookAgain(Turn turn, @Nullable String error, Duration pause) {
        var at = clock.instant().plus(pause);
        quietly(() -> {
            table.retry(turn.move().id(), turn.holder(), turn.move().state(), error, at);
            return true;
        });
    }

    /** Gives a move up before the switch; false if it is in another state or somebody else holds it. */
    boolean giveUp(Turn turn, String error) {
        Instant now = clock.instant();
        return quietly(() -> {
            boolean given =
                    table.giveUp(turn.move().id(), turn.holder(), turn.move().state(), now);
            table.retry(turn.move().id(), turn.holder(), MoveState.UNDOING, error, now);
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
}
