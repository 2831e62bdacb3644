package io.foodflow.engine.epcis.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured, computed or observed property.
 *
 * @param type the quantity, such as {@code Temperature}, a GS1 web vocabulary short name or a full URI
 * @param exception {@code ALARM_CONDITION}, {@code ERROR_CONDITION} or a full URI
 * @param time when measured
 * @param deviceId the device
 * @param deviceMetadata where the device is described
 * @param rawData where the raw data are
 * @param dataProcessingMethod how they were processed
 * @param bizRules the rules that were applied (JSON only)
 * @param microorganism URI of what was looked for
 * @param chemicalSubstance URI of what was looked for
 * @param coordinateReferenceSystem URI of the system that positions are in
 * @param value the value, in {@code uom}
 * @param component CBV short name of the axis or coordinate, or a full URI
 * @param stringValue a value in words
 * @param booleanValue a value that is true or false
 * @param hexBinaryValue a value in hexadecimal
 * @param uriValue a value that is a URI
 * @param minValue least value of the time span
 * @param maxValue greatest value of the time span
 * @param meanValue mean of the time span
 * @param sDev standard deviation of the time span
 * @param percRank percentile rank
 * @param percValue value at that rank
 * @param uom UN/CEFACT Recommendation 20 code
 * @param extensions fields of other namespaces
 */
public record SensorReport(
        @Nullable String type,
        @Nullable String exception,
        @Nullable Instant time,
        @Nullable Identifier deviceId,
        @Nullable Identifier deviceMetadata,
        @Nullable Identifier rawData,
        @Nullable Identifier dataProcessingMethod,
        @Nullable Identifier bizRules,
        @Nullable Identifier microorganism,
        @Nullable Identifier chemicalSubstance,
        @Nullable Identifier coordinateReferenceSystem,
        @Nullable BigDecimal value,
        @Nullable String component,
        @Nullable String stringValue,
        @Nullable Boolean booleanValue,
        @Nullable String hexBinaryValue,
        @Nullable Identifier uriValue,
        @Nullable BigDecimal minValue,
        @Nullable BigDecimal maxValue,
        @Nullable BigDecimal meanValue,
        @Nullable BigDecimal sDev,
        @Nullable BigDecimal percRank,
        @Nullable BigDecimal percValue,
        @Nullable String uom,
        List<Extension> extensions) {

    public SensorReport {
        extensions = List.copyOf(extensions);
    }
}
