package io.foodflow.notification.oncall;

import io.foodflow.notification.notifications.Recipients;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications/oncall")
@Tag(name = "On call", description = "Who is on call, and when")
final class ScheduleController {

    private static final String READ = "notification_oncall:read";
    private static final String WRITE = "notification_oncall:write";
    private static final Duration LONGEST_CALENDAR = Duration.ofDays(92);
    private static final Duration LONGEST_OVERRIDE = Duration.ofDays(366);

    private final Schedules schedules;
    private final Recipients recipients;

    ScheduleController(Schedules schedules, Recipients recipients) {
        this.schedules = schedules;
        this.recipients = recipients;
    }

    @GetMapping("/schedules")
    @RequiresPermission(READ)
    @Operation(summary = "List on-call schedules by name")
    Page<View> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return schedules.list(PageRequest.of(limit, cursor)).map(ScheduleController::view);
    }

    @GetMapping("/schedules/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get an on-call schedule")
    ResponseEntity<View> get(@PathVariable UUID id) {
        return tagged(schedules.find(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping("/schedules")
    @RequiresPermission(WRITE)
    @Operation(
            summary = "Make an on-call schedule",
            description =
                    "In each layer people take turns: rotation is daily, weekly or custom (shift_hours), from starts_on on,"
                            + " handed over at handover, a time in the schedule's zone. hours restrict a layer to parts of the"
                            + " week. A later layer counts above an earlier one where it has somebody.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> add(@RequestBody Draft request) {
        var fields = new ScheduleFields(recipients);
        var name = fields.name(request.name());
        var plan = fields.plan(request.zone(), request.layers());
        fields.check();
        var made = saved(schedules.add(name, plan));
        return ResponseEntity.created(URI.create("/notifications/oncall/schedules/" + made.id()))
                .eTag(Versions.tag(made.version()))
                .body(view(made));
    }

    @PutMapping("/schedules/{id}")
    @RequiresPermission(WRITE)
    @Operation(summary = "Replace an on-call schedule; those who stand in stay")
    ResponseEntity<View> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        var fields = new ScheduleFields(recipients);
        var name = fields.name(request.name());
        var plan = fields.plan(request.zone(), request.layers());
        fields.check();
        return tagged(saved(schedules.update(id, ifMatch, name, plan)));
    }

    @DeleteMapping("/schedules/{id}")
    @RequiresPermission(WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove an on-call schedule")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        requireRemoved(schedules.delete(id, ifMatch));
    }

    @GetMapping("/schedules/{id}/overrides")
    @RequiresPermission(READ)
    @Operation(summary = "List those who stand in at some time from from to to, up to 92 days, the newest last")
    Overrides overrides(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var time = time(from, to);
        if (schedules.find(id).isEmpty()) {
            throw unknown(id);
        }
        return new Overrides(schedules.standIns(id, time.from(), time.to()));
    }

    @PostMapping("/schedules/{id}/overrides")
    @RequiresPermission(WRITE)
    @Operation(
            summary = "Have somebody stand in for whoever is on call",
            description = "For up to 366 days. Of two at the same time the one that was made later counts.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<StandIn> standIn(@PathVariable UUID id, @RequestBody OverrideDraft request) {
        var fields = new ScheduleFields(recipients);
        var from = fields.moment("from", request.from());
        var to = fields.moment("to", request.to());
        fields.requireOrder(from, to, LONGEST_OVERRIDE);
        var person = request.userId();
        boolean isPerson = fields.isPerson("user_id", person);
        fields.check();
        if (!isPerson || person == null) {
            throw new IllegalStateException("a broken rule was not said");
        }
        var outcome = schedules.standIn(id, person, from, to);
        if (outcome instanceof Schedules.Outcome.StandsIn(var made)) {
            return ResponseEntity.created(
                            URI.create("/notifications/oncall/schedules/%s/overrides/%s".formatted(id, made.id())))
                    .body(made);
        }
        throw refused(outcome);
    }

    @DeleteMapping("/schedules/{id}/overrides/{override}")
    @RequiresPermission(WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Have somebody stand in no more")
    void endStandIn(@PathVariable UUID id, @PathVariable UUID override) {
        requireRemoved(schedules.endStandIn(id, override));
    }

    @GetMapping("/schedules/{id}/calendar")
    @RequiresPermission(READ)
    @Operation(
            summary = "Who is on call from from to to, up to 92 days",
            description = "Each moment is in a shift or in a gap, in which nobody is on call.")
    Calendar calendar(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var time = time(from, to);
        return schedules.calendar(id, time.from(), time.to()).orElseThrow(() -> unknown(id));
    }

    @GetMapping("/now")
    @RequiresPermission(READ)
    @Operation(summary = "Who is on call now, by the names of the schedules")
    Page<Schedules.Now> now(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return schedules.now(PageRequest.of(limit, cursor));
    }

    private record Time(Instant from, Instant to) {}

    private Time time(@Nullable Instant from, @Nullable Instant to) {
        var fields = new ScheduleFields(recipients);
        var time = new Time(fields.moment("from", from), fields.moment("to", to));
        fields.requireOrder(time.from(), time.to(), LONGEST_CALENDAR);
        fields.check();
        return time;
    }

    private static Schedule saved(Schedules.Outcome outcome) {
        if (outcome instanceof Schedules.Outcome.Saved(var schedule)) {
            return schedule;
        }
        throw refused(outcome);
    }

    private static void requireRemoved(Schedules.Outcome outcome) {
        if (!(outcome instanceof Schedules.Outcome.Removed)) {
            throw refused(outcome);
        }
    }

    private static ProblemException refused(Schedules.Outcome outcome) {
        return switch (outcome) {
            case Schedules.Outcome.Absent(var id) -> unknown(id);
            case Schedules.Outcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another schedule is called '%s'".formatted(name)));
            case Schedules.Outcome.TooMany(var most) ->
                new ProblemException(Problems.conflict(
                        "too-many-overrides",
                        "Too many overrides",
                        "a schedule has up to %d that have not ended; change its layers instead".formatted(most)));
            case Schedules.Outcome.Saved _, Schedules.Outcome.StandsIn _, Schedules.Outcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("schedule", id));
    }

    private static ResponseEntity<View> tagged(Schedule schedule) {
        return ResponseEntity.ok().eTag(Versions.tag(schedule.version())).body(view(schedule));
    }

    private static View view(Schedule schedule) {
        return new View(
                schedule.id(),
                schedule.name(),
                schedule.plan().zone().getId(),
                schedule.plan().layers().stream().map(ScheduleController::view).toList(),
                schedule.createdBy(),
                schedule.createdAt(),
                schedule.updatedAt(),
                schedule.version());
    }

    private static LayerView view(Layer layer) {
        return new LayerView(
                layer.name(),
                layer.people(),
                layer.rotation().text(),
                layer.rotation() == Rotation.CUSTOM ? layer.shiftHours() : null,
                layer.startsOn().toString(),
                layer.handover().toString(),
                layer.endsOn() == null ? null : layer.endsOn().toString(),
                layer.hours().stream()
                        .map(hours -> new HoursView(
                                hours.weekdays().stream()
                                        .sorted()
                                        .map(DayOfWeek::name)
                                        .map(day -> day.toLowerCase(Locale.ROOT))
                                        .toList(),
                                hours.from().toString(),
                                hours.to().toString()))
                        .toList());
    }

    /** A schedule as it is read. */
    record View(
            UUID id,
            String name,
            String zone,
            List<LayerView> layers,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        View {
            layers = List.copyOf(layers);
        }
    }

    /** A schedule to be. */
    record Draft(
            @Nullable String name,
            @Nullable String zone,
            @Nullable List<@Nullable LayerView> layers) {}

    /** A layer as it is written and read. */
    record LayerView(
            @Nullable String name,
            @Nullable List<UUID> people,
            @Nullable String rotation,
            @Nullable Integer shiftHours,
            @Nullable String startsOn,
            @Nullable String handover,
            @Nullable String endsOn,
            @Nullable List<HoursView> hours) {}

    /** Hours of some days of the week. */
    record HoursView(
            @Nullable List<String> weekdays,
            @Nullable String from,
            @Nullable String to) {}

    /** Somebody who is to stand in. */
    record OverrideDraft(
            @Nullable UUID userId,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Those who stand in. */
    record Overrides(List<StandIn> items) {
        Overrides {
            items = List.copyOf(items);
        }
    }
}
