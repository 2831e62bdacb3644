package io.foodflow.platform.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * Where the server listens, kept in the home so that the port stays the same from start to start and other processes
 * of the same owner (the command line) find it.
 */
record Endpoint(int port, String user, String database) {

    /** Below the range from which Linux and macOS take the ports of outgoing connections. */
    private static final int LOWEST_PORT = 15_000;

    private static final int HIGHEST_PORT = 31_999;
    private static final int ATTEMPTS = 200;

    static Optional<Endpoint> read(PostgresHome home) throws IOException {
        if (!Files.exists(home.endpoint())) {
            return Optional.empty();
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(home.endpoint())));
        try {
            return Optional.of(new Endpoint(
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("user", ""),
                    properties.getProperty("database", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(PostgresHome home) throws IOException {
        OwnerOnlyFile.write(home.endpoint(), "port=%d%nuser=%s%ndatabase=%s%n".formatted(port, user, database));
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The port used last time if it is free, else a random free one. */
    static int choosePort(PostgresHome home, RandomGenerator random) throws IOException {
        var last = read(home).map(Endpoint::port);
        if (last.isPresent() && isFree(last.get())) {
            return last.get();
        }
        return freePort(random);
    }

    static int freePort(RandomGenerator random) throws IOException {
        for (var n = 0; n < ATTEMPTS; n++) {
            var port = random.nextInt(LOWEST_PORT, HIGHEST_PORT + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + LOWEST_PORT + " and " + HIGHEST_PORT);
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
