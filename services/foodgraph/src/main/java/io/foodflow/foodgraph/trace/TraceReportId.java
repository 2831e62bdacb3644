package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.trace.TraceQuestion.Parameters;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question of a trace report, in one spelling: the same question has the same id.
 *
 * @param ways {@code backward}, {@code forward}, or both in this order
 * @param depth relationships to follow at most; null for no limit
 * @param everyTime whether relationships count that lead back in time
 * @param kinds of relationships that are followed, sorted; none for the usual ones
 */
record TraceReportId(
        List<Direction> ways, UUID node, @Nullable Integer depth, boolean everyTime, List<String> kinds) {

    /** Nodes of each direction that a report may have; more than anybody reads, and less than a browser can draw. */
    static final int MOST_NODES = 5_000;

    private static final Pattern FORM = Pattern.compile("(both|backward|forward):"
            + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
            + "(?:;depth=([1-9][0-9]{0,3}|10000))?(;mode=all)?(?:;kinds=([A-Z_]+(?:,[A-Z_]+)*))?");

    TraceReportId {
        ways = List.copyOf(ways);
        kinds = List.copyOf(kinds);
    }

    /** Reads an id; 404 for what is none, as for a report of nothing. */
    static TraceReportId parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new ProblemException(Problems.notFound("trace report", text));
        }
        var kinds = Optional.ofNullable(match.group(5)).map(list -> List.of(list.split(",", -1)));
        var depth = match.group(3);
        var id = new TraceReportId(
                ways(Objects.requireNonNull(match.group(1))),
                UUID.fromString(match.group(2)),
                depth == null ? null : Integer.valueOf(depth),
                match.group(4) != null,
                kinds.orElseGet(List::of));
        if (!id.kinds().equals(id.kinds().stream().distinct().sorted().toList())
                || !id.kinds().stream().allMatch(TraceReportId::isKind)) {
            throw new ProblemException(Problems.notFound("trace report", text));
        }
        return id;
    }

    private static List<Direction> ways(String word) {
        return switch (word) {
            case "backward" -> List.of(Direction.BACKWARD);
            case "forward" -> List.of(Direction.FORWARD);
            default -> List.of(Direction.BACKWARD, Direction.FORWARD);
        };
    }

    private static boolean isKind(String name) {
        for (var kind : RelationshipKind.values()) {
            if (kind.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** What is asked in each direction. */
    List<TraceQuestion> questions() {
        var questions = new ArrayList<TraceQuestion>();
        for (var way : ways) {
            questions.add(TraceQuestion.of(
                    way,
                    new Parameters(
                            node,
                            null,
                            null,
                            depth,
                            null,
                            null,
                            kinds.isEmpty() ? null : kinds,
                            everyTime ? "all" : null,
                            MOST_NODES)));
        }
        return questions;
    }
}
