package io.foodflow.engine.epcis.model;

import java.util.List;

/**
 * Something happened to objects.
 *
 * @param core common fields
 * @param action ADD, OBSERVE or DELETE
 * @param epcs instances
 * @param quantities amounts of classes
 * @param ilmd instance or lot master data; only with ADD
 */
public record ObjectEvent(
        EventCore core, Action action, List<Identifier> epcs, List<QuantityElement> quantities, List<Extension> ilmd)
        implements EpcisEvent {

    public ObjectEvent {
        epcs = List.copyOf(epcs);
        quantities = List.copyOf(quantities);
        ilmd = List.copyOf(ilmd);
    }
}
