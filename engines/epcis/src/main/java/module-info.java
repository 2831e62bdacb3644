/** GS1 identifiers and EPCIS 2.0: read, check, hash, write. */
module io.foodflow.engine.epcis {
    requires static transitive org.jspecify;
    requires tools.jackson.core;
    requires java.xml;

    exports io.foodflow.engine.epcis;
    exports io.foodflow.engine.epcis.gs1;
    exports io.foodflow.engine.epcis.model;
}
