package io.foodflow.foodgraph.graph;

import io.foodflow.foodgraph.api.NodeRecordApi;
import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.signing.SignableRecords;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nodes as they can be signed: what {@code GET /graph/nodes/{id}} tells. Thread-safe. */
final class NodeRecords implements NodeRecordApi {

    private final Nodes nodes;

    NodeRecords(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public SignableRecord record(String id) {
        SignableRecords.requireEverywhere(permission());
        var node = nodes.find(parsed(id));
        return new SignableRecord(
                type(),
                node.id().toString(),
                Long.toString(node.version()),
                title(node),
                facts(node),
                SignedNode.content(node));
    }

    private static UUID parsed(String id) {
        try {
            var read = UUID.fromString(id);
            if (read.toString().equals(id)) {
                return read;
            }
            throw new ProblemException(Problems.notFound("node", id)); // one record, one id: signatures are found by it
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problems.notFound("node", id));
        }
    }

    private static String title(Node node) {
        var name = first(node.lotCode(), node.name(), node.key());
        return node.productName() == null ? name : "%s · %s".formatted(name, node.productName());
    }

    private static String first(@Nullable String lot, @Nullable String name, String key) {
        return lot != null ? lot : name != null ? name : key;
    }

    private static Map<String, Object> facts(Node node) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", node.kind().word());
        add(facts, "lot_code", node.lotCode());
        add(facts, "product", node.productName());
        add(facts, "state", node.state());
        add(facts, "location", node.locationName());
        add(facts, "quantity", node.quantity());
        add(facts, "unit", node.unit());
        add(facts, "changed_at", node.updatedAt().toString());
        return facts;
    }

    private static void add(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
