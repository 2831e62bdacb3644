package io.foodflow.engine.epcis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sensors reported beside the event (EPCIS 2.0 section 7.3.7).
 *
 * @param metadata holds for all reports of the element
 * @param reports at least one
 * @param extensions fields of other namespaces
 */
public record SensorElement(@Nullable SensorMetadata metadata, List<SensorReport> reports, List<Extension> extensions) {

    public SensorElement {
        reports = List.copyOf(reports);
        extensions = List.copyOf(extensions);
    }
}
