package io.foodflow.notification.oncall;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The on-call schedules of the current tenant. Thread-safe. */
final class Schedules {

    /** Those that have not ended, of one schedule. */
    static final int MOST_STAND_INS = 500;

    private static final int MOST_SHOWN = 2_000;
    private static final Duration AHEAD = Duration.ofDays(8);

    private final ScheduleRepository repository;
    private final UnitOfWork work;
    private final Clock clock;

    Schedules(ScheduleRepository repository, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.work = work;
        this.clock = clock;
    }

    /** What came of a change. */
    sealed interface Outcome {

        record Saved(Schedule schedule) implements Outcome {}

        record StandsIn(StandIn standIn) implements Outcome {}

        record Removed() implements Outcome {}

        record Absent(UUID id) implements Outcome {}

        record NameTaken(String name) implements Outcome {}

        record TooMany(int most) implements Outcome {}
    }

    /** Schedules by name. */
    Page<Schedule> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, schedule -> Cursor.after(schedule.name()));
    }

    Optional<Schedule> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    Outcome add(String name, Plan plan) {
        try {
            return work.write(change -> {
                var id = UuidCreator.getTimeOrderedEpoch();
                repository.insert(id, name, plan, actor(), clock.instant());
                var made = repository.find(id).orElseThrow();
                change.record(new OnCallScheduleAdded(id, name), null, made);
                return new Outcome.Saved(made);
            });
        } catch (DuplicateKeyException e) {
            return new Outcome.NameTaken(name);
        }
    }

    Outcome update(UUID id, @Nullable String ifMatch, String name, Plan plan) {
        try {
            return work.write(change -> changing(id, change, before -> {
                Versions.requireMatch(ifMatch, before.version());
                repository.update(id, name, plan, clock.instant());
                var after = repository.find(id).orElseThrow();
                change.record(new OnCallScheduleUpdated(id, name), before, after);
                return new Outcome.Saved(after);
            }));
        } catch (DuplicateKeyException e) {
            return new Outcome.NameTaken(name);
        }
    }

    Outcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> changing(id, change, before -> {
            Versions.requireMatch(ifMatch, before.version());
            repository.delete(id);
            change.record(new OnCallScheduleRemoved(id, before.name()), before, null);
            return new Outcome.Removed();
        }));
    }

    /** Has somebody stand in. */
    Outcome standIn(UUID schedule, UUID user, Instant from, Instant to) {
        return work.write(change -> changing(schedule, change, held -> {
            if (repository.countStandIns(schedule, clock.instant()) >= MOST_STAND_INS) {
                change.nothing();
                return new Outcome.TooMany(MOST_STAND_INS);
            }
            var made = new StandIn(UuidCreator.getTimeOrderedEpoch(), user, from, to, actor(), clock.instant());
            repository.insert(schedule, made);
            var kept = repository.standIn(schedule, made.id()).orElseThrow();
            change.record(new OnCallOverrideAdded(schedule, kept.id(), user, kept.from(), kept.to()), null, kept);
            return new Outcome.StandsIn(kept);
        }));
    }

    Outcome endStandIn(UUID schedule, UUID id) {
        return work.write(change -> changing(schedule, change, held -> {
            var before = repository.standIn(schedule, id);
            if (before.isEmpty()) {
                change.nothing();
                return new Outcome.Absent(id);
            }
            var gone = before.get();
            repository.deleteStandIn(id);
            change.record(new OnCallOverrideRemoved(schedule, id, gone.userId(), gone.from(), gone.to()), gone, null);
            return new Outcome.Removed();
        }));
    }

    /** Those who stand in at some time of these, the newest last. */
    List<StandIn> standIns(UUID schedule, Instant from, Instant to) {
        return work.read(() -> repository.standIns(schedule, from, to, MOST_SHOWN));
    }

    /** Who is on call in that time; empty if there is no such schedule. */
    Optional<Calendar> calendar(UUID id, Instant from, Instant to) {
        return work.readSnapshot(() -> repository.find(id).map(schedule -> calendar(schedule, from, to)));
    }

    /**
     * Somebody on call, or nobody.
     *
     * @param until when that ends; null where it does not within eight days
     */
    record Now(
            UUID scheduleId,
            String name,
            @Nullable UUID userId,
            @Nullable Instant until) {}

    /** Who is on call now, by the names of the schedules. */
    Page<Now> now(PageRequest request) {
        var now = clock.instant();
        var rows = work.readSnapshot(() -> repository.list(request.after().orElse(""), request.fetch()).stream()
                .map(schedule -> now(schedule, calendar(schedule, now, now.plus(AHEAD))))
                .toList());
        return Page.of(rows, request, one -> Cursor.after(one.name()));
    }

    private Calendar calendar(Schedule schedule, Instant from, Instant to) {
        return Turns.calendar(schedule.plan(), repository.standIns(schedule.id(), from, to, MOST_SHOWN), from, to);
    }

    private static Now now(Schedule schedule, Calendar calendar) {
        var shift = calendar.shifts().stream()
                .filter(one -> one.from().equals(calendar.from()))
                .findFirst();
        var until = shift.map(Calendar.Shift::to)
                .orElseGet(() -> calendar.gaps().getFirst().to());
        return new Now(
                schedule.id(),
                schedule.name(),
                shift.map(Calendar.Shift::userId).orElse(null),
                until.equals(calendar.to()) ? null : until);
    }

    private Outcome changing(UUID id, Change change, Function<Schedule, Outcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            change.nothing();
            return new Outcome.Absent(id);
        }
        return operation.apply(found.get());
    }

    private static String actor() {
        return CallContext.current().actor().name();
    }
}
