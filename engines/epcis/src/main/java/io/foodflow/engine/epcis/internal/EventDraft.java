package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.BizTransaction;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.ErrorDeclaration;
import io.foodflow.engine.epcis.model.EventCore;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.PersistentDisposition;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.QuantityElement;
import io.foodflow.engine.epcis.model.SensorElement;
import io.foodflow.engine.epcis.model.SourceDestination;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an event as far as they are read, and the rules that span several of them. */
final class EventDraft {

    final Checks checks;
    String type = "";

    @Nullable
    String eventId;

    @Nullable
    Instant eventTime;

    @Nullable
    String offset;

    @Nullable
    Instant recordTime;

    @Nullable
    Action action;

    boolean actionGiven;
    boolean eventTimeGiven;

    @Nullable
    String bizStep;

    @Nullable
    String disposition;

    @Nullable
    PersistentDisposition persistentDisposition;

    @Nullable
    Place readPoint;

    @Nullable
    Place bizLocation;

    @Nullable
    ErrorDeclaration errorDeclaration;

    @Nullable
    Identifier parentId;

    boolean parentGiven;

    @Nullable
    Identifier transformationId;

    boolean epcsGiven;
    boolean ilmdGiven;
    final List<String> certificationInfo = new ArrayList<>(0);
    final List<BizTransaction> bizTransactions = new ArrayList<>(0);
    final List<SourceDestination> sources = new ArrayList<>(0);
    final List<SourceDestination> destinations = new ArrayList<>(0);
    final List<SensorElement> sensorElements = new ArrayList<>(0);
    final List<Extension> extensions = new ArrayList<>(0);
    final List<Extension> ilmd = new ArrayList<>(0);
    /** EPCs, child EPCs or input EPCs, by type. */
    final List<Identifier> epcs = new ArrayList<>();

    final List<QuantityElement> quantities = new ArrayList<>(0);
    final List<Identifier> outputEpcs = new ArrayList<>(0);
    final List<QuantityElement> outputQuantities = new ArrayList<>(0);
    /** Members named by the document in each list, also those that turned out unsound. */
    int epcCount;

    int quantityCount;
    int outputEpcCount;
    int outputQuantityCount;
    int bizTransactionCount;
    int sensorElementCount;

    EventDraft(Checks checks) {
        this.checks = checks;
    }

    /** Applies the rules that span fields; then the event, or null when any rule is broken. */
    @Nullable
    EpcisEvent finish(Instant now) {
        if (!eventTimeGiven) {
            missing("eventTime", "an event says when it happened, as 2026-07-22T06:45:00.000+02:00");
        } else if (eventTime != null && eventTime.isAfter(now)) {
            checks.warn(
                    "eventTime",
                    Rule.FUTURE,
                    "eventTime %s lies in the future of %s; check the clock of the sender".formatted(eventTime, now));
        }
        if (offset == null && checks.errors.stream().noneMatch(f -> f.field().equals("eventTimeZoneOffset"))) {
            missing("eventTimeZoneOffset", "write the local offset at the place, as +02:00");
        }
        if (!"TransformationEvent".equals(type) && !actionGiven) {
            missing("action", "one of ADD, OBSERVE, DELETE");
        }
        switch (type) {
            case "ObjectEvent" -> objectRules();
            case "AggregationEvent", "AssociationEvent" -> parentRules();
            case "TransactionEvent" -> transactionRules();
            case "TransformationEvent" -> transformationRules();
            default -> throw new IllegalStateException("type must be checked before, was " + type);
        }
        duplicates(
                "AggregationEvent".equals(type) || "AssociationEvent".equals(type)
                        ? "childEPCs"
                        : "TransformationEvent".equals(type) ? "inputEPCList" : "epcList",
                epcs);
        duplicates("outputEPCList", outputEpcs);
        return checks.errors.isEmpty() ? build() : null;
    }

    private void missing(String field, String advice) {
        checks.error(field, Rule.REQUIRED, field + " is missing; " + advice);
    }

