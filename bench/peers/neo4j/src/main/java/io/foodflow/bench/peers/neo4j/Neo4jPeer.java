package io.foodflow.bench.peers.neo4j;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * Neo4j Community alone in its process: an empty database in the folder that the first argument names, Bolt on the loopback
 * port of the second, without authentication, the page cache large enough for the whole graph. Ends when its standard input
 * does, so that it never outlives the benchmark that started it.
 */
public final class Neo4jPeer {
    private static final long PAGE_CACHE = ByteUnit.mebiBytes(512);

    private Neo4jPeer() {}

    public static void main(String[] args) throws IOException {
        DatabaseManagementService service = start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown, "stop-neo4j"));
        while (System.in.read() >= 0) {
            // nothing is said here; what counts is the end
        }
        System.exit(0);
    }

    private static DatabaseManagementService start(Path folder, int port) {
        return new DatabaseManagementServiceBuilder(folder)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.DISABLED)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                .setConfig(GraphDatabaseSettings.pagecache_memory, PAGE_CACHE)
                .setConfig(GraphDatabaseSettings.transaction_timeout, Duration.ofMinutes(5))
                .build();
    }
}
