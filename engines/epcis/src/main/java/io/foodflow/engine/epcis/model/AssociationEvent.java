package io.foodflow.engine.epcis.model;

import java.util.List;

/**
 * Children were fixed to a parent more lastingly than by packing: a sensor on a pallet, a part in a machine, assets at a place.
 *
 * @param core common fields
 * @param action ADD, OBSERVE or DELETE
 * @param parentId the object or place the children belong to
 * @param childEpcs instances; with DELETE none means all children
 * @param childQuantities amounts of classes
 */
public record AssociationEvent(
        EventCore core,
        Action action,
        Identifier parentId,
        List<Identifier> childEpcs,
        List<QuantityElement> childQuantities)
        implements EpcisEvent {

    public AssociationEvent {
        childEpcs = List.copyOf(childEpcs);
        childQuantities = List.copyOf(childQuantities);
    }
}
