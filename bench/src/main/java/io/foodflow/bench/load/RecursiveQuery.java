package io.foodflow.bench.load;

import java.sql.Connection;
import java.sql.SQLException;

/** The question of a trace, put to PostgreSQL itself: everything reachable along the flow, by a recursive query. */
final class RecursiveQuery {
    private static final String FORWARD = """
            with recursive reached (no) as (
              select ?::int
              union
              select r.to_no from reached join relationships r on r.from_no = reached.no
              where r.kind between 0 and 7 and not r.deleted)
            select count(*) from reached
            """;
    private static final String BACKWARD = FORWARD.replace("r.to_no", "r.\u0000")
            .replace("r.from_no", "r.to_no")
            .replace("r.\u0000", "r.from_no");

    private RecursiveQuery() {}

    /**
     * What it answered.
     *
     * @param nodes reached, the start among them
     */
    record Answer(long nodes, double millis) {}

    static Answer ask(Connection connection, boolean forward, int start) throws SQLException {
        try (var statement = connection.prepareStatement(forward ? FORWARD : BACKWARD)) {
            statement.setInt(1, start);
            long begun = System.nanoTime();
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Answer(rows.getLong(1), (System.nanoTime() - begun) / 1e6);
            }
        }
    }
}
