package io.foodflow.engine.epcis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs were consumed and outputs came into being.
 *
 * @param core common fields
 * @param inputEpcs instances consumed
 * @param inputQuantities amounts consumed
 * @param outputEpcs instances made
 * @param outputQuantities amounts made
 * @param transformationId joins events that report one transformation piecewise; without it there are inputs and
 *     outputs
 * @param ilmd master data of the outputs
 */
public record TransformationEvent(
        EventCore core,
        List<Identifier> inputEpcs,
        List<QuantityElement> inputQuantities,
        List<Identifier> outputEpcs,
        List<QuantityElement> outputQuantities,
        @Nullable Identifier transformationId,
        List<Extension> ilmd)
        implements EpcisEvent {

    public TransformationEvent {
        inputEpcs = List.copyOf(inputEpcs);
        inputQuantities = List.copyOf(inputQuantities);
        outputEpcs = List.copyOf(outputEpcs);
        outputQuantities = List.copyOf(outputQuantities);
        ilmd = List.copyOf(ilmd);
    }
}
