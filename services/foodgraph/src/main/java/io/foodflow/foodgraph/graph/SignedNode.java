package io.foodflow.foodgraph.graph;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a signature on a node is of, member by member. The form is kept as it is when {@link Node} grows: signatures would read
 * as of another record otherwise. Whoever needs other members makes another form, and keeps this one for what was signed by it.
 */
final class SignedNode {

    static final String FORM = "node v1";

    private SignedNode() {}

    static Map<String, Object> content(Node node) {
        var content = new TreeMap<String, Object>();
        content.put("form", FORM);
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
        content.put("properties", node.properties());
        content.put("version", node.version());
        content.put("created_at", node.createdAt().toString());
        content.put("updated_at", node.updatedAt().toString());
        content.values().removeIf(value -> value == null); // said once, here, not by how JSON is written
        return content;
    }
}
