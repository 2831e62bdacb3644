package io.foodflow.foodgraph.chainlab;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of imported networks; every method runs in the caller's transaction. */
final class NetworkTable {

    private final JdbcClient jdbc;

    NetworkTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A network that was or is to be imported.
     *
     * @param network the part of its keys that is its own
     * @param document id of the document in the object store
     * @param jobId of the import, null before one is ordered
     * @param imported whether it is in the graph
     */
    record Row(
            String network,
            String name,
            String document,
            @Nullable UUID jobId,
            boolean imported) {}

    /** Enters a network if there is none of that name; either way, nobody else changes its row until we are done. */
    Row enter(String network, String name, String document) {
        jdbc.sql("""
                        insert into imported_networks (network, name, document) values (?, ?, ?)
                        on conflict (network) do nothing
                        """).params(network, name, document).update();
        return lock(network);
    }

    Row find(String network) {
        return row(network, "");
    }

    Row lock(String network) {
        return row(network, " for update");
    }

    private Row row(String network, String lock) {
        return jdbc.sql("select network, name, document, job_id, imported from imported_networks where network = ?"
                        + lock)
                .param(network)
                .query((row, n) -> new Row(
                        row.getString("network"),
                        row.getString("name"),
                        row.getString("document"),
                        row.getObject("job_id", UUID.class),
                        row.getBoolean("imported")))
                .single();
    }

    void begin(String network, String name, String document, UUID job) {
        jdbc.sql("update imported_networks set name = ?, document = ?, job_id = ? where network = ?")
                .params(name, document, job, network)
                .update();
    }

    void finish(String network) {
        jdbc.sql("update imported_networks set imported = true, imported_at = now() where network = ?")
                .param(network)
                .update();
    }
}
