package io.foodflow.engine.ledger.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Conflict;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Malformed;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotConsistent;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotSigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.UnknownLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A witness over HTTP: {@code POST /add-checkpoint} and nothing else. Requests of more than 64 KiB are refused. Each
 * request has a virtual thread; there is no TLS, which belongs to a proxy in front.
 */
public final class WitnessServer implements AutoCloseable {

    private static final String PATH = "/add-checkpoint";
    private static final int MOST_BYTES = 64 << 10;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Witness witness;
    private final Consumer<IOException> failures;

    private WitnessServer(HttpServer server, ExecutorService threads, Witness witness, Consumer<IOException> failures) {
        this.server = server;
        this.threads = threads;
        this.witness = witness;
        this.failures = failures;
    }

    /**
     * Starts to serve.
     *
     * @param address port 0 for any that is free
     * @param failures told when the memory fails, which answers 500
     */
    public static WitnessServer start(InetSocketAddress address, Witness witness, Consumer<IOException> failures)
            throws IOException {
        var http = HttpServer.create(address, 0);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var server = new WitnessServer(http, threads, witness, failures);
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                answer(exchange, 404, TEXT, "there is only " + PATH + "\n");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, 405, TEXT, "only POST\n");
            } else {
                add(exchange);
            }
        }
    }

    private void add(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 413, TEXT, "a request must have at most " + MOST_BYTES + " bytes\n");
            return;
        }
        WitnessAnswer given;
        try {
            given = witness.addCheckpoint(body);
        } catch (IOException e) {
            failures.accept(e);
            answer(exchange, 500, TEXT, "the witness cannot use its memory\n");
            return;
        }
        answer(exchange, given);
    }

    private static void answer(HttpExchange exchange, WitnessAnswer answer) throws IOException {
        switch (answer) {
            case Cosigned(var signature) -> answer(exchange, 200, TEXT, signature.line() + "\n");
            case Malformed(var reason) -> answer(exchange, 400, TEXT, reason + "\n");
            case NotSigned() -> answer(exchange, 403, TEXT, "no known key of the log signed the checkpoint\n");
            case UnknownLog(var origin) -> answer(exchange, 404, TEXT, "unknown log: " + origin + "\n");
            case Conflict(long size) -> answer(exchange, 409, "text/x.tlog.size", size + "\n");
            case NotConsistent() -> answer(exchange, 422, TEXT, "the proof does not show consistency\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Stops; requests under way have a second to end. */
    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
