package io.foodflow.foodgraph.trace;

import io.foodflow.foodgraph.trace.TraceAnswer.TracedEdge;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a signature on a trace report is of, member by member and in an order of its own. The form is kept as it is when answers
 * grow: signatures would read as of another report otherwise. Whoever needs other members makes another form, and keeps this one
 * for what was signed by it.
 */
final class SignedTrace {

    static final String FORM = "trace_report v1";

    private SignedTrace() {}

    static Map<String, Object> content(String question, List<TraceAnswer> answers) {
        var content = new TreeMap<String, Object>();
        content.put("form", FORM);
        content.put("question", question);
        answers.forEach(answer -> content.put(answer.direction(), content(answer)));
        return content;
    }

    private static Map<String, Object> content(TraceAnswer answer) {
        var content = new TreeMap<String, Object>();
        content.put("mode", answer.mode());
        content.put("start", answer.start().id().toString());
        content.put(
                "nodes",
                answer.nodes().stream()
                        .sorted(Comparator.comparing(TracedNode::id))
                        .map(SignedTrace::content)
                        .toList());
        content.put(
                "edges",
                answer.edges().stream()
                        .sorted(Comparator.comparing(TracedEdge::id))
                        .map(SignedTrace::content)
                        .toList());
        return content;
    }

    private static Map<String, Object> content(TracedNode node) {
        var content = new TreeMap<String, Object>();
        content.put("id", node.id().toString());
        content.put("kind", node.kind().word());
        content.put("key", node.key());
        content.put("name", node.name());
        content.put("lot_code", node.lotCode());
        content.put("gtin", node.gtin());
        content.put("product_name", node.productName());
        content.put("location_name", node.locationName());
        content.put("state", node.state());
        content.put("quantity", node.quantity());
        content.put("unit", node.unit());
        content.put("depth", node.depth());
        content.put("arrived_at", text(node.arrivedAt()));
        return known(content);
    }

    private static Map<String, Object> content(TracedEdge edge) {
        var content = new TreeMap<String, Object>();
        content.put("id", edge.id().toString());
        content.put("from", edge.from().toString());
        content.put("to", edge.to().toString());
        content.put("kind", edge.kind().name());
        content.put("time", edge.time().toString());
        content.put("quantity", edge.quantity());
        content.put("unit", edge.unit());
        return known(content);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Map<String, Object> known(Map<String, Object> content) {
        content.values().removeIf(value -> value == null);
        return content;
    }
}
