package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.model.MasterDataElement;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.platform.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a document's header says of products, places and parties, as mentions of their nodes. */
final class MasterData {

    private static final List<String> NAMES = List.of(
            "descriptionShort",
            "name",
            "tradeItemDescription",
            "productName",
            "organizationName",
            "locationName",
            "description",
            "label");

    private MasterData() {}

    /**
     * The node that an element describes; empty for vocabularies that describe no node, and for whatever is not a site of a
     * sender who has some only: products and partners are of the whole company.
     */
    static Optional<NodeMention> of(MasterDataElement element, Scope scope) {
        if (!mayDescribe(element, scope)) {
            return Optional.empty();
        }
        return of(element);
    }

    private static boolean mayDescribe(MasterDataElement element, Scope scope) {
        return switch (scope) {
            case Scope.Everywhere _ -> true;
            case Scope.Nowhere _ -> false;
            case Scope.Sites sites -> sites.covers(element.id().canonical());
        };
    }

    /** The node that an element describes; empty for vocabularies that describe no node. */
    static Optional<NodeMention> of(MasterDataElement element) {
        if (element.id().canonical().length() > NodeMention.LONGEST_KEY) {
            return Optional.empty();
        }
        return kind(element).map(kind -> {
            var gtin = element.id().key().map(key -> key.gtin()).orElse(null);
            return new NodeMention(
                    element.id().canonical(),
                    kind,
                    name(element),
                    element.id().key().map(key -> key.lotCode()).orElse(null),
                    gtin,
                    null,
                    null,
                    null,
                    null,
                    null,
                    facts(element),
                    null);
        });
    }

    private static Optional<NodeKind> kind(MasterDataElement element) {
        var type = element.vocabularyType().toLowerCase(Locale.ROOT);
        if (type.endsWith("epcclass")) {
            return Optional.of(
                    element.id().key().map(key -> key.lotCode() == null).orElse(true)
                            ? NodeKind.PRODUCT
                            : NodeKind.INGREDIENT);
        }
        if (type.endsWith("location") || type.endsWith("readpoint")) {
            return Optional.of(NodeKind.LOCATION);
        }
        if (type.endsWith("supplier")) {
            return Optional.of(NodeKind.SUPPLIER);
        }
        if (type.endsWith("party") || type.endsWith("sourcedest") || type.endsWith("organization")) {
            return Optional.of(NodeKind.PARTY);
        }
        return type.endsWith("equipment") ? Optional.of(NodeKind.EQUIPMENT) : Optional.empty();
    }

    private static @org.jspecify.annotations.Nullable String name(MasterDataElement element) {
        return NAMES.stream()
                .flatMap(name -> element.attribute(name).stream())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> facts(MasterDataElement element) {
        var facts = new TreeMap<String, Object>();
        for (var attribute : element.attributes()) {
            if (!attribute.value().isBlank()) {
                facts.put(attribute.id().replaceFirst(".*[#/:]", ""), attribute.value());
            }
        }
        return facts;
    }
}
