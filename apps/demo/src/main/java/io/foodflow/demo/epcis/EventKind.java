package io.foodflow.demo.epcis;

/** The five kinds of EPCIS events, with the names of their fields for what they are about. */
public enum EventKind {
    OBJECT("ObjectEvent", "epcList", "quantityList"),
    AGGREGATION("AggregationEvent", "childEPCs", "childQuantityList"),
    TRANSACTION("TransactionEvent", "epcList", "quantityList"),
    TRANSFORMATION("TransformationEvent", "inputEPCList", "inputQuantityList"),
    ASSOCIATION("AssociationEvent", "childEPCs", "childQuantityList");

    final String type;
    final String instances;
    final String quantities;

    EventKind(String type, String instances, String quantities) {
        this.type = type;
        this.instances = instances;
        this.quantities = quantities;
    }
}
