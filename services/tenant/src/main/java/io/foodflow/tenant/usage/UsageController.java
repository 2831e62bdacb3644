package io.foodflow.tenant.usage;

import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.usage.TenantUsage.PeriodView;
import io.foodflow.tenant.usage.TenantUsage.Recorded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/usage")
@Tag(name = "Usage", description = "What a tenant uses of what its plan allows")
final class UsageController {

    private static final int LONGEST_ID = 100;
    private static final long MOST_AT_ONCE = 1_000_000_000_000L;
    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2100;

    private final TenantUsage usage;
    private final Clock clock;

    UsageController(TenantUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission("tenant:read")
    @Operation(
            summary = "Get what a tenant has used in a calendar month (UTC)",
            description = "period as 2026-11, this month unless given. Metered from events, moments after they happen.")
    PeriodView get(@PathVariable UUID id, @RequestParam(required = false) @Nullable String period) {
        var tenant = Reach.toRead(id);
        return usage.of(tenant, period == null ? thisMonth() : month(period));
    }

    @PostMapping
    @RequiresPermission("usage:record")
    @ApiResponse(
            responseCode = "201",
            description = "Counted now",
            content = @Content(schema = @Schema(implementation = Counted.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Counted before under that id",
            content = @Content(schema = @Schema(implementation = Counted.class)))
    @Operation(
            summary = "Recording usage that happened elsewhere",
            description =
                    "id is the caller's own: what is sent again under it counts once (200), something else is refused"
                            + " (409). metric is one that counts by the month: what is there now the platform counts itself."
                            + " quantity is up to 10^12; at is in this month or the last one.")
    ResponseEntity<Counted> record(@PathVariable UUID id, @RequestBody Recording request) {
        var tenant = Reach.toChange(id);
        var fields = new Fields();
        var own = fields.line("id", request.id(), LONGEST_ID);
        var metric = metric(fields, request.metric());
        var quantity = request.quantity();
        if (quantity == null || quantity < 1 || quantity > MOST_AT_ONCE) {
            fields.add("quantity", "range", "quantity must be 1 to %d, was %d".formatted(MOST_AT_ONCE, quantity));
        }
        var at = request.at() == null ? clock.instant() : request.at();
        if (at.isBefore(begin(thisMonth().minusMonths(1)))
                || !at.isBefore(begin(thisMonth().plusMonths(1)))) {
            fields.add("at", "range", "at must be in this month or the last one, was %s".formatted(at));
        }
        fields.check();
        return switch (usage.record(tenant, own, metric, quantity == null ? 1 : quantity, at)) {
            case Recorded.Counted counted ->
                ResponseEntity.status(counted.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                        .body(new Counted(
                                counted.id(), counted.metric(), counted.quantity(), counted.period(), counted.used()));
            case Recorded.IdTaken(var taken) ->
                throw new ProblemException(Problems.conflict(
                        "usage-id-reused",
                        "Usage id reused",
                        "something else was recorded under the id '%s'; choose a new one for each record"
                                .formatted(taken)));
        };
    }

    private static Metric metric(Fields fields, @Nullable String value) {
        return Metric.of(value).filter(Metric::monthly).orElseGet(() -> {
            fields.add(
                    "metric",
                    "vocabulary",
                    "metric must be one of %s, was '%s'"
                            .formatted(
                                    Arrays.stream(Metric.values())
                                            .filter(Metric::monthly)
                                            .map(Metric::text)
                                            .toList(),
                                    Fields.quoted(value)));
            return Metric.EVENTS;
        });
    }

    private YearMonth thisMonth() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    private static YearMonth month(String text) {
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR) {
                return month;
            }
        } catch (DateTimeParseException e) { // answered as any other that is none
        }
        throw new ProblemException(Problems.invalid(
                "period",
                "month",
                "period must be a month of the years %d to %d, as 2026-11, was '%s'"
                        .formatted(FIRST_YEAR, LAST_YEAR, Fields.quoted(text))));
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Usage to record. */
    record Recording(
            @Nullable String id,
            @Nullable String metric,
            @Nullable Long quantity,
            @Nullable Instant at) {}

    /** Recorded usage, and what is used in its period with it. */
    record Counted(String id, String metric, long quantity, String period, long used) {}
}
