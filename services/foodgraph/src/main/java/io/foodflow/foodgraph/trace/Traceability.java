package io.foodflow.foodgraph.trace;

import io.foodflow.engine.epcis.gs1.Gs1Parse;
import io.foodflow.engine.traceability.Completion;
import io.foodflow.engine.traceability.Trace;
import io.foodflow.engine.traceability.TraceEdge;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.engine.traceability.TraceQuery;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.graph.Sight;
import io.foodflow.foodgraph.graph.Sights;
import io.foodflow.foodgraph.trace.TraceAnswer.KindCount;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import io.foodflow.foodgraph.trace.TraceTable.Start;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Answers where a thing went and what it came from: the traversal in memory, the facts from the tables. */
final class Traceability {

    /** Relationships a search looks at before it gives up; a guard against a graph nobody can read anyway. */
    private static final long WORK_LIMIT = 200_000_000L;

    private static final int EDGES_RETURNED = 20_000;

    private final UnitOfWork work;
    private final TenantGraphs graphs;
    private final Sights sights;
    private final TraceTable table;

    Traceability(UnitOfWork work, TenantGraphs graphs, Sights sights, TraceTable table) {
        this.work = work;
        this.graphs = graphs;
        this.sights = sights;
        this.table = table;
    }

    /** The answer; a problem where nothing, or more than one thing, has the name asked for. */
    TraceAnswer trace(TraceQuestion question) {
        var asked = work.readSnapshot(() -> {
            var sight = sights.of("trace:read");
            return new Asked(sight, start(question, sight));
        });
        var start = asked.start();
        var query = TraceQuery.of(question.direction(), start.no())
                .within(question.window())
                .edgeKinds(question.kinds())
                .terminalNodeKinds(NodeKind.terminal())
                .mode(question.mode())
                .nodeLimit(question.limit())
                .edgeLimit(EDGES_RETURNED)
                .workLimit(WORK_LIMIT);
        if (question.depth() != null) {
            query = query.depthLimit(question.depth());
        }
        TraceGraph graph;
        switch (asked.sight()) {
            case Sight.All _ -> graph = graphs.current();
            case Sight.AtPlaces(var sites, var places) -> {
                var part = graphs.current(places);
                graph = part.graph();
                query = query.seeing(part.nodes(), RelationshipKind.flow());
            }
        }
        long begun = System.nanoTime();
        var trace = graph.trace(query);
        double elapsedMs = (System.nanoTime() - begun) / 1e6;
        return work.readSnapshot(() -> answer(question, asked.sight(), trace, elapsedMs));
    }

    private record Asked(Sight sight, Start start) {}

    private TraceAnswer answer(TraceQuestion question, Sight sight, Trace trace, double elapsedMs) {
        var numbers = trace.edges().stream().map(TraceEdge::no).toList();
        var parents = trace.nodes().stream()
                .filter(node -> !node.isStart())
                .map(node -> node.parentEdge())
                .toList();
        var byNumber = table.nodes(trace.nodes(), table.edgeIds(parents), sight);
        var nodes = List.copyOf(byNumber.values());
        var edges = table.edges(numbers, sight);
        var summary = new TraceAnswer.Summary(
                trace.nodesReached(),
                trace.edgesReached(),
                nodes.size(),
                edges.size(),
                trace.truncated() || trace.completion() != Completion.COMPLETE,
                trace.maxDepth(),
                instant(trace.firstTimeMillis()),
                instant(trace.lastTimeMillis()),
                Arrays.stream(NodeKind.values())
                        .map(kind -> new KindCount(kind, trace.nodesOfKind(kind.code())))
                        .filter(count -> count.nodes() > 0)
                        .toList(),
                Math.round(elapsedMs * 1000) / 1000.0);
        return new TraceAnswer(
                question.direction().name().toLowerCase(Locale.ROOT),
                question.mode().name().toLowerCase(Locale.ROOT),
                nodes.getFirst(),
                summary,
                nodes,
                edges,
                sight instanceof Sight.All ? null : outside(trace, byNumber));
    }

    private static List<TraceAnswer.Beyond> outside(Trace trace, Map<Integer, TracedNode> nodes) {
        var beyond = new ArrayList<TraceAnswer.Beyond>();
        for (int i = 0; i < trace.nodes().size(); i++) {
            var node = nodes.get(trace.nodes().get(i).no());
            if (node != null && trace.edgesBeyond(i) > 0) {
                beyond.add(new TraceAnswer.Beyond(node.id(), trace.edgesBeyond(i)));
            }
        }
        return beyond;
    }

    private Start start(TraceQuestion question, Sight sight) {
        if (question.nodeId() != null) {
            return only("node", question.nodeId(), table.byId(question.nodeId(), sight));
        }
        if (question.epc() != null) {
            var key = key(question.epc());
            return only("item", question.epc(), table.byKey(key, sight));
        }
        var lot = Objects.requireNonNull(question.lot()).trim();
        return only("lot", lot, table.byLot(lot, sight));
    }

    private static String key(String epc) {
        return switch (Gs1Parse.of(epc.trim())) {
            case Gs1Parse.Recognised(var key) -> key.canonical();
            case Gs1Parse.Other(var uri) -> uri;
            case Gs1Parse.Invalid(var rule, var ai, var reason) ->
                throw new ProblemException(Problems.invalid(
                        "epc", rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), reason));
        };
    }

    private static Start only(String kind, Object asked, List<Start> found) {
        if (found.isEmpty()) {
            throw new ProblemException(Problems.notFound(kind, asked));
        }
        if (found.size() > 1) {
            throw new ProblemException(Problem.of(
                            409,
                            "ambiguous-lot",
                            "Ambiguous lot",
                            "%d lots have the code '%s'; choose one of the candidates by its id or its key"
                                    .formatted(found.size(), asked))
                    .with(
                            "candidates",
                            found.stream().map(Traceability::candidate).toList()));
        }
        return found.getFirst();
    }

    private static Map<String, Object> candidate(Start start) {
        var candidate = new LinkedHashMap<String, Object>();
        candidate.put("id", start.id());
        candidate.put("kind", start.kind());
        candidate.put("key", start.key());
        candidate.put("name", start.name() == null ? String.valueOf(start.productName()) : start.name());
        return candidate;
    }

    private static @Nullable Instant instant(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }
}
