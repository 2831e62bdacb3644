package io.foodflow.foodgraph.projection;

import io.foodflow.engine.epcis.gs1.Gs1Key;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.foodgraph.graph.NodeKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an identifier names.
 *
 * @param product key of the product that it is a lot or piece of
 */
record Thing(
        NodeKind kind,
        @Nullable String gtin,
        @Nullable String lotCode,
        @Nullable String product) {

    /**
     * Identifiers of trading partners without GS1 keys, in the form that GDST and IBM Food Trust share.
     *
     * @see <a href="https://traceability-dialogue.org/core-documents/gdst-1-0-materials/">GDST 1.0, technical guidance</a>
     */
    private static final Pattern PRIVATE = Pattern.compile(
            "(urn:[^:]+:[^:]+):(product:lot:class|product:class|product:serial:obj|lpn:obj|location:loc|party):(.+)",
            Pattern.CASE_INSENSITIVE);

    private static final Thing UNKNOWN = new Thing(NodeKind.OTHER, null, null, null);

    /** By the GS1 key's type, or the form of the URN; {@link NodeKind#OTHER} for any other identifier. */
    static Thing of(Identifier identifier) {
        return identifier.key().map(Thing::ofKey).orElseGet(() -> ofUrn(identifier.text()));
    }

    private static Thing ofKey(Gs1Key key) {
        var kind = kind(key);
        var gtin = key.gtin();
        boolean part = gtin != null && kind != NodeKind.PRODUCT;
        return new Thing(kind, gtin, key.lotCode(), part ? "https://id.gs1.org/01/" + gtin : null);
    }

    private static NodeKind kind(Gs1Key key) {
        return switch (key.type()) {
            case GTIN, GMN -> NodeKind.PRODUCT;
            case LGTIN -> NodeKind.INGREDIENT;
            case SGTIN, UPUI, ITIP, CPI -> NodeKind.ITEM;
            case SSCC -> NodeKind.LOGISTIC_UNIT;
            case SGLN -> NodeKind.LOCATION;
            case PGLN -> NodeKind.PARTY;
            case GRAI, GIAI -> NodeKind.ASSET;
            case GINC, GSIN -> NodeKind.DISTRIBUTION;
            case GDTI, SGCN -> NodeKind.DOCUMENT;
            case GSRN, GSRNP -> NodeKind.PARTY;
        };
    }

    private static Thing ofUrn(String urn) {
        var matcher = PRIVATE.matcher(urn);
        if (!matcher.matches()) {
            return UNKNOWN;
        }
        return switch (matcher.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "product:lot:class" -> part(NodeKind.INGREDIENT, matcher.group(1), matcher.group(3));
            case "product:serial:obj" -> part(NodeKind.ITEM, matcher.group(1), matcher.group(3));
            case "product:class" -> new Thing(NodeKind.PRODUCT, null, null, null);
            case "lpn:obj" -> new Thing(NodeKind.LOGISTIC_UNIT, null, null, null);
            case "location:loc" -> new Thing(NodeKind.LOCATION, null, null, null);
            default -> new Thing(NodeKind.PARTY, null, null, null);
        };
    }

    /** {@code company.product.lot}; the lot may hold dots itself, company and product do not. */
    private static Thing part(NodeKind kind, String namespace, String text) {
        var parts = text.split("\\.", 3);
        if (parts.length < 3) {
            return new Thing(kind, null, null, null);
        }
        return new Thing(
                kind,
                null,
                kind == NodeKind.INGREDIENT ? parts[2] : null,
                "%s:product:class:%s.%s".formatted(namespace, parts[0], parts[1]));
    }
}
