package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foodflow.audit.lineage.Receiver.Told;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiversTest {

    private static final UUID RUN = UUID.fromString("0199a000-0000-7000-8000-000000000001");

    private final Marquez marquez = new Marquez();

    @AfterEach
    void stop() {
        marquez.close();
    }

    /** Answers POST /api/v1/lineage as Marquez does: 201 and nothing for what it took, else a message as JSON. */
    private static final class Marquez implements AutoCloseable {

        private final HttpServer server;
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final List<String> authorizations = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile int status = 201;

        Marquez() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.createContext("/api/v1/lineage", this::serve);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        private void serve(HttpExchange exchange) throws IOException {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                if (status == 0) {
                    closed.await();
                    return;
                }
                if (status == 201) {
                    taken.add(body);
                    exchange.sendResponseHeaders(201, -1);
                    return;
                }
                if (status == 302) {
                    exchange.getResponseHeaders().add("Location", "/api/v1/namespaces");
                }
                var answer = "{\"code\":%d,\"message\":\"Unable to process JSON\"}"
                        .formatted(status)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        HttpReceiver receiver(int millis) {
            return new HttpReceiver(new LineageSettings.Http(
                    URI.create("http://127.0.0.1:%d/api/v1/lineage"
                            .formatted(server.getAddress().getPort())),
                    "secret",
                    millis));
        }

        @Override
        public void close() {
            closed.countDown();
            server.stop(0);
        }
    }

    @Test
    void postsToMarquezWithAToken() {
        try (var receiver = marquez.receiver(10_000)) {
            assertThat(receiver.tell(RUN, "{\"a\":1}")).isEqualTo(new Told.Arrived());
        }
        assertThat(marquez.taken).containsExactly("{\"a\":1}");
        assertThat(marquez.authorizations).containsExactly("Bearer secret");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Refused",
        "413, Refused",
        "422, Refused",
        "500, Faulted",
        "401, NotNow",
        "404, NotNow",
        "429, NotNow",
        "503, NotNow",
        "302, NotNow"
    })
    void knowsWhatAnAnswerMeans(int status, String told) {
        marquez.status = status;
        try (var receiver = marquez.receiver(10_000)) {
            assertThat(receiver.tell(RUN, "{}").getClass().getSimpleName()).isEqualTo(told);
        }
        assertThat(marquez.authorizations).as("nobody else is asked").hasSize(1);
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        marquez.status = 0;
        try (var receiver = marquez.receiver(150)) {
            assertThat(receiver.tell(RUN, "{}")).isEqualTo(new Told.NotNow("no answer within 150 ms"));
        }
    }

    @Test
    void triesOneThatIsNotThereLater() {
        var receiver = marquez.receiver(10_000);
        marquez.close();
        try (receiver) {
            assertThat(receiver.tell(RUN, "{}")).isInstanceOf(Told.NotNow.class);
        }
    }

    @Test
    void appendsToAFile(@TempDir Path folder) throws IOException {
        var file = folder.resolve("new/lineage.jsonl");
        try (var receiver = new FileReceiver(file)) {
            assertThat(receiver.tell(RUN, "{\"a\":1}")).isEqualTo(new Told.Arrived());
            assertThat(receiver.tell(RUN, "{\"a\":2}")).isEqualTo(new Told.Arrived());
        }
        assertThat(Files.readAllLines(file)).containsExactly("{\"a\":1}", "{\"a\":2}");
        try (var receiver = new FileReceiver(folder)) {
            assertThat(receiver.tell(RUN, "{}")).isInstanceOf(Told.NotNow.class);
        }
    }

    private static MockProducer<String, String> producer(boolean completes) {
        return new MockProducer<>(
                completes, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer());
    }

    @Test
    void writesToATopicByRun() {
        var producer = producer(true);
        try (var receiver = new KafkaReceiver("openlineage", () -> producer)) {
            assertThat(receiver.tell(RUN, "{\"a\":1}")).isEqualTo(new Told.Arrived());
        }
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("openlineage");
            assertThat(record.key()).isEqualTo(RUN.toString());
            assertThat(record.value()).isEqualTo("{\"a\":1}");
        });
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void believesNoRecordThatKafkaDidNotConfirm() {
        var broken = producer(true);
        broken.sendException = new KafkaException("no broker");
        var tooLarge = producer(true);
        tooLarge.sendException = new RecordTooLargeException("1 MiB at most");
        try (var receiver = new KafkaReceiver("openlineage", () -> broken)) {
            assertThat(receiver.tell(RUN, "{}")).isInstanceOf(Told.NotNow.class);
            assertThat(broken.closed()).as("and begins anew").isTrue();
        }
        try (var receiver = new KafkaReceiver("openlineage", () -> tooLarge)) {
            assertThat(receiver.tell(RUN, "{}")).isInstanceOf(Told.Refused.class);
        }
    }

    @Test
    void isSureOfKafkaWhateverItsSettingsSay() {
        var properties = KafkaReceiver.properties(new LineageSettings.Kafka(
                "broker:9092", "openlineage", Map.of("acks", "0", "security.protocol", "SSL")));
        assertThat(properties)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "broker:9092");
    }
}
