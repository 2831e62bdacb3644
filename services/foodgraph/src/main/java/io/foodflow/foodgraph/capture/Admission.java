package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.EventOutcome.InvalidEvent;
import io.foodflow.engine.epcis.EventOutcome.ValidEvent;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.Relationship;
import io.foodflow.foodgraph.projection.EventProjection;
import io.foodflow.platform.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what EPCIS allows and the graph cannot hold: times outside of {@link Relationship#EARLIEST} and {@link
 * Relationship#LATEST}, identifiers of more than {@value NodeMention#LONGEST_KEY} characters, the character U+0000,
 * quantities beyond measure. Refuses also what is not of the sender's sites. About 5 µs an event.
 */
final class Admission {

    private static final String NUL_IN_JSON = "\\u0000";

    private Admission() {}

    /**
     * The event as the reader found it, or refused.
     *
     * @param scope where its sender may record events
     */
    static EventOutcome admit(EventOutcome outcome, Scope scope) {
        return switch (outcome) {
            case InvalidEvent invalid -> invalid;
            case ValidEvent valid -> {
                var errors = errors(valid);
                errors.addAll(outside(valid.event(), scope));
                yield errors.isEmpty() ? valid : new InvalidEvent(valid.index(), senderId(valid), valid.raw(), errors);
            }
        };
    }

    private static @Nullable String senderId(ValidEvent valid) {
        var id = valid.event().core().eventId();
        return id == null || isTooLong(id) || valid.raw().text().contains(NUL_IN_JSON) ? null : id;
    }

    private static List<Finding> errors(ValidEvent valid) {
        var errors = new ArrayList<Finding>();
        var core = valid.event().core();
        if (core.eventTime().isBefore(Relationship.EARLIEST) || core.eventTime().isAfter(Relationship.LATEST)) {
            errors.add(new Finding(
                    "eventTime",
                    Rule.TIME,
                    "eventTime must be within %s..%s, was %s"
                            .formatted(Relationship.EARLIEST, Relationship.LATEST, core.eventTime())));
        }
        if (core.eventId() != null && isTooLong(core.eventId())) {
            errors.add(tooLong("eventID", core.eventId()));
        }
        if (valid.raw().text().contains(NUL_IN_JSON)) {
            errors.add(new Finding("", Rule.TYPE, "text must not hold the character U+0000; leave it out"));
        }
        var projected = EventProjection.of(valid.event(), "");
        for (var node : projected.nodes()) {
            if (isTooLong(node.key())) {
                errors.add(tooLong("", node.key()));
            }
        }
        for (var relationship : projected.relationships()) {
            var quantity = relationship.quantity();
            if (quantity != null && Math.abs(quantity) > Float.MAX_VALUE) {
                errors.add(new Finding(
                        "quantity", Rule.NUMBER, "quantity must be less than 3.4e38, was %s".formatted(quantity)));
            }
        }
        return errors;
    }

    /** Which of the places of an event the sender may not speak of. */
    static List<Finding> outside(EpcisEvent event, Scope scope) {
        var core = event.core();
        return switch (scope) {
            case Scope.Everywhere _ -> List.of();
            case Scope.Nowhere _ ->
                List.of(new Finding("", Rule.OUTSIDE_YOUR_SITES, "the sender may record no events"));
            case Scope.Sites sites -> {
                var errors = new ArrayList<Finding>();
                outside("readPoint", core.readPoint(), sites, errors);
                outside("bizLocation", core.bizLocation(), sites, errors);
                parent(event)
                        .filter(EventProjection::isPlace)
                        .ifPresent(parent -> outside("parentID", new Place(parent, List.of()), sites, errors));
                if (core.readPoint() == null && core.bizLocation() == null) {
                    errors.add(new Finding(
                            "bizLocation",
                            Rule.OUTSIDE_YOUR_SITES,
                            "bizLocation or readPoint must say at which of your sites the event happened"));
                }
                yield errors;
            }
        };
    }

    /** What an event says things are in, which may be a place. */
    private static Optional<Identifier> parent(EpcisEvent event) {
        return switch (event) {
            case AggregationEvent e -> Optional.ofNullable(e.parentId());
            case AssociationEvent e -> Optional.of(e.parentId());
            case TransactionEvent e -> Optional.ofNullable(e.parentId());
            case ObjectEvent _, TransformationEvent _ -> Optional.empty();
        };
    }

    private static void outside(String field, @Nullable Place place, Scope.Sites sites, List<Finding> errors) {
        if (place != null && !sites.covers(place.id().canonical())) {
            errors.add(new Finding(
                    field,
                    Rule.OUTSIDE_YOUR_SITES,
                    "%s must be one of your sites or a part of one, was '%s'; whoever may record events there has to"
                            .formatted(field, shortened(place.id().text()))));
        }
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + '…' : text;
    }

    private static boolean isTooLong(String identifier) {
        return identifier.length() > NodeMention.LONGEST_KEY;
    }

    private static Finding tooLong(String field, String identifier) {
        return new Finding(
                field,
                Rule.LIMIT,
                "an identifier must have %d characters at most, '%s…' has %d"
                        .formatted(NodeMention.LONGEST_KEY, identifier.substring(0, 60), identifier.length()));
    }
}
