package io.foodflow.foodgraph.chainlab;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network whose parts fit together: each end of a delivery is a station, each end of a relation a delivery. */
record Network(List<Station> stations, List<Delivery> deliveries, List<Relation> relations) {

    Network {
        stations = List.copyOf(stations);
        deliveries = List.copyOf(deliveries);
        relations = List.copyOf(relations);
    }

    /** A place that delivers or receives; {@code facts} are its columns, by FoodChain-Lab's own names where it has none of ours. */
    record Station(String id, @Nullable String name, Map<String, Object> facts) {}

    /**
     * One product of one lot on its way from a station to another.
     *
     * @param departure when it left, as far as that is known
     * @param arrival when it came
     */
    record Delivery(
            String id,
            String from,
            String to,
            @Nullable String name,
            @Nullable String lot,
            FuzzyDay departure,
            FuzzyDay arrival,
            @Nullable Amount amount,
            Map<String, Object> facts) {}

    /** What came by the delivery {@code from} left again in the delivery {@code to}. */
    record Relation(String from, String to) {}
}
