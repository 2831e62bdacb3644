package io.foodflow.bench.trace;

import io.foodflow.bench.load.BenchFailure;
import io.foodflow.bench.load.BenchHome;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Neo4j Community over Bolt: a node with its number a lot, a relationship with its time a flow, a unique index on the number,
 * everything in the page cache. Asked for plain reachability only: Cypher carries no arrival time from step to step but by
 * listing paths, whose number grows exponentially here.
 *
 * <p>The forms tried are those that the planner turns into a search that visits each node once, and a search level by level
 * driven from here. {@code ANY SHORTEST} and {@code shortestPath} answer for one target at a time and are no match.
 */
final class Neo4jPeer implements Peer {
    private static final int BATCH = 20_000;
    private static final int START_SECONDS = 180;

    /** Held here, because a logger that nobody holds forgets its level. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.neo4j.driver");

    private final BenchHome home;
    private final Neo4jProcess process;
    private final Driver driver;
    private final Thread hook = new Thread(this::stop, "stop-neo4j");

    private Neo4jPeer(BenchHome home, Neo4jProcess process, Driver driver) {
        this.home = home;
        this.process = process;
        this.driver = driver;
    }

    /** Starts it and loads the network. */
    static Neo4jPeer start(FlowNetwork network) throws IOException, InterruptedException {
        DRIVER_LOG.setLevel(Level.WARNING);
        var home = BenchHome.temporary();
        var process = Neo4jProcess.start(home.folder());
        var peer = new Neo4jPeer(home, process, GraphDatabase.driver(process.address(), AuthTokens.none()));
        Runtime.getRuntime().addShutdownHook(peer.hook);
        try {
            peer.awaitReady();
            peer.load(network);
            return peer;
        } catch (BenchFailure | Neo4jException e) {
            peer.close();
            throw e;
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (true) {
            try {
                driver.verifyConnectivity();
                return;
            } catch (Neo4jException e) {
                if (!process.process().isAlive() || System.nanoTime() > deadline) {
                    throw new BenchFailure("Neo4j did not become ready; its log is " + process.log(), e);
                }
                Thread.sleep(250);
            }
        }
    }

    private void load(FlowNetwork network) {
        run("create constraint lot_no for (lot:Lot) require lot.no is unique", Map.of());
        run("call db.awaitIndexes(300)", Map.of());
        run("unwind range(0, $last) as no create (:Lot {no: no})", Map.of("last", FlowNetwork.LOTS - 1));
        for (int first = 0; first < network.flows(); first += BATCH) {
            List<List<Long>> rows = IntStream.range(first, Math.min(first + BATCH, network.flows()))
                    .mapToObj(flow ->
                            List.of((long) network.from(flow), (long) network.to(flow), network.timeMillis(flow)))
                    .toList();
            run("""
                    unwind $rows as row match (a:Lot {no: row[0]}), (b:Lot {no: row[1]})
                    create (a)-[:FLOWS {at: row[2]}]->(b)
                    """, Map.of("rows", rows));
        }
        run("call db.prepareForReplanning()", Map.of());
    }

    private List<org.neo4j.driver.Record> run(String cypher, Map<String, Object> parameters) {
        return driver.executableQuery(cypher)
                .withParameters(parameters)
                .execute()
                .records();
    }

    @Override
    public String name() {
        var component = run("call dbms.components()", Map.of()).getFirst();
        return "Neo4j " + component.get("edition").asString() + " "
                + component.get("versions").get(0).asString();
    }

    @Override
    public List<Phrasing> phrasings(Question question) {
        if (question.timeRespecting()) return List.of();
        return List.of(
                new Cypher("match (s:Lot {no: $no})%s[:FLOWS*0..]%s(n) return count(distinct n) as lots"),
                new Cypher("match (s:Lot {no: $no})%s[:FLOWS*0..]%s(n) with distinct n return count(*) as lots"),
                new Cypher("match (s:Lot {no: $no}) (()%s[:FLOWS]%s())* (n) return count(distinct n) as lots"),
                new LevelByLevel());
    }

    /** One query; its arrow is to be filled in. */
    private final class Cypher implements Phrasing {
        private final String pattern;

        Cypher(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String name() {
            return pattern.formatted("-", "->");
        }

        @Override
        public long count(Question question) {
            String query = question.forward() ? pattern.formatted("-", "->") : pattern.formatted("<-", "-");
            return run(query, Map.of("no", question.start()))
                    .getFirst()
                    .get("lots")
                    .asLong();
        }
    }

    /** One query a level: what lies one step on from those found last. */
    private final class LevelByLevel implements Phrasing {

        @Override
        public String name() {
            return "a query a level, the set of lots kept by the client";
        }

        @Override
        public long count(Question question) {
            String arrow = question.forward() ? "-[:FLOWS]->" : "<-[:FLOWS]-";
            String step =
                    "unwind $front as no match (:Lot {no: no})" + arrow + "(n) return collect(distinct n.no) as next";
            Set<Long> reached = new HashSet<>(List.of((long) question.start()));
            List<Long> front = List.copyOf(reached);
            while (!front.isEmpty()) {
                Value next = run(step, Map.of("front", front)).getFirst().get("next");
                front = next.asList(Value::asLong).stream().filter(reached::add).toList();
            }
            return reached.size();
        }
    }

    @Override
    public void close() {
        driver.close();
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void stop() {
        process.close();
        home.close();
    }
}
