package io.foodflow.platform.placement;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.SessionLock;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.jobs.Errands;
import io.foodflow.platform.tenancy.TenantDatabases;
import io.foodflow.platform.tenancy.Tenants;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves tenants between the shared database and one of their own. Where a move stands is a row; any process takes up what
 * another left, under a lock of the database that ends with its connection, and enters itself as the move's holder before it
 * does anything else. The {@linkplain MoveSteps steps} are taken here, and what becomes of one that failed is decided here.
 *
 * <p>When the process ends its moves come to an end first: a switch is finished or called off, a copy is broken off and begun
 * anew by the next process.
 */
public final class Mover extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(Mover.class);
    private static final int ATTEMPTS_TO_COPY = 5;
    private static final int ATTEMPTS_TO_SWITCH = 50;
    private static final int MOST_DOUBLINGS = 9;
    private static final int MOST_DOUBLINGS_BEFORE_A_DOOR = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration BESIDE_THE_PAUSE = Duration.ofSeconds(6);
    private static final Duration BEFORE_A_DOOR = Duration.ofMillis(200);

    private final MoveBook book;
    private final MoveSteps steps;
    private final PlatformSchema shared;
    private final Tenants tenants;
    private final PlacementSettings settings;
    private final Semaphore wakes = new Semaphore(1);
    private final Errands atWork = new Errands("move");

    Mover(MoveBook book, MoveSteps steps, PlatformSchema shared, Tenants tenants, PlacementSettings settings) {
        super("mover", Duration.ofMillis(2L * settings.pauseMillis()).plus(BESIDE_THE_PAUSE));
        this.book = book;
        this.steps = steps;
        this.shared = shared;
        this.tenants = tenants;
        this.settings = settings;
    }

    /** Has the next look taken now. */
    public void wake() {
        wakes.release();
    }

    @Override
    protected void beginning() {
        atWork.resume();
    }

    @Override
    protected void round() throws InterruptedException {
        if (wakes.tryAcquire(settings.retryMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
        for (var move : book.due()) {
            atWork.begin(move.id(), () -> alone(move));
        }
    }

    @Override
    protected void ending(Duration limit) {
        atWork.end(limit); // half of it is longer than a pause: a door that is closed is opened first
    }

    private void alone(Move move) {
        var key = TenantDatabases.moveLock(move.tenant());
        try {
            SessionLock.unlessTaken(
                    () -> shared.server().administer(key),
                    key,
                    () -> CallContext.platform("placement", null).run(() -> goOn(move.id())));
        } catch (RuntimeException e) {
            log.warn("cannot work on the move of tenant {}: {}", move.tenant(), e.toString());
        }
    }

    /** Goes from state to state as long as it can. */
    private void goOn(UUID id) {
        var holder = UUID.randomUUID();
        boolean moved = true;
        for (boolean taken = false; moved && !atWork.areEnding(); taken = true) {
            var move = (taken ? book.held(id, holder) : book.take(id, holder)).orElse(null);
            var tenant = move == null ? null : tenants.find(move.tenant()).orElse(null);
            moved = move != null && tenant != null && attempt(new Turn(move, tenant, holder));
        }
    }

    private boolean attempt(Turn turn) {
        var slug = turn.tenant().slug();
        try {
            return steps.advance(turn);
        } catch (Superseded e) {
            log.info("the move of {} goes another way, or another process has it", slug);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SwitchRefused | DoorLeftClosed | SQLException | RuntimeException e) {
            if (atWork.areEnding()) {
                log.info("the move of {} is broken off: this process ends ({})", slug, e.toString());
                return false;
            }
            return failed(turn, e);
        }
    }

    private boolean failed(Turn turn, Exception e) {
        var slug = turn.tenant().slug();
        return switch (e) {
            case SwitchRefused refused -> {
                log.info("the switch of {} was called off: {}", slug, e.getMessage());
                yield refused(turn, refused);
            }
            case DoorLeftClosed _ -> {
                var error = String.valueOf(e.getMessage());
                if (!error.equals(turn.move().error())) {
                    log.warn("the door of {} may be closed: it is opened as soon as that can be done", slug, e);
                }
                yield opened(turn, error);
            }
            default -> {
                if (turn.move().attempts() == 0) {
                    log.warn(
                            "the move of {} failed in state {}, to be tried again",
                            slug,
                            turn.move().state(),
                            e);
                } else {
                    log.warn(
                            "the move of {} failed again in state {}: {}",
                            slug,
                            turn.move().state(),
                            e.toString());
                }
                yield later(turn, e.toString());
            }
        };
    }

    /**
     * Whatever was decided, the tenant is let in where it belongs before anything is tried again; while that cannot be done it is
     * looked at again and again, which is no attempt.
     */
    private boolean opened(Turn before, String error) {
        try {
            steps.open(before);
        } catch (SQLException | RuntimeException e) {
            var move = book.now(before.move());
            var turn = new Turn(move, before.tenant(), before.holder());
            book.lookAgain(turn, error.equals(move.error()) ? null : error, Duration.ofMillis(settings.retryMillis()));
            return false;
        }
        return later(before, error);
    }

    /** Copies that differ are not switched to: before the switch the move is given up, after it the tenant stays. */
    private boolean refused(Turn turn, SwitchRefused why) {
        var message = String.valueOf(why.getMessage());
        if (why.isForGood() && turn.move().state() == MoveState.FALLING_BACK) {
            book.loseFallback(turn, message);
            return book.next(turn, MoveState.DEDICATED);
        }
        if (why.isForGood() && turn.move().state() == MoveState.FOLLOWING) {
            return book.giveUp(turn, message);
        }
        return later(turn, message);
    }

    private boolean later(Turn before, String error) {
        var move = book.now(before.move());
        var turn = new Turn(move, before.tenant(), before.holder());
        return switch (move.state()) {
            case SWITCHED, RETURNED, DROPPING -> atOnce(turn, error, move.attempts());
            case COPYING -> orElse(turn, error, ATTEMPTS_TO_COPY, () -> book.giveUp(turn, error));
            case FOLLOWING -> orElse(turn, error, ATTEMPTS_TO_SWITCH, () -> book.giveUp(turn, error));
            case FALLING_BACK -> orElse(turn, error, ATTEMPTS_TO_SWITCH, () -> book.stay(turn, error));
            case DEDICATED, KEPT, SETTLING, UNDOING, SETTLED, FALLEN_BACK, UNDONE ->
                orElse(turn, error, Integer.MAX_VALUE, () -> false);
        };
    }

    private interface WayOut {
        boolean take();
    }

    /** Tries again after a while, or takes the way out after so many attempts. */
    private boolean orElse(Turn turn, String error, int most, WayOut out) {
        int attempts = turn.move().attempts();
        if (attempts + 1 >= most) {
            return out.take();
        }
        var pause = Duration.ofMillis(settings.retryMillis()).multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        book.lookAgain(turn, error, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return false;
    }

    /** It is decided where the tenant works, but its door may be closed yet. */
    private boolean atOnce(Turn turn, String error, int attempts) {
        book.lookAgain(turn, error, Duration.ZERO);
        try {
            Thread.sleep(BEFORE_A_DOOR.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS_BEFORE_A_DOOR)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }
}
