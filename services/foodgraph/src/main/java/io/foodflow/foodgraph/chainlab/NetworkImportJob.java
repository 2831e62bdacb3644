package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.graph.GraphWriter;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.RelationshipMention;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;

/** Writes a network into the graph in one transaction: all of it or nothing, and once however often it is run. */
final class NetworkImportJob implements JobHandler {

    static final String KIND = "import-foodchain-lab";
    private static final int PART = 2_000;

    private static final String DOCUMENTS = "foodchain_lab_documents";
    private static final JobLineage LINEAGE = new JobLineage(
            "Writes a network of FoodChain-Lab into the lot graph",
            List.of(DataSet.documents(
                    DOCUMENTS, "Networks as FoodChain-Lab writes them, each known by the SHA-256 of its bytes")),
            List.of(
                    DataSet.table("nodes", "The lots, products, places and parties of the lot graph"),
                    DataSet.table(
                            "relationships", "What became of what, and where it went: the edges of the lot graph"),
                    DataSet.table("imported_networks", "Networks of FoodChain-Lab in the graph")),
            List.of());

    private final UnitOfWork work;
    private final NetworkTable table;
    private final GraphWriter graph;
    private final ObjectStore objects;
    private final JsonMapper json;
    private final Clock clock;

    NetworkImportJob(
            UnitOfWork work, NetworkTable table, GraphWriter graph, ObjectStore objects, JsonMapper json, Clock clock) {
        this.work = work;
        this.table = table;
        this.graph = graph;
        this.objects = objects;
        this.json = json;
        this.clock = clock;
    }

    /** Which network is to be imported. */
    record Input(String network) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobLineage lineage() {
        return LINEAGE;
    }

    @Override
    public void run(JobRun run) throws IOException {
        var name = run.input(Input.class).network();
        var document = new ObjectId(work.read(() -> table.find(name)).document());
        var network = Networks.read(objects, json, document);
        var imported = new NetworkImported(
                name,
                network.stations().size(),
                network.deliveries().size(),
                network.relations().size(),
                DeliveryTimes.contradictions(network).size());
        var projection = new NetworkProjection(name, DeliveryTimes.of(network, LocalDate.now(clock)));
        run.progress(0.5, "%d deliveries".formatted(imported.deliveries()));
        work.write(change -> {
            if (table.lock(name).imported()) {
                change.nothing();
            } else {
                write(network, projection);
                table.finish(name);
                change.record(imported, null, null);
            }
            return imported;
        });
        run.read(
                DOCUMENTS,
                new Amount(
                        document.sha256(),
                        (long) imported.stations() + imported.deliveries() + imported.relations(),
                        null));
        run.result(imported);
    }

    private void write(Network network, NetworkProjection projection) {
        inParts(network.stations(), (station, part) -> part.nodes.add(projection.station(station)));
        inParts(network.deliveries(), (delivery, part) -> {
            part.nodes.add(projection.stationEnd(delivery.from()));
            part.nodes.add(projection.stationEnd(delivery.to()));
            part.nodes.add(projection.delivery(delivery));
            part.state(projection.ways(delivery));
        });
        inParts(network.relations(), (relation, part) -> {
            part.nodes.add(projection.deliveryEnd(relation.from()));
            part.nodes.add(projection.deliveryEnd(relation.to()));
            part.state(List.of(projection.relation(relation)));
        });
    }

    private <T> void inParts(List<T> things, BiConsumer<T, Part> add) {
        for (int from = 0; from < things.size(); from += PART) {
            var part = new Part(new ArrayList<>(), new ArrayList<>());
            things.subList(from, Math.min(from + PART, things.size())).forEach(thing -> add.accept(thing, part));
            graph.write(part.nodes, part.statements);
        }
    }

    /** What goes to the graph at once. */
    private record Part(List<NodeMention> nodes, List<GraphWriter.Statement> statements) {
        void state(List<RelationshipMention> relationships) {
            relationships.forEach(relationship -> statements.add(new GraphWriter.Statement(relationship, null)));
        }
    }
}
