package io.foodflow.foodgraph.projection;

import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.EventCore;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.QuantityElement;
import io.foodflow.engine.epcis.model.SourceDestination;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.graph.RelationshipMention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EPCIS event as statements about the graph. Pure: the same event always says the same.
 *
 * <p>A transformation becomes a production run between its inputs and outputs, so that n inputs and m outputs are n + m
 * relationships and each keeps its own quantity. A shipping event becomes a shipment that its objects enter and its
 * destination receives. Packing leads from the content to the container, so that a trace follows a lot onto its pallet
 * and on to the customer, but never from one lot on a pallet to its neighbour. Places, parties and documents hang on the
 * flow without carrying it on.
 */
public final class EventProjection {

    private static final String EQUIPMENT = "equipment";
    private static final Set<String> MADE =
            Set.of("commissioning", "creating_class_instance", "harvesting", "farm_harvest", "assembling");
    private static final Set<String> SENT = Set.of("shipping", "departing", "staging_outbound", "consigning");
    private static final Set<String> TAKEN_IN = Set.of("receiving", "accepting", "arriving");
    private static final List<String> PLACE_FIRST = List.of("location", "possessing_party", "owning_party");
    private static final List<String> OWNER_FIRST = List.of("owning_party", "possessing_party", "location");

    private final String eventKey;
    private final EventCore core;
    private final Instant time;
    private final Map<String, NodeMention> nodes = new LinkedHashMap<>();
    private final List<RelationshipMention> relationships = new ArrayList<>();

    private EventProjection(String eventKey, EventCore core) {
        this.eventKey = eventKey;
        this.core = core;
        this.time = core.eventTime();
    }

    /**
     * What the event says.
     *
     * @param eventKey the event's hash, which names the run or the shipment that has no name of its own
     */
    public static Projected of(EpcisEvent event, String eventKey) {
        var projection = new EventProjection(eventKey, event.core());
        projection.read(event);
        var place = projection.placeKey();
        return new Projected(List.copyOf(projection.nodes.values()), projection.relationships, place);
    }

    /** Whether an identifier names a place. */
    public static boolean isPlace(Identifier identifier) {
        return Thing.of(identifier).kind() == NodeKind.LOCATION;
    }

    private void read(EpcisEvent event) {
        switch (event) {
            case ObjectEvent e -> object(e);
            case AggregationEvent e -> aggregation(e);
            case AssociationEvent e -> association(e);
            case TransactionEvent e -> transaction(e);
            case TransformationEvent e -> transformation(e);
        }
    }

    private void object(ObjectEvent event) {
        boolean made = event.action() == Action.ADD;
        var facts = facts(event.ilmd());
        var things = new ArrayList<Amount>();
        for (var amount : amounts(event.epcs(), event.quantities())) {
            things.add(mention(amount, made ? NodeKind.BATCH : null, facts, made));
        }
        var step = core.bizStep();
        if (step != null && SENT.contains(step) && !core.destinations().isEmpty()) {
            ship(things);
        } else {
            seen(
                    things,
                    made || MADE.contains(String.valueOf(step))
                            ? RelationshipKind.PRODUCED_AT
                            : RelationshipKind.OBSERVED_AT);
            document(things);
        }
        if (step != null && TAKEN_IN.contains(step)) {
            supplied(things);
        }
    }

    private void ship(List<Amount> things) {
        var shipment = "urn:foodflow:shipment:" + eventKey;
        add(new NodeMention(
                shipment,
                NodeKind.DISTRIBUTION,
                null,
                null,
                null,
                null,
                placeKey(),
                core.disposition(),
                null,
                null,
                Map.of(),
                time));
        for (var thing : things) {
            relate(RelationshipKind.DISTRIBUTED_TO, thing, shipment);
        }
        end(core.destinations(), PLACE_FIRST).ifPresent(destination -> {
            add(NodeMention.of(destination.canonical(), partyOrPlace(destination, NodeKind.PARTY)));
            relate(RelationshipKind.SHIPPED_TO, shipment, destination.canonical());
        });
        seen(List.of(new Amount(shipment, null, null)), RelationshipKind.OBSERVED_AT);
        document(List.of(new Amount(shipment, null, null)));
    }

    private void supplied(List<Amount> things) {
        end(core.sources(), OWNER_FIRST).ifPresent(source -> {
            add(NodeMention.of(source.canonical(), partyOrPlace(source, NodeKind.SUPPLIER)));
            for (var thing : things) {
                relate(RelationshipKind.SUPPLIES, source.canonical(), thing.key(), thing);
            }
        });
    }

