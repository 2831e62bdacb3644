package io.foodflow.engine.epcis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children were put into or onto a parent, seen in it, or taken out.
 *
 * @param core common fields
 * @param action ADD, OBSERVE or DELETE
 * @param parentId the container; may be absent only with OBSERVE
 * @param childEpcs instances; with DELETE none means all children
 * @param childQuantities amounts of classes
 */
public record AggregationEvent(
        EventCore core,
        Action action,
        @Nullable Identifier parentId,
        List<Identifier> childEpcs,
        List<QuantityElement> childQuantities)
        implements EpcisEvent {

    public AggregationEvent {
        childEpcs = List.copyOf(childEpcs);
        childQuantities = List.copyOf(childQuantities);
    }
}
