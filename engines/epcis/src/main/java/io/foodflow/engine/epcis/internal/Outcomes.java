package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.RawEvent;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.EpcisEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a draft has found into the outcome of an event. */
final class Outcomes {

    private Outcomes() {}

    static EventOutcome of(
            int index, @Nullable String eventId, EventDraft draft, @Nullable EpcisEvent event, RawEvent raw) {
        if (event != null) {
            return new EventOutcome.ValidEvent(index, event, raw, draft.checks.warnings);
        }
        if (draft.checks.errors.isEmpty()) {
            throw new IllegalStateException("an event was refused without a reason: " + raw.text());
        }
        return new EventOutcome.InvalidEvent(index, eventId, raw, draft.checks.errors);
    }

    static Finding unknownType(String type) {
        String what = type.isEmpty() ? "type is missing" : "'%s' is no type of event".formatted(Checks.clip(type));
        return new Finding(
                "type",
                type.isEmpty() ? Rule.REQUIRED : Rule.EVENT_TYPE,
                what
                        + "; use ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent or TransformationEvent");
    }

    static EventOutcome refused(int index, RawEvent raw, Finding finding) {
        return new EventOutcome.InvalidEvent(index, null, raw, List.of(finding));
    }
}
