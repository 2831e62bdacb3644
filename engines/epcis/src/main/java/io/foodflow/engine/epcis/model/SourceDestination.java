package io.foodflow.engine.epcis.model;

/**
 * One end of a transfer.
 *
 * @param type CBV short name ({@code owning_party}, {@code possessing_party}, {@code location}) or the full URI of an
 *     own vocabulary
 * @param id the party or place
 */
public record SourceDestination(String type, Identifier id) {}
