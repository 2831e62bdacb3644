package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.chainlab.Network.Delivery;
import io.foodflow.foodgraph.chainlab.Network.Relation;
import io.foodflow.foodgraph.chainlab.Network.Station;
import io.foodflow.foodgraph.chainlab.NetworkTables.Table;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a FoodChain-Lab network from JSON, streaming; holds its rows. Whatever the bytes are, the answer is one of the
 * kinds of {@link NetworkDocument}.
 *
 * @see <a href="https://foodrisklabs.bfr.bund.de/foodchain-lab/">FoodChain-Lab</a>
 */
final class NetworkReader {

    private static final List<String> ID = List.of("id");
    private static final List<String> NAME = List.of("name", "stationname", "productname", "product");
    private static final List<String> FROM = List.of("from", "source");
    private static final List<String> TO = List.of("to", "target");
    private static final List<String> EARLIER = List.of("from", "source", "id");
    private static final List<String> LATER = List.of("to", "target", "next");
    private static final List<String> LOT = List.of("lotnumber", "lotno", "lot", "batchnumber", "lotid");
    private static final List<String> DEPARTURE =
            List.of("datedelivery", "deliverydate", "departuredate", "departure", "dateout", "date");
    private static final List<String> ARRIVAL = List.of("datedeliveryarrival", "arrivaldate", "arrival", "datein");
    private static final List<String> AMOUNT = List.of("amount", "quantity");
    private static final Map<String, List<String>> STATION_FACTS = Map.of(
            "address", List.of("address"),
            "country", List.of("country"),
            "latitude", List.of("latitude", "lat", "geocodinglatitude"),
            "longitude", List.of("longitude", "lon", "geocodinglongitude"));
    private static final Map<String, List<String>> DELIVERY_FACTS =
            Map.of("departure", DEPARTURE, "arrival", ARRIVAL, "amount", AMOUNT);

    private final NetworkFaults faults = new NetworkFaults();

    private NetworkReader() {}

    /** Reads the document to its end; closes nothing. */
    static NetworkDocument read(JsonMapper json, InputStream document) {
        var reader = new NetworkReader();
        try (var parser = json.createParser(document)) {
            return reader.network(NetworkTables.read(parser, reader.faults));
        } catch (StreamReadException e) {
            var at = e.getLocation();
            return new NetworkDocument.Malformed(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage());
        } catch (JacksonIOException e) {
            throw new UncheckedIOException("the document cannot be read", Objects.requireNonNull(e.getCause()));
        }
    }

    private NetworkDocument network(NetworkTables tables) {
        var stationRows = tables.rows(Table.STATIONS);
        var deliveryRows = tables.rows(Table.DELIVERIES);
        if (stationRows.isEmpty() || deliveryRows.isEmpty()) {
            return new NetworkDocument.Foreign(
                    "it has no table '%s'; a FoodChain-Lab network has stations, deliveries and"
                                    .formatted(stationRows.isEmpty() ? "stations" : "deliveries")
                            + " deliveryRelations, under data or at the top");
        }
        var stations = stations(stationRows.get());
        var places = new HashSet<String>();
        stations.forEach(station -> places.add(station.id()));
        var deliveries = deliveries(deliveryRows.get(), places);
        var known = new HashSet<String>();
        deliveries.forEach(delivery -> known.add(delivery.id()));
        var relations = relations(tables.rows(Table.RELATIONS).orElse(List.of()), known);
        if (stations.isEmpty()) {
            faults.add("stations", "required", "a network must have one station at least");
        }
        return faults.isEmpty()
                ? new NetworkDocument.Sound(new Network(stations, deliveries, relations))
                : faults.faulty();
    }

    private List<Station> stations(List<Row> rows) {
        var ids = new HashSet<String>();
        var stations = new ArrayList<Station>(rows.size());
        for (var row : rows) {
            var id = id(row, "station", ids);
            stations.add(new Station(id, row.text(NAME), row.rest(List.of(ID, NAME), STATION_FACTS)));
        }
        return stations;
    }

    private List<Delivery> deliveries(List<Row> rows, Set<String> stations) {
        var ids = new HashSet<String>();
        var deliveries = new ArrayList<Delivery>(rows.size());
        for (var row : rows) {
            var amount = row.text(AMOUNT);
            deliveries.add(new Delivery(
                    id(row, "delivery", ids),
                    reference(row, "from", FROM, "station", stations),
                    reference(row, "to", TO, "station", stations),
                    row.text(NAME),
                    row.text(LOT),
                    day(row, DEPARTURE),
                    day(row, ARRIVAL),
                    amount == null ? null : Amount.parse(amount).orElse(null),
                    row.rest(List.of(ID, FROM, TO, NAME, LOT), DELIVERY_FACTS)));
        }
        return deliveries;
    }

    private List<Relation> relations(List<Row> rows, Set<String> deliveries) {
        var relations = new LinkedHashSet<Relation>();
        for (var row : rows) {
            var relation = new Relation(
                    reference(row, "from", EARLIER, "delivery", deliveries),
                    reference(row, "to", LATER, "delivery", deliveries));
            if (relation.from().equals(relation.to()) && !relation.from().isEmpty()) {
                faults.add(
                        row.path(),
                        "other-delivery",
                        "a delivery cannot go into itself, '%s' does".formatted(relation.from()));
            }
            relations.add(relation);
        }
        return List.copyOf(relations);
    }

    private String id(Row row, String kind, Set<String> taken) {
        var id = row.text(ID);
        if (id == null) {
            faults.add(row.path() + ".id", "required", "%s at %s has no id".formatted(kind, row.path()));
            return "";
        }
        if (!taken.add(id)) {
            faults.add(row.path() + ".id", "unique", "%s id must be unique, '%s' is there twice".formatted(kind, id));
        }
        return id;
    }

    private String reference(Row row, String field, List<String> columns, String kind, Set<String> known) {
        var id = row.text(columns);
        var path = row.path() + "." + field;
        if (id == null) {
            faults.add(path, "required", "%s must be the id of a %s, there is none".formatted(path, kind));
            return "";
        }
        if (!known.contains(id)) {
            faults.add(path, "exists", "%s must be the id of a %s, there is no '%s'".formatted(path, kind, id));
        }
        return id;
    }

    /** A date that cannot be read counts as unknown, and stays among the facts as it was written. */
    private static FuzzyDay day(Row row, List<String> columns) {
        @Nullable String text = row.text(columns);
        return text == null ? FuzzyDay.UNKNOWN : FuzzyDay.parse(text).orElse(FuzzyDay.UNKNOWN);
    }
}
