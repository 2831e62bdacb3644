package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.chainlab.Network.Delivery;
import io.foodflow.foodgraph.chainlab.Network.Station;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.graph.RelationshipMention;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A network as statements about the graph. A station is a place, a delivery a shipment that its station supplies and that
 * is shipped to another; what left in a delivery is what the deliveries before it brought.
 */
final class NetworkProjection {

    private final String network;
    private final DeliveryTimes times;

    NetworkProjection(String network, DeliveryTimes times) {
        this.network = network;
        this.times = times;
    }

    NodeMention station(Station station) {
        return NodeMention.named(
                stationKey(station.id()),
                NodeKind.LOCATION,
                station.name() == null ? station.id() : station.name(),
                station.facts());
    }

    NodeMention delivery(Delivery delivery) {
        var facts = new TreeMap<String, Object>(delivery.facts());
        facts.put("network", network);
        if (DeliveryTimes.isAssumed(delivery)) {
            facts.put("time_assumed", true);
        }
        var amount = delivery.amount();
        return new NodeMention(
                deliveryKey(delivery.id()),
                NodeKind.DISTRIBUTION,
                name(delivery),
                delivery.lot(),
                null,
                null,
                stationKey(delivery.to()),
                null,
                amount == null ? null : amount.quantity(),
                amount == null ? null : amount.unit(),
                facts,
                times.arrival(delivery.id()));
    }

    /** From its station, and to its station. */
    List<RelationshipMention> ways(Delivery delivery) {
        var key = deliveryKey(delivery.id());
        var amount = delivery.amount();
        var quantity = amount == null ? null : amount.quantity();
        var unit = amount == null ? null : amount.unit();
        var ways = new ArrayList<RelationshipMention>(2);
        ways.add(new RelationshipMention(
                RelationshipKind.SUPPLIES,
                stationKey(delivery.from()),
                key,
                times.departure(delivery.id()),
                quantity,
                unit));
        ways.add(new RelationshipMention(
                RelationshipKind.SHIPPED_TO,
                key,
                stationKey(delivery.to()),
                times.arrival(delivery.id()),
                quantity,
                unit));
        return ways;
    }

    RelationshipMention relation(Network.Relation relation) {
        return RelationshipMention.of(
                RelationshipKind.TRANSFERRED_TO,
                deliveryKey(relation.from()),
                deliveryKey(relation.to()),
                times.departure(relation.to()));
    }

    /** Nodes that relationships name, where they were written before. */
    NodeMention stationEnd(String id) {
        return NodeMention.of(stationKey(id), NodeKind.LOCATION);
    }

    NodeMention deliveryEnd(String id) {
        return NodeMention.of(deliveryKey(id), NodeKind.DISTRIBUTION);
    }

    private static String name(Delivery delivery) {
        if (delivery.name() != null) {
            return delivery.name();
        }
        return delivery.lot() == null ? delivery.id() : delivery.lot();
    }

    private String stationKey(String id) {
        return "urn:foodflow:fcl:%s:station:%s".formatted(network, encoded(id));
    }

    private String deliveryKey(String id) {
        return "urn:foodflow:fcl:%s:delivery:%s".formatted(network, encoded(id));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
