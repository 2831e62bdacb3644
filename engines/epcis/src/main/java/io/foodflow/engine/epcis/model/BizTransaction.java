package io.foodflow.engine.epcis.model;

import org.jspecify.annotations.Nullable;

/**
 * A business document or process the event takes part in.
 *
 * @param type CBV short name such as {@code po}, or the full URI of an own vocabulary; absent when not said
 * @param id the transaction
 */
public record BizTransaction(@Nullable String type, Identifier id) {}
