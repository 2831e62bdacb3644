package io.foodflow.engine.epcis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects were bound to, or released from, the business transactions in {@code core.bizTransactions()}.
 *
 * @param core common fields, with at least one business transaction
 * @param action ADD, OBSERVE or DELETE
 * @param parentId a container that stands for its content
 * @param epcs instances; with DELETE none means all
 * @param quantities amounts of classes
 */
public record TransactionEvent(
        EventCore core,
        Action action,
        @Nullable Identifier parentId,
        List<Identifier> epcs,
        List<QuantityElement> quantities)
        implements EpcisEvent {

    public TransactionEvent {
        epcs = List.copyOf(epcs);
        quantities = List.copyOf(quantities);
    }
}
