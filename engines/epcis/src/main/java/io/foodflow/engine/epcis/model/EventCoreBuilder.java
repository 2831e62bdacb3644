package io.foodflow.engine.epcis.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the common fields of an event one by one. Not safe for use by several threads. */
public final class EventCoreBuilder {

    private final Instant eventTime;
    private final String eventTimeZoneOffset;
    private @Nullable String eventId;
    private @Nullable Instant recordTime;
    private final List<String> certificationInfo = new ArrayList<>(0);
    private @Nullable ErrorDeclaration errorDeclaration;
    private @Nullable String bizStep;
    private @Nullable String disposition;
    private @Nullable PersistentDisposition persistentDisposition;
    private @Nullable Place readPoint;
    private @Nullable Place bizLocation;
    private final List<BizTransaction> bizTransactions = new ArrayList<>(0);
    private final List<SourceDestination> sources = new ArrayList<>(0);
    private final List<SourceDestination> destinations = new ArrayList<>(0);
    private final List<SensorElement> sensorElements = new ArrayList<>(0);
    private final List<Extension> extensions = new ArrayList<>(0);

    EventCoreBuilder(Instant eventTime, String eventTimeZoneOffset) {
        this.eventTime = eventTime;
        this.eventTimeZoneOffset = eventTimeZoneOffset;
    }

    public EventCoreBuilder eventId(@Nullable String value) {
        eventId = value;
        return this;
    }

    public EventCoreBuilder recordTime(@Nullable Instant value) {
        recordTime = value;
        return this;
    }

    public EventCoreBuilder certificationInfo(String uri) {
        certificationInfo.add(uri);
        return this;
    }

    public EventCoreBuilder errorDeclaration(@Nullable ErrorDeclaration value) {
        errorDeclaration = value;
        return this;
    }

    /** A CBV short name such as {@code receiving}, or the full URI of an own vocabulary. */
    public EventCoreBuilder bizStep(@Nullable String value) {
        bizStep = value;
        return this;
    }

    /** A CBV short name such as {@code in_transit}, or the full URI of an own vocabulary. */
    public EventCoreBuilder disposition(@Nullable String value) {
        disposition = value;
        return this;
    }

    public EventCoreBuilder persistentDisposition(@Nullable PersistentDisposition value) {
        persistentDisposition = value;
        return this;
    }

    public EventCoreBuilder readPoint(@Nullable Place value) {
        readPoint = value;
        return this;
    }

    public EventCoreBuilder bizLocation(@Nullable Place value) {
        bizLocation = value;
        return this;
    }

    public EventCoreBuilder bizTransaction(@Nullable String type, String uri) {
        bizTransactions.add(new BizTransaction(type, Identifier.of(uri)));
        return this;
    }

    public EventCoreBuilder source(String type, String uri) {
        sources.add(new SourceDestination(type, Identifier.of(uri)));
        return this;
    }

    public EventCoreBuilder destination(String type, String uri) {
        destinations.add(new SourceDestination(type, Identifier.of(uri)));
        return this;
    }

    public EventCoreBuilder sensorElement(SensorElement value) {
        sensorElements.add(value);
        return this;
    }

    public EventCoreBuilder extension(Extension value) {
        extensions.add(value);
        return this;
    }

    /** The fields set so far. */
    public EventCore build() {
        return new EventCore(
                eventId,
                eventTime,
                eventTimeZoneOffset,
                recordTime,
                certificationInfo,
                errorDeclaration,
                bizStep,
                disposition,
                persistentDisposition,
                readPoint,
                bizLocation,
                bizTransactions,
                sources,
                destinations,
                sensorElements,
                extensions);
    }
}
