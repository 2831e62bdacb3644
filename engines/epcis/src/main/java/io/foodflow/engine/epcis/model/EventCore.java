package io.foodflow.engine.epcis.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of event may carry.
 *
 * <p>Words of the Core Business Vocabulary ({@code bizStep}, {@code disposition}, types) are held as short names
 * ({@code receiving}) whatever spelling the document used; words of other vocabularies as full URIs.
 *
 * @param eventId the sender's id of the event
 * @param eventTime when it happened
 * @param eventTimeZoneOffset local offset at the place, {@code +hh:mm} or {@code -hh:mm}
 * @param recordTime when a repository recorded it
 * @param certificationInfo URIs of certificates
 * @param errorDeclaration present when this event takes an earlier one back
 * @param bizStep the business step
 * @param disposition the state of the objects after the event
 * @param persistentDisposition states that stay
 * @param readPoint where it was seen
 * @param bizLocation where the objects are afterwards
 * @param bizTransactions business documents
 * @param sources where a transfer begins
 * @param destinations where it ends
 * @param sensorElements sensor data
 * @param extensions top-level fields of other namespaces
 */
public record EventCore(
        @Nullable String eventId,
        Instant eventTime,
        String eventTimeZoneOffset,
        @Nullable Instant recordTime,
        List<String> certificationInfo,
        @Nullable ErrorDeclaration errorDeclaration,
        @Nullable String bizStep,
        @Nullable String disposition,
        @Nullable PersistentDisposition persistentDisposition,
        @Nullable Place readPoint,
        @Nullable Place bizLocation,
        List<BizTransaction> bizTransactions,
        List<SourceDestination> sources,
        List<SourceDestination> destinations,
        List<SensorElement> sensorElements,
        List<Extension> extensions) {

    public EventCore {
        Objects.requireNonNull(eventTime);
        Objects.requireNonNull(eventTimeZoneOffset);
        certificationInfo = List.copyOf(certificationInfo);
        bizTransactions = List.copyOf(bizTransactions);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        sensorElements = List.copyOf(sensorElements);
        extensions = List.copyOf(extensions);
    }

    /** A builder for an event at this time; what is not set stays absent. */
    public static EventCoreBuilder at(Instant eventTime, String eventTimeZoneOffset) {
        return new EventCoreBuilder(eventTime, eventTimeZoneOffset);
    }
}
