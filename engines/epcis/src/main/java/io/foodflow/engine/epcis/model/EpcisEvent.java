package io.foodflow.engine.epcis.model;

/** One event of EPCIS 2.0. All kinds are immutable. */
public sealed interface EpcisEvent
        permits ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent, TransformationEvent {

    /** What every kind of event may carry. */
    EventCore core();

    /** The name of the kind in the standard, such as {@code ObjectEvent}. */
    default String type() {
        return switch (this) {
            case ObjectEvent e -> "ObjectEvent";
            case AggregationEvent e -> "AggregationEvent";
            case AssociationEvent e -> "AssociationEvent";
            case TransactionEvent e -> "TransactionEvent";
            case TransformationEvent e -> "TransformationEvent";
        };
    }
}
