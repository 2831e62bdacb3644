package io.foodflow.engine.epcis.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all reports of a sensor element share.
 *
 * @param time when measured
 * @param startTime begin of the time span covered, not after {@code endTime}
 * @param endTime end of the time span covered
 * @param deviceId the device
 * @param deviceMetadata where the device is described
 * @param rawData where the raw data are
 * @param dataProcessingMethod how they were processed
 * @param bizRules the rules that were applied
 * @param extensions fields of other namespaces
 */
public record SensorMetadata(
        @Nullable Instant time,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Identifier deviceId,
        @Nullable Identifier deviceMetadata,
        @Nullable Identifier rawData,
        @Nullable Identifier dataProcessingMethod,
        @Nullable Identifier bizRules,
        List<Extension> extensions) {

    public SensorMetadata {
        extensions = List.copyOf(extensions);
    }
}