    private void objectRules() {
        if (!epcsGiven && quantityCount == 0 && (sensorElementCount == 0 || readPoint == null)) {
            checks.error(
                    "epcList",
                    Rule.NO_OBJECTS,
                    "the event speaks of nothing; give an epcList, a quantityList, or sensor data with a readPoint");
        } else if (epcCount == 0 && quantityCount == 0 && sensorElementCount == 0) {
            checks.warn("epcList", Rule.NO_OBJECTS, "epcList is empty and there is nothing else the event speaks of");
        }
        if (ilmdGiven && action != null && action != Action.ADD) {
            String message =
                    "ilmd is allowed only with action ADD, was %s; leave it out, or repeat the ADD".formatted(action);
            if (checks.json) {
                checks.error("ilmd", Rule.ACTION, message);
            } else {
                checks.warn("ilmd", Rule.ACTION, message);
            }
        }
    }

    private void parentRules() {
        boolean association = "AssociationEvent".equals(type);
        if (!parentGiven && (association || action == Action.ADD || action == Action.DELETE)) {
            checks.error(
                    "parentID",
                    Rule.PARENT,
                    "parentID is missing; %s names its parent"
                            .formatted(
                                    association ? "an AssociationEvent" : "an AggregationEvent with action " + action));
        }
        if (epcCount == 0 && quantityCount == 0 && (action == Action.ADD || action == Action.OBSERVE)) {
            checks.error(
                    "childEPCs",
                    Rule.NO_OBJECTS,
                    "there are no children; only with action DELETE an empty list stands for all children");
        }
    }

    private void transactionRules() {
        if (bizTransactionCount == 0) {
            missing("bizTransactionList", "a TransactionEvent names at least one business transaction");
        }
        if (!epcsGiven && quantityCount == 0 && !parentGiven && action != Action.DELETE && actionGiven) {
            checks.error(
                    "epcList",
                    Rule.NO_OBJECTS,
                    "the event speaks of nothing; give an epcList or a quantityList, only DELETE may leave both out");
        }
    }

    private void transformationRules() {
        boolean inputs = epcCount > 0 || quantityCount > 0;
        boolean outputs = outputEpcCount > 0 || outputQuantityCount > 0;
        if (transformationId == null ? !(inputs && outputs) : !(inputs || outputs)) {
            checks.error(
                    inputs ? "outputEPCList" : "inputEPCList",
                    Rule.NO_OBJECTS,
                    "a TransformationEvent names inputs and outputs; give both, or one with a transformationID that"
                            + " joins it to the other");
        }
    }

    private void duplicates(String field, List<Identifier> identifiers) {
        if (identifiers.size() < 2) {
            return;
        }
        Set<String> seen = new HashSet<>(identifiers.size() * 2);
        for (int i = 0; i < identifiers.size(); i++) {
            if (!seen.add(identifiers.get(i).canonical())) {
                checks.warn(
                        field + "[" + i + "]",
                        Rule.DUPLICATE,
                        "'%s' stands in the list before; it counts once"
                                .formatted(Checks.clip(identifiers.get(i).text())));
            }
        }
    }

    private @Nullable EpcisEvent build() {
        if (eventTime == null || offset == null) {
            return null;
        }
        EventCore core = new EventCore(
                eventId,
                eventTime,
                offset,
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
        if ("TransformationEvent".equals(type)) {
            return new TransformationEvent(
                    core, epcs, quantities, outputEpcs, outputQuantities, transformationId, ilmd);
        }
        Action what = action;
        Identifier parent = parentId;
        if (what == null) {
            return null;
        }
        return switch (type) {
            case "ObjectEvent" -> new ObjectEvent(core, what, epcs, quantities, ilmd);
            case "AggregationEvent" -> new AggregationEvent(core, what, parent, epcs, quantities);
            case "TransactionEvent" -> new TransactionEvent(core, what, parent, epcs, quantities);
            default -> parent == null ? null : new AssociationEvent(core, what, parent, epcs, quantities);
        };
    }
}