    private void aggregation(AggregationEvent event) {
        var children = new ArrayList<Amount>();
        for (var amount : amounts(event.childEpcs(), event.childQuantities())) {
            children.add(mention(amount, null, Map.of(), false));
        }
        var parent = event.parentId();
        if (parent == null) {
            seen(children, RelationshipKind.OBSERVED_AT);
            return;
        }
        var container = mention(new Amount(parent, null, null), null, Map.of(), false);
        if (Thing.of(parent).kind() == NodeKind.LOCATION) {
            children.forEach(child -> relate(RelationshipKind.OBSERVED_AT, child, container.key()));
            return;
        }
        for (var child : children) {
            if (event.action() == Action.DELETE) {
                relate(RelationshipKind.UNPACKED_TO, container.key(), child.key(), child);
            } else {
                relate(RelationshipKind.PACKED_INTO, child, container.key());
            }
        }
        seen(List.of(container), RelationshipKind.OBSERVED_AT);
        document(List.of(container));
    }

    private void association(AssociationEvent event) {
        var parent = mention(new Amount(event.parentId(), null, null), null, Map.of(), false);
        boolean place = Thing.of(event.parentId()).kind() == NodeKind.LOCATION;
        var children = new ArrayList<Amount>();
        for (var amount : amounts(event.childEpcs(), event.childQuantities())) {
            var child = mention(amount, null, Map.of(), false);
            children.add(child);
            relate(place ? RelationshipKind.OBSERVED_AT : RelationshipKind.RELATED_TO, child, parent.key());
        }
        seen(place ? children : List.of(parent), RelationshipKind.OBSERVED_AT);
        document(List.of(parent));
    }

    private void transaction(TransactionEvent event) {
        var things = new ArrayList<Amount>();
        if (event.parentId() != null) {
            things.add(mention(new Amount(event.parentId(), null, null), null, Map.of(), false));
        }
        for (var amount : amounts(event.epcs(), event.quantities())) {
            things.add(mention(amount, null, Map.of(), false));
        }
        document(things);
        seen(things, RelationshipKind.OBSERVED_AT);
    }

    private void transformation(TransformationEvent event) {
        var id = event.transformationId();
        var run = id == null ? "urn:foodflow:run:" + eventKey : id.canonical();
        add(new NodeMention(
                run,
                NodeKind.PRODUCTION_RUN,
                documentName("prodorder"),
                null,
                null,
                null,
                placeKey(),
                null,
                null,
                null,
                Map.of(),
                time));
        for (var amount : amounts(event.inputEpcs(), event.inputQuantities())) {
            relate(RelationshipKind.USED_IN, mention(amount, null, Map.of(), false), run);
        }
        var facts = facts(event.ilmd());
        for (var amount : amounts(event.outputEpcs(), event.outputQuantities())) {
            var output = mention(amount, NodeKind.BATCH, facts, true);
            relate(RelationshipKind.PRODUCES, run, output.key(), output);
        }
        seen(List.of(new Amount(run, null, null)), RelationshipKind.PRODUCED_AT);
        document(List.of(new Amount(run, null, null)));
        equipment(run);
    }

    /** Lines and machines that the event names in an extension called equipment, by identifier. */
    private void equipment(String run) {
        for (var extension : core.extensions()) {
            if (extension.name().equals(EQUIPMENT)) {
                var texts = extension.children().isEmpty()
                        ? List.of(extension.text())
                        : extension.children().stream().map(Extension::text).toList();
                for (var text : texts) {
                    if (!text.isBlank()) {
                        var key = Identifier.of(text.trim()).canonical();
                        add(NodeMention.of(key, NodeKind.EQUIPMENT));
                        relate(RelationshipKind.PROCESSED, key, run);
                    }
                }
            }
        }
    }

