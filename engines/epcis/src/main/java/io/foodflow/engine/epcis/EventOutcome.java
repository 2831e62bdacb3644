package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.model.EpcisEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one event of a document. */
public sealed interface EventOutcome {

    /** Place of the event among the events of its document, from 0. */
    int index();

    /** The event as received. */
    RawEvent raw();

    /**
     * An event that keeps the rules.
     *
     * @param warnings what is allowed but looks wrong
     */
    record ValidEvent(int index, EpcisEvent event, RawEvent raw, List<Finding> warnings) implements EventOutcome {
        public ValidEvent {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * An event that breaks rules.
     *
     * @param eventId the sender's id, when it could be read
     * @param errors at least one
     */
    record InvalidEvent(int index, @Nullable String eventId, RawEvent raw, List<Finding> errors)
            implements EventOutcome {
        public InvalidEvent {
            errors = List.copyOf(errors);
        }
    }
}
