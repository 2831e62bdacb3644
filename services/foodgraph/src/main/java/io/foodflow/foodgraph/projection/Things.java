package io.foodflow.foodgraph.projection;

import io.foodflow.engine.epcis.gs1.Gs1Key;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.foodgraph.graph.NodeKind;

/** What sort of node an identifier names. */
final class Things {

    private Things() {}

    /** By the GS1 key's type; {@link NodeKind#OTHER} for an identifier that is no GS1 key. */
    static NodeKind kind(Identifier identifier) {
        return identifier.key().map(Things::kind).orElse(NodeKind.OTHER);
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

    /** The Digital Link of a GTIN, which is the key of the product. */
    static String productKey(String gtin) {
        return "https://id.gs1.org/01/" + gtin;
    }
}
