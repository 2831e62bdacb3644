package io.foodflow.bench.trace;

import io.foodflow.bench.load.BenchHome;
import io.foodflow.bench.load.ServerUnderLoad;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The platform's embedded PostgreSQL, with the network in a table of its own: narrow rows, an index for each direction that
 * covers the query, statistics, a visibility map for index-only scans, and memory enough to stay off the disk. The planner
 * guesses badly how much a recursion reaches, so that it is tried as it is and with nested loops only.
 */
final class PostgresPeer implements Peer {
    private static final List<String> TABLE = List.of(
            "create schema peer",
            "create table peer.flows (from_no int not null, to_no int not null, at bigint not null)");
    private static final List<String> INDEXES = List.of(
            "create index on peer.flows (from_no, at) include (to_no)",
            "create index on peer.flows (to_no, at) include (from_no)",
            "vacuum (freeze, analyze) peer.flows");
    private static final List<String> SETTINGS =
            List.of("set search_path = peer", "set work_mem = '256MB'", "set jit = off");
    private static final List<String> NESTED_LOOPS =
            List.of("set enable_hashjoin = off", "set enable_mergejoin = off", "set enable_seqscan = off");

    /** Plain reachability: {@code union} keeps a lot from being followed twice. */
    private static final String ALL = """
            with recursive reached (no) as (
              select ?::int
              union
              select f.%2$s from reached join flows f on f.%1$s = reached.no)
            select count(*) from reached
            """;

    /** A lot with each time that it is arrived at; only flows that are not earlier (backward: not later) lead on. */
    private static final String TIME_RESPECTING = """
            with recursive reached (no, at) as (
              select ?::int, '%4$s'::bigint
              union
              select f.%2$s, f.at from reached join flows f on f.%1$s = reached.no and f.at %3$s reached.at)
            select count(distinct no) from reached
            """;

    private final ServerUnderLoad server;
    private final Connection planned;
    private final Connection nestedLoops;

    private PostgresPeer(ServerUnderLoad server) throws SQLException {
        this.server = server;
        planned = server.home().connect();
        nestedLoops = server.home().connect();
    }

    /** Starts a platform of its own for the database in it, and loads the network. */
    static PostgresPeer start(FlowNetwork network) throws IOException, InterruptedException, SQLException {
        var server = ServerUnderLoad.start(BenchHome.temporary());
        try {
            var peer = new PostgresPeer(server);
            peer.load(network);
            return peer;
        } catch (IOException | SQLException e) {
            server.close();
            throw e;
        }
    }

    private void load(FlowNetwork network) throws SQLException, IOException {
        execute(planned, TABLE);
        var rows = new StringBuilder();
        for (int flow = 0; flow < network.flows(); flow++) {
            rows.append(network.from(flow))
                    .append('\t')
                    .append(network.to(flow))
                    .append('\t');
            rows.append(network.timeMillis(flow)).append('\n');
        }
        planned.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy peer.flows from stdin", new StringReader(rows.toString()));
        execute(planned, INDEXES);
        execute(planned, SETTINGS);
        execute(nestedLoops, SETTINGS);
        execute(nestedLoops, NESTED_LOOPS);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String each : statements) statement.execute(each);
        }
    }

    @Override
    public String name() {
        try {
            return "PostgreSQL " + planned.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Phrasing> phrasings(Question question) {
        return List.of(
                new RecursiveQuery("recursive query, the planner's choice", planned),
                new RecursiveQuery("recursive query, nested loops over the index", nestedLoops));
    }

    private record RecursiveQuery(String name, Connection connection) implements Phrasing {

        @Override
        public long count(Question question) throws SQLException {
            try (var statement = connection.prepareStatement(sql(question))) {
                statement.setInt(1, question.start());
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        }

        private static String sql(Question question) {
            String query = question.timeRespecting() ? TIME_RESPECTING : ALL;
            return question.forward()
                    ? query.formatted("from_no", "to_no", ">=", Long.MIN_VALUE)
                    : query.formatted("to_no", "from_no", "<=", Long.MAX_VALUE);
        }
    }

    @Override
    public void close() throws SQLException {
        try (server) {
            planned.close();
            nestedLoops.close();
        }
    }
}
