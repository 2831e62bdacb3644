package io.foodflow.foodgraph.trace;

import io.foodflow.foodgraph.api.TraceReportApi;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.signing.SignableRecords;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Traces as they can be signed: the answers in each direction, in an order of their own, without how long they took and without
 * the one of several equal ways that a search happened to find. Only whole ones. Thread-safe.
 */
final class TraceReports implements TraceReportApi {

    private final Traceability traceability;

    TraceReports(Traceability traceability) {
        this.traceability = traceability;
    }

    @Override
    public SignableRecord record(String id) {
        SignableRecords.requireEverywhere(permission());
        var answers = TraceReportId.parse(id).questions().stream()
                .map(traceability::trace)
                .toList();
        if (answers.stream().anyMatch(answer -> answer.summary().truncated())) {
            throw new ProblemException(Problems.conflict(
                    "report-too-large",
                    "Report too large",
                    "a report that is signed must be whole, and this one has more than %d things or relationships in one direction; follow fewer steps"
                            .formatted(TraceReportId.MOST_NODES)));
        }
        var start = answers.getFirst().start();
        return new SignableRecord(type(), id, null, title(start), facts(answers), SignedTrace.content(id, answers));
    }

    private static String title(TracedNode start) {
        var name = Stream.of(start.lotCode(), start.name(), start.key())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return start.productName() == null ? name : "%s · %s".formatted(name, start.productName());
    }

    private static Map<String, Object> facts(List<TraceAnswer> answers) {
        var facts = new LinkedHashMap<String, Object>();
        for (var answer : answers) {
            facts.put(answer.direction() + "_things", answer.summary().nodes());
            facts.put(answer.direction() + "_relationships", answer.summary().edges());
        }
        add(facts, "first_time", times(answers, summary -> summary.firstTime()).min(Comparator.naturalOrder()));
        add(facts, "last_time", times(answers, summary -> summary.lastTime()).max(Comparator.naturalOrder()));
        return facts;
    }

    private static Stream<Instant> times(
            List<TraceAnswer> answers, Function<TraceAnswer.Summary, @Nullable Instant> time) {
        var times = new ArrayList<Instant>();
        for (var answer : answers) {
            var found = time.apply(answer.summary());
            if (found != null) {
                times.add(found);
            }
        }
        return times.stream();
    }

    private static void add(Map<String, Object> facts, String name, Optional<Instant> time) {
        time.ifPresent(found -> facts.put(name, found.toString()));
    }
}
