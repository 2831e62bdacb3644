/** An append-only ledger that anybody can check without the one who keeps it. */
module io.foodflow.engine.ledger {
    requires static transitive org.jspecify;
    requires java.net.http;
    requires jdk.httpserver;

    exports io.foodflow.engine.ledger;
    exports io.foodflow.engine.ledger.export;
    exports io.foodflow.engine.ledger.json;
    exports io.foodflow.engine.ledger.merkle;
    exports io.foodflow.engine.ledger.notes;
    exports io.foodflow.engine.ledger.personal;
    exports io.foodflow.engine.ledger.tiles;
    exports io.foodflow.engine.ledger.witness;
}