    /** A thing of the event, entered among the nodes with its product, its place and its state. */
    private Amount mention(Amount amount, @Nullable NodeKind lotKind, Map<String, Object> facts, boolean made) {
        var identifier = amount.identifier();
        var thing = Thing.of(identifier);
        var kind = thing.kind() == NodeKind.INGREDIENT && lotKind != null ? lotKind : thing.kind();
        if (thing.product() != null) {
            add(new NodeMention(
                    thing.product(),
                    NodeKind.PRODUCT,
                    null,
                    null,
                    thing.gtin(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    null));
        }
        add(new NodeMention(
                identifier.canonical(),
                kind,
                null,
                thing.lotCode(),
                thing.gtin(),
                thing.product(),
                kind == NodeKind.LOCATION || kind == NodeKind.PRODUCT ? null : placeKey(),
                kind == NodeKind.PRODUCT ? null : core.disposition(),
                made ? amount.quantity() : null,
                made ? amount.unit() : null,
                facts,
                time));
        return amount;
    }

    private void seen(List<Amount> things, RelationshipKind how) {
        var place = placeKey();
        if (place != null) {
            for (var thing : things) {
                if (!thing.key().equals(place)) {
                    relate(how, thing, place);
                }
            }
        }
    }

    private void document(List<Amount> things) {
        for (var transaction : core.bizTransactions()) {
            var key = transaction.id().canonical();
            Map<String, Object> type = transaction.type() == null ? Map.of() : Map.of("type", transaction.type());
            add(NodeMention.named(key, NodeKind.DOCUMENT, null, type));
            for (var thing : things) {
                relate(RelationshipKind.DOCUMENTED_BY, thing, key);
            }
        }
    }

    /** What people call a shipment or a run: the number of its document of that type. */
    private @Nullable String documentName(String type) {
        for (var transaction : core.bizTransactions()) {
            if (type.equals(transaction.type())) {
                var id = transaction.id().canonical();
                return id.substring(Math.max(id.lastIndexOf(':'), id.lastIndexOf('/')) + 1);
            }
        }
        return null;
    }

    private @Nullable String placeKey() {
        Place place = core.bizLocation() == null ? core.readPoint() : core.bizLocation();
        if (place == null) {
            return null;
        }
        var key = place.id().canonical();
        add(NodeMention.of(key, NodeKind.LOCATION));
        return key;
    }

    private static Optional<Identifier> end(List<SourceDestination> ends, List<String> order) {
        for (var type : order) {
            for (var end : ends) {
                if (end.type().equals(type)) {
                    return Optional.of(end.id());
                }
            }
        }
        return ends.stream().map(SourceDestination::id).findFirst();
    }

    private NodeKind partyOrPlace(Identifier identifier, NodeKind party) {
        boolean isPlace = core.sources().stream()
                        .anyMatch(s -> s.type().equals("location") && s.id().equals(identifier))
                || core.destinations().stream().anyMatch(d -> d.type().equals("location") && d.id().equals(identifier));
        return isPlace ? NodeKind.LOCATION : party;
    }

    private static List<Amount> amounts(List<Identifier> epcs, List<QuantityElement> quantities) {
        var amounts = new ArrayList<Amount>();
        epcs.forEach(epc -> amounts.add(new Amount(epc, null, null)));
        for (var element : quantities) {
            var quantity = element.quantity();
            amounts.add(new Amount(
                    element.epcClass(),
                    quantity == null ? null : quantity.doubleValue(),
                    quantity == null ? null : element.uom() == null ? "EA" : element.uom()));
        }
        return amounts;
    }

    /** Leaves of the lot's master data, by local name. */
    private static Map<String, Object> facts(List<Extension> ilmd) {
        var facts = new LinkedHashMap<String, Object>();
        for (var extension : ilmd) {
            if (extension.children().isEmpty() && !extension.text().isBlank()) {
                facts.put(extension.name(), extension.text());
            }
        }
        return facts;
    }

    private void add(NodeMention mention) {
        var known = nodes.get(mention.key());
        nodes.put(mention.key(), known == null ? mention : known.merge(mention));
    }

    private void relate(RelationshipKind kind, Amount from, String to) {
        relate(kind, from.key(), to, from);
    }

    private void relate(RelationshipKind kind, String from, String to) {
        relationships.add(RelationshipMention.of(kind, from, to, time));
    }

    private void relate(RelationshipKind kind, String from, String to, Amount amount) {
        relationships.add(new RelationshipMention(kind, from, to, time, amount.quantity(), amount.unit()));
    }

    /** A thing and how much of it; for a node the event itself makes, only its key. */
    private record Amount(
            String key,
            @Nullable Identifier named,
            @Nullable Double quantity,
            @Nullable String unit) {

        Amount(Identifier identifier, @Nullable Double quantity, @Nullable String unit) {
            this(identifier.canonical(), identifier, quantity, unit);
        }

        Amount(String key, @Nullable Double quantity, @Nullable String unit) {
            this(key, null, quantity, unit);
        }

        Identifier identifier() {
            return named == null ? Identifier.of(key) : named;
        }
    }
}
