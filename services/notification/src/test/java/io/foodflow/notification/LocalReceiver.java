package io.foodflow.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Takes what is sent to it over HTTP and answers as it is told, by path. It listens on an address of its own of the loopback,
 * so that a test can allow it and nothing else there. Thread-safe.
 */
public final class LocalReceiver implements AutoCloseable {

    public static final String HOST = "127.0.0.77";

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A request; the names of its headers in lower case. */
    public record Received(String method, String path, Map<String, String> headers, String body) {}

    /**
     * An answer.
     *
     * @param status 0 for none until the receiver is closed, -1 for a connection that breaks
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }
    }

    private LocalReceiver(HttpServer server) {
        this.server = server;
    }

    public static LocalReceiver start() {
        return startAt(HOST);
    }

    public static LocalReceiver startAt(String host) {
        try {
            var server = HttpServer.create(new InetSocketAddress(host, 0), 0);
            var receiver = new LocalReceiver(server);
            server.createContext("/", receiver::serve);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String address() {
        return "http://%s:%d".formatted(server.getAddress().getHostString(), port());
    }

    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> received(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var path = exchange.getRequestURI().getPath();
        received.add(new Received(
                exchange.getRequestMethod(),
                path,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var answer = answers.getOrDefault(path, Answer.of(200, "ok"));
        if (answer.status() == 0) {
            awaitClose();
        }
        if (answer.status() <= 0) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
