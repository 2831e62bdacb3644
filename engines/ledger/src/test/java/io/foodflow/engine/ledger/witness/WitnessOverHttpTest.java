package io.foodflow.engine.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Behind;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Contradicted;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Refused;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessOverHttpTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final InMemoryTileStore store = new InMemoryTileStore();
    private final Memory memory = new Memory();
    private WitnessServer server;
    private WitnessClient client;
    private Ledger ledger;

    private static final class Memory implements WitnessMemory {
        private final Map<String, SignedNote> latest = new HashMap<>();
        private boolean fails;

        @Override
        public synchronized Optional<SignedNote> latest(String origin) throws IOException {
            if (fails) {
                throw new IOException("disk gone");
            }
            return Optional.ofNullable(latest.get(origin));
        }

        @Override
        public synchronized void remember(String origin, SignedNote checkpoint) {
            latest.put(origin, checkpoint);
        }
    }

    @BeforeEach
    void start() throws IOException {
        var witness = new Witness(
                Ledgers.WITNESS, LogDirectory.of(List.of(Ledgers.LOG.verifier())), memory, Clock.systemUTC());
        server = WitnessServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), witness, _ -> {});
        client = client(server.address(), Ledgers.WITNESS.verifier(), LONG);
        ledger = Ledger.open(Ledgers.LOG, store);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    private WitnessClient client(InetSocketAddress address, NoteVerifier key, Duration timeout) {
        return new WitnessClient(http, uri(address), key, timeout);
    }

    private static URI uri(InetSocketAddress address) {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    private WitnessOutcome cosign(Ledger asking, long oldSize) {
        return client.cosign(asking.head(), oldSize, size -> asking.tree().consistency(size));
    }

    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(server.address()).resolve(path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void signsOverHttpWhateverOneBelievesItSignedLast() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        assertThat(cosign(ledger, 3))
                .isInstanceOfSatisfying(
                        Cosigned.class,
                        cosigned -> assertThat(cosigned.note()
                                        .verifiedBy(List.of(Ledgers.LOG.verifier(), Ledgers.WITNESS.verifier())))
                                .hasSize(2));
        ledger.append(Ledgers.bytes(5, 800));
        assertThat(cosign(ledger, 0)).isInstanceOf(Cosigned.class);
        assertThat(cosign(ledger, 9_999)).isInstanceOf(Cosigned.class);
    }

    @Test
    void answersWithTheStatusOfTheProtocol() throws Exception {
        ledger.append(Ledgers.bytes(0, 5));
        var good = AddCheckpoint.of(ledger.tree().consistency(0), ledger.head().note());
        var signed = post("/add-checkpoint", good.encoded());
        assertThat(signed.statusCode()).isEqualTo(200);
        assertThat(signed.body()).startsWith("— witness.example/w1 ").endsWith("\n");

        var conflict = post("/add-checkpoint", good.encoded());
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).isEqualTo("5\n");
        assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");

        ledger.append(Ledgers.bytes(5, 9));
        var noProof = new AddCheckpoint(5, List.of(), ledger.head().note());
        assertThat(post("/add-checkpoint", noProof.encoded()).statusCode()).isEqualTo(422);
        var tooOld = new AddCheckpoint(10, List.of(), ledger.head().note());
        assertThat(post("/add-checkpoint", tooOld.encoded()).statusCode()).isEqualTo(400);
        assertThat(post("/add-checkpoint", "nonsense".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        var foreign =
                Ledger.open(NoteKey.ofSeed(Ledgers.ORIGIN, KeyType.ED25519, Ledgers.seed(9)), new InMemoryTileStore());
        assertThat(post(
                                "/add-checkpoint",
                                new AddCheckpoint(0, List.of(), foreign.head().note()).encoded())
                        .statusCode())
                .isEqualTo(403);
        var unknown = Ledger.open(Ledgers.LOG.named("elsewhere"), new InMemoryTileStore());
        assertThat(post(
                                "/add-checkpoint",
                                new AddCheckpoint(0, List.of(), unknown.head().note()).encoded())
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/other", good.encoded()).statusCode()).isEqualTo(404);
        assertThat(post("/add-checkpoint", new byte[70_000]).statusCode()).isEqualTo(413);
        var get = HttpRequest.newBuilder(uri(server.address()).resolve("/add-checkpoint"))
                .build();
        assertThat(http.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        memory.fails = true;
        assertThat(post("/add-checkpoint", good.encoded()).statusCode()).isEqualTo(500);
    }

    @Test
    void tellsARewriteAForkAndARollbackApart() throws IOException {
        ledger.append(Ledgers.bytes(0, 10));
        var old = store.copy();
        ledger.append(Ledgers.bytes(10, 20));
        assertThat(cosign(ledger, 0)).isInstanceOf(Cosigned.class);

        var rolledBack = Ledger.open(Ledgers.LOG, old);
        assertThat(cosign(rolledBack, 0)).isEqualTo(new Behind(20));
        rolledBack.append(Ledgers.bytes(50, 60));
        assertThat(cosign(rolledBack, 0)).isEqualTo(new Contradicted(20));
        rolledBack.append(Ledgers.bytes(60, 70));
        assertThat(cosign(rolledBack, 0)).isEqualTo(new Contradicted(20));
        assertThat(cosign(ledger, 20)).isInstanceOf(Cosigned.class);
    }

    @Test
    void saysWhyThereIsNoSignature() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        var unknown = Ledger.open(Ledgers.LOG.named("elsewhere"), new InMemoryTileStore());
        assertThat(cosign(unknown, 0))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
        var other = NoteKey.ofSeed("witness.example/w2", KeyType.COSIGNATURE_V1, Ledgers.seed(3));
        assertThat(client(server.address(), other.verifier(), LONG)
                        .cosign(ledger.head(), 0, size -> ledger.tree().consistency(size)))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> assertThat(unreachable.reason()).contains("no signature of"));
        var redirecting = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> new WitnessClient(redirecting, uri(server.address()), other.verifier(), LONG))
                .hasMessageContaining("must not follow redirects");
        redirecting.close();
    }

    /** What stands in the place of a witness may answer anything, or nothing. */
    @Test
    void isNotTakenInByWhatIsNoWitness() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        assertThat(against(200, "— a AAAAAAE=\n")).isInstanceOf(Unreachable.class);
        assertThat(against(200, "")).isInstanceOf(Unreachable.class);
        assertThat(against(200, "x".repeat(100_000))).isInstanceOf(Unreachable.class);
        assertThat(against(409, "many\n")).isInstanceOf(Unreachable.class);
        assertThat(against(409, "-5\n")).isInstanceOf(Unreachable.class);
        assertThat(against(302, "")).isEqualTo(new Refused(302, ""));
        assertThat(against(-1, "")).isInstanceOf(Unreachable.class);
    }

    private WitnessOutcome against(int status, String body) throws IOException {
        var stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (status < 0) {
                return; // never answers
            }
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        stub.start();
        try {
            return client(stub.getAddress(), Ledgers.WITNESS.verifier(), status < 0 ? Duration.ofMillis(50) : LONG)
                    .cosign(ledger.head(), 0, size -> ledger.tree().consistency(size));
        } finally {
            stub.stop(0);
        }
    }
}
