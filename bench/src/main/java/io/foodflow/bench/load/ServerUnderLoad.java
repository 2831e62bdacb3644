package io.foodflow.bench.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built server as a process of its own, with the options that {@code ./foodflow up} gives its JVM, an embedded
 * PostgreSQL and one tenant. {@code FOODFLOW_JAVA_OPTIONS} adds options, for a profiler.
 */
public final class ServerUnderLoad implements AutoCloseable {
    static final String TENANT = "bench";
    private static final String EMAIL = "bench@foodflow.example";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final BenchHome home;
    private final URI address;
    private final String password;
    private final Thread hook = new Thread(this::stop, "stop-server");

    private ServerUnderLoad(Process process, BenchHome home, URI address, String password) {
        this.process = process;
        this.home = home;
        this.address = address;
        this.password = password;
    }

    /** Starts a server on {@code home}, with {@code settings} as {@code key=value}, and waits until it is ready. */
    public static ServerUnderLoad start(BenchHome home, String... settings) throws IOException, InterruptedException {
        int port = freePort();
        String password = home.password(ServerUnderLoad::invent);
        var command = new ArrayList<>(command(Checkout.here(), home.folder(), port));
        for (String setting : settings) command.add("--" + setting);
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "FOODFLOW_BOOTSTRAP_TENANT", TENANT,
                        "FOODFLOW_BOOTSTRAP_NAME", "Benchmarks",
                        "FOODFLOW_BOOTSTRAP_PLAN", "enterprise",
                        "FOODFLOW_BOOTSTRAP_EMAIL", EMAIL,
                        "FOODFLOW_LIMITS_ANONYMOUS_PERMINUTE", "10000000",
                        "FOODFLOW_LIMITS_ANONYMOUS_PERHOUR", "100000000",
                        "FOODFLOW_BOOTSTRAP_PASSWORD", password));
        Path log = home.folder().resolve("server.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        var server = new ServerUnderLoad(builder.start(), home, URI.create("http://127.0.0.1:" + port), password);
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.awaitReady(log);
        } catch (BenchFailure failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private static List<String> command(Checkout checkout, Path home, int port) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Xmx512m"));
        checkout.aotCache()
                .ifPresent(cache -> command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")));
        String more = System.getenv("FOODFLOW_JAVA_OPTIONS");
        if (more != null && !more.isBlank()) command.addAll(List.of(more.strip().split("\\s+")));
        command.addAll(List.of("-jar", checkout.serverJar().toString()));
        command.addAll(List.of("--server.port=" + port, "--foodflow.home=" + home));
        return command;
    }

    URI address() {
        return address;
    }

    public BenchHome home() {
        return home;
    }

    ProcessTree processes() {
        return new ProcessTree(process.toHandle());
    }

    long pid() {
        return process.pid();
    }

    HttpApi signIn() {
        return HttpApi.signIn(address, credentials());
    }

    /** What {@code POST /auth/login} takes. */
    Map<String, String> credentials() {
        return Map.of("email", EMAIL, "password", password, "tenant", TENANT);
    }

    private void awaitReady(Path log) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready(address)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchFailure("the server did not become ready; its log is " + log);
            }
            Thread.sleep(100);
        }
    }

    /** Whether the server at {@code address} says that it serves. */
    static boolean ready(URI address) {
        try {
            var connection =
                    (HttpURLConnection) address.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String invent() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return "Bench-" + HexFormat.of().formatHex(bytes) + "-X9";
    }

    /** Stops the server and its database; a home of this run's own goes with them. */
    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void stop() {
        try {
            process.destroy();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        home.close();
    }
}
