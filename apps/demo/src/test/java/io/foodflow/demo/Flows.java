package io.foodflow.demo;

import static io.foodflow.demo.Story.amounts;
import static io.foodflow.demo.Story.instances;
import static io.foodflow.demo.Story.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A naive graph of the events and naive searches in it: earliest arrival forward, latest departure backward. */
final class Flows {
    record Edge(String from, String to, long time) {}

    private record Visit(String node, long time) {}

    private final Map<String, List<Edge>> out = new HashMap<>();
    private final Map<String, List<Edge>> in = new HashMap<>();

    Flows(List<JsonNode> events) {
        int number = 0;
        for (JsonNode event : events) {
            number++;
            long time = Story.millis(event);
            if (Story.type(event).equals("TransformationEvent")) {
                String run = "run/" + event.path("transformationID").asString(Integer.toString(number));
                named(event, "inputQuantityList", "inputEPCList").forEach(lot -> add(lot, run, time));
                named(event, "outputQuantityList", "outputEPCList").forEach(lot -> add(run, lot, time));
            } else if (step(event).equals("packing")) {
                String pallet = Keys.canonical(event.get("parentID").asString());
                named(event, "childQuantityList", "childEPCs").forEach(child -> add(child, pallet, time));
            } else if (step(event).equals("shipping")) {
                String shipment = "shipment/" + number;
                named(event, "quantityList", "epcList").forEach(goods -> add(goods, shipment, time));
                for (JsonNode end : event.get("destinationList")) {
                    if (end.get("type").asString().equals("location")) {
                        add(shipment, Keys.canonical(end.get("destination").asString()), time);
                    }
                }
            }
        }
    }

    private static List<String> named(JsonNode event, String quantities, String ids) {
        List<String> named = new ArrayList<>(instances(event, ids));
        amounts(event, quantities).forEach(amount -> named.add(amount.lot()));
        return named;
    }

    private void add(String from, String to, long time) {
        Edge edge = new Edge(from, to, time);
        out.computeIfAbsent(from, key -> new ArrayList<>()).add(edge);
        in.computeIfAbsent(to, key -> new ArrayList<>()).add(edge);
    }

    Set<String> forward(String start) {
        Map<String, Long> arrival = new HashMap<>();
        PriorityQueue<Visit> queue = new PriorityQueue<>(Comparator.comparingLong(Visit::time));
        queue.add(new Visit(start, Long.MIN_VALUE));
        while (!queue.isEmpty()) {
            Visit visit = queue.remove();
            if (arrival.putIfAbsent(visit.node, visit.time) == null) {
                for (Edge edge : out.getOrDefault(visit.node, List.of())) {
                    if (edge.time >= visit.time) {
                        queue.add(new Visit(edge.to, edge.time));
                    }
                }
            }
        }
        arrival.remove(start);
        return arrival.keySet();
    }

    Set<String> backward(String start) {
        Map<String, Long> departure = new HashMap<>();
        PriorityQueue<Visit> queue =
                new PriorityQueue<>(Comparator.comparingLong(Visit::time).reversed());
        queue.add(new Visit(start, Long.MAX_VALUE));
        while (!queue.isEmpty()) {
            Visit visit = queue.remove();
            if (departure.putIfAbsent(visit.node, visit.time) == null) {
                for (Edge edge : in.getOrDefault(visit.node, List.of())) {
                    if (edge.time <= visit.time) {
                        queue.add(new Visit(edge.from, edge.time));
                    }
                }
            }
        }
        departure.remove(start);
        return departure.keySet();
    }

    /** Everything that can be reached when times are not looked at. */
    Set<String> forwardIgnoringTimes(String start) {
        Set<String> reached = new java.util.HashSet<>();
        java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (Edge edge : out.getOrDefault(open.pop(), List.of())) {
                if (reached.add(edge.to)) {
                    open.add(edge.to);
                }
            }
        }
        return reached;
    }
}
