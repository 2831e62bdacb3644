package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Keys and ledgers for tests: the same at each run. */
public final class Ledgers {

    public static final String ORIGIN = "foodflow.example/ledger/acme";
    public static final NoteKey LOG = NoteKey.ofSeed(ORIGIN, KeyType.ED25519, seed(1));
    public static final NoteKey WITNESS = NoteKey.ofSeed("witness.example/w1", KeyType.COSIGNATURE_V1, seed(2));

    private Ledgers() {}

    public static byte[] seed(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    public static List<byte[]> bytes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    public static List<byte[]> entries(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new LedgerEntry(JsonObject.empty()
                                .with("id", "e" + i)
                                .with("event", "lot.changed")
                                .with("quantity", JsonValue.of(i / 4.0)))
                        .bytes())
                .toList();
    }

    /** A ledger of entries that are JSON, appended in batches of 100. */
    public static Ledger ofEntries(InMemoryTileStore store, int size) throws IOException {
        var ledger = Ledger.open(LOG, store);
        for (int i = 0; i < size; i += 100) {
            ledger.append(entries(i, Math.min(size, i + 100)));
        }
        return ledger;
    }
}
