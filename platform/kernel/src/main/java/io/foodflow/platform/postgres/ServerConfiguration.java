package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server's configuration files, written anew at each start. They include what initdb found out about the machine
 * ({@code postgresql.conf}) and override it.
 */
final class ServerConfiguration {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    /** For two cores and a small machine; every one of these may be overridden by the settings. */
    private static final String DEFAULTS = """
            shared_buffers = 128MB
            effective_cache_size = 512MB
            work_mem = 8MB
            maintenance_work_mem = 64MB
            max_connections = 60
            max_locks_per_transaction = 256
            wal_buffers = 8MB
            max_wal_size = 1GB
            min_wal_size = 160MB
            checkpoint_timeout = 10min
            random_page_cost = 1.1
            jit = off
            io_workers = 2
            max_worker_processes = 26
            max_parallel_workers = 2
            max_parallel_workers_per_gather = 1
            max_parallel_maintenance_workers = 1
            max_logical_replication_workers = 20
            max_wal_senders = 30
            max_replication_slots = 50
            autovacuum_max_workers = 2
            client_connection_check_interval = 5s
            timezone = UTC
            log_timezone = UTC
            log_line_prefix = %m [%p] %q%u@%d\s
            log_checkpoints = off
            log_lock_waits = on
            log_min_duration_statement = 2s
            """;

    /** What no setting changes: durability, and who can reach the server. */
    private static final String FIXED = """
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            wal_level = logical
            password_encryption = scram-sha-256
            listen_addresses = 127.0.0.1
            unix_socket_directories =
            logging_collector = off
            allow_alter_system = off
            """;

    /**
     * What is better where the server was built with it. Compressing full-page images with LZ4 is nearly free; the older
     * method costs more than it saves on two cores. After a crash, one order to the file system (Linux) instead of one for
     * each file: a thousand tenants have hundreds of thousands of them.
     */
    private static final Map<String, String> WISHES =
            Map.of("wal_compression", "lz4", "recovery_init_sync_method", "syncfs");

    private static final String HOST_BASED_ACCESS = """
            # Written at each start. Only this machine, and only by password.
            host all         all 127.0.0.1/32 scram-sha-256
            host replication all 127.0.0.1/32 scram-sha-256
            """;

    private ServerConfiguration() {}

    static Path file(PostgresHome home) {
        return home.data().resolve("foodflow.conf");
    }

    static void write(Installation installation, Map<String, String> overrides, int port, String user)
            throws IOException {
        var home = installation.home();
        OwnerOnlyFile.write(
                home.service(), """
                # Written at each start: where databases of this server find each other.
                [%s]
                host=127.0.0.1
                port=%d
                user=%s
                password=%s
                """.formatted(EmbeddedPostgres.SERVICE, port, user, SuperuserPassword.read(home)));
        var accessFile = home.data().resolve("pg_hba.conf");
        var all = new LinkedHashMap<>(parameters(DEFAULTS));
        for (var wish : WISHES.entrySet()) {
            if (accepts(installation, wish.getKey(), wish.getValue())) {
                all.put(wish.getKey(), wish.getValue());
            }
        }
        all.putAll(overrides);
        all.putAll(parameters(FIXED));
        all.put("port", Integer.toString(port));
        all.put("hba_file", accessFile.toString());
        var lines = all.entrySet().stream()
                .map(e -> e.getKey() + " = '" + escaped(e.getValue()) + "'\n")
                .collect(Collectors.joining());
        OwnerOnlyFile.write(accessFile, HOST_BASED_ACCESS);
        OwnerOnlyFile.write(
                file(home),
                "# Written at each start; change the platform's settings instead.\ninclude 'postgresql.conf'\n"
                        + lines);
    }

    private static Map<String, String> parameters(String block) {
        var map = new LinkedHashMap<String, String>();
        block.lines().forEach(line -> {
            var equals = line.indexOf('=');
            map.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).replaceFirst("^ ", ""));
        });
        return map;
    }

    /** Whether this build of the server knows such a value; one that it does not know would keep it from starting. */
    private static boolean accepts(Installation installation, String parameter, String value) throws IOException {
        var answer = installation
                .runner()
                .run(
                        PROBE_LIMIT,
                        installation.binaries().program("postgres"),
                        "-D",
                        installation.home().data().toString(),
                        "-c",
                        parameter + "=" + value,
                        "-C",
                        parameter);
        return answer.exit() == 0;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("'", "''");
    }
}
