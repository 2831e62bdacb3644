package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.KindSet;
import io.foodflow.engine.traceability.TimeWindow;
import io.foodflow.engine.traceability.TraceMode;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is asked, checked. Exactly one of {@code nodeId}, {@code lot} and {@code epc} says where it begins.
 *
 * @param depth relationships to follow at most; null for no limit
 * @param limit nodes to return at most
 */
record TraceQuestion(
        Direction direction,
        @Nullable UUID nodeId,
        @Nullable String lot,
        @Nullable String epc,
        @Nullable Integer depth,
        TimeWindow window,
        KindSet kinds,
        TraceMode mode,
        int limit) {

    private static final int DEEPEST = 10_000;
    private static final int LARGEST_LIMIT = 5_000;
    private static final int DEFAULT_LIMIT = 500;

    /** The query's parameters as they came. */
    record Parameters(
            @Nullable UUID nodeId,
            @Nullable String lot,
            @Nullable String epc,
            @Nullable Integer depth,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable List<String> kinds,
            @Nullable String mode,
            @Nullable Integer limit) {}

    /** Checks the parameters; one problem names all that is wrong with them. */
    static TraceQuestion of(Direction direction, Parameters p) {
        var errors = new ArrayList<FieldError>();
        long starts = Stream.of(p.nodeId(), p.lot(), p.epc())
                .filter(start -> start != null && !start.toString().isBlank())
                .count();
        if (starts != 1) {
            errors.add(new FieldError(
                    "lot",
                    "one-start",
                    "exactly one of node_id, lot and epc must say where the trace begins, %d do".formatted(starts)));
        }
        range(errors, "depth", p.depth(), DEEPEST);
        range(errors, "limit", p.limit(), LARGEST_LIMIT);
        if (p.from() != null && p.to() != null && p.from().isAfter(p.to())) {
            errors.add(new FieldError(
                    "to", "time-order", "to must not be before from, was %s before %s".formatted(p.to(), p.from())));
        }
        var kinds = kinds(errors, p.kinds());
        var mode = mode(errors, p.mode());
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.invalid(errors));
        }
        return new TraceQuestion(
                direction,
                p.nodeId(),
                p.lot(),
                p.epc(),
                p.depth(),
                new TimeWindow(
                        p.from() == null ? Long.MIN_VALUE : p.from().toEpochMilli(),
                        p.to() == null ? Long.MAX_VALUE : p.to().toEpochMilli()),
                kinds,
                mode,
                p.limit() == null ? DEFAULT_LIMIT : p.limit());
    }

    private static void range(List<FieldError> errors, String name, @Nullable Integer value, int largest) {
        if (value != null && (value < 1 || value > largest)) {
            errors.add(new FieldError(name, "range", "%s must be 1..%d, was %d".formatted(name, largest, value)));
        }
    }

    private static KindSet kinds(List<FieldError> errors, @Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return RelationshipKind.flow();
        }
        try {
            return KindSet.of(names.stream()
                    .map(String::trim)
                    .mapToInt(name -> RelationshipKind.parse(name).code())
                    .toArray());
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("kinds", "vocabulary", String.valueOf(e.getMessage())));
            return KindSet.NONE;
        }
    }

    private static TraceMode mode(List<FieldError> errors, @Nullable String word) {
        if (word == null || word.isBlank()) {
            return TraceMode.TIME_RESPECTING;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "time_respecting" -> TraceMode.TIME_RESPECTING;
            case "all" -> TraceMode.ALL;
            default -> {
                errors.add(new FieldError(
                        "mode", "vocabulary", "mode must be time_respecting or all, was '%s'".formatted(word)));
                yield TraceMode.ALL;
            }
        };
    }
}
