package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import io.foodflow.engine.ledger.tiles.TiledTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes entries of a ledger as a file that proves itself; its format is in docs/audit-export.md. Linear in the entries,
 * constant in memory.
 *
 * <p>Entries must be those of {@link LedgerEntry}.
 */
public final class LedgerExport {

    private final TileStore store;
    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final List<NoteVerifier> logKeys;
    private final List<NoteVerifier> witnessKeys;
    private final List<SignedNote> earlier;
    private final Disclosure disclosure;
    private final TiledTree tree;

    /**
     * An export of a ledger at one size.
     *
     * @param checkpoint signed by each of these keys; other signatures are left out
     * @param earlier checkpoints of other sizes, signed by the log's keys, that it is shown to continue
     * @throws IllegalArgumentException when one of the keys did not sign
     */
    public LedgerExport(
            TileStore store,
            SignedNote checkpoint,
            List<NoteVerifier> logKeys,
            List<NoteVerifier> witnessKeys,
            List<SignedNote> earlier,
            Disclosure disclosure) {
        this.store = store;
        this.logKeys = List.copyOf(logKeys);
        this.witnessKeys = List.copyOf(witnessKeys);
        this.earlier = earlier.stream()
                .sorted(Comparator.comparingLong(LedgerExport::size))
                .toList();
        this.disclosure = disclosure;
        this.note = signedOnlyBy(
                checkpoint,
                Stream.concat(logKeys.stream(), witnessKeys.stream()).toList());
        this.checkpoint = Checkpoint.parse(checkpoint.text());
        this.tree = new TiledTree(store, this.checkpoint.size());
    }

    private static long size(SignedNote checkpoint) {
        return Checkpoint.parse(checkpoint.text()).size();
    }

    private static SignedNote signedOnlyBy(SignedNote note, List<NoteVerifier> keys) {
        if (!note.verifiedBy(keys).equals(keys)) {
            throw new IllegalArgumentException("each of the keys must have signed the checkpoint: " + keys);
        }
        return new SignedNote(
                note.text(),
                note.signatures().stream()
                        .filter(signature -> keys.stream().anyMatch(key -> key.isNamedBy(signature)))
                        .toList());
    }

    /**
     * Writes a run of entries, whole: that none is missing is proved too.
     *
     * @throws IllegalArgumentException when the ledger does not have them
     */
    public void range(long first, long count, OutputStream out) throws IOException {
        if (first < 0 || count < 0 || first > checkpoint.size() - count) {
            throw new IllegalArgumentException(
                    "the entries must be within 0.." + checkpoint.size() + ", were " + count + " from " + first);
        }
        write(header(count).with(ExportFormat.FIRST, JsonValue.of(first)), out);
        writeEarlier(out);
        if (count == 0) {
            return;
        }
        var edge = new ArrayList<TilePath>();
        for (int level = 0; TilePath.columns(checkpoint.size(), level) > 0; level++) {
            TilePath.in(checkpoint.size(), level, TilePath.columns(checkpoint.size(), level) / TilePath.FULL)
                    .ifPresent(edge::add);
        }
        for (var path : edge.reversed()) {
            writeTile(path, out);
        }
        var shown = new long[8];
        Arrays.fill(shown, -1);
        for (long bundle = first / TilePath.FULL; bundle * TilePath.FULL < first + count; bundle++) {
            writeTiles(bundle, shown, out);
            writeBundle(bundle, first, first + count, out);
        }
    }

    /** The full tiles from the top down to the one above this bundle, but for those shown already. */
    private void writeTiles(long bundle, long[] shown, OutputStream out) throws IOException {
        for (int level = shown.length - 1; level >= 0; level--) {
            long index = bundle >>> (TilePath.HEIGHT * level);
            var path = TilePath.in(checkpoint.size(), level, index);
            if (path.isPresent() && path.get().isFull() && shown[level] != index) {
                writeTile(path.get(), out);
                shown[level] = index;
            }
        }
    }

    private void writeBundle(long bundle, long begin, long end, OutputStream out) throws IOException {
        var path = TilePath.in(checkpoint.size(), TilePath.ENTRIES, bundle).orElseThrow();
        byte[] content = store.read(path).orElseThrow(() -> new IOException(path.text() + " is missing"));
        long index = bundle * TilePath.FULL;
        for (byte[] entry : TileContent.entries(content, path)) {
            if (index >= begin && index < end) {
                write(entry(index, entry), out);
            }
            index++;
        }
    }

    /**
     * Writes some entries, each with a proof of its own. That the selection is complete in any sense is not proved.
     *
     * @throws IllegalArgumentException when the ledger does not have them
     */
    public void selection(SortedSet<Long> indexes, OutputStream out) throws IOException {
        write(header(indexes.size()), out);
        writeEarlier(out);
        for (long index : indexes) {
            var proof = tree.inclusion(index);
            write(entry(index, tree.entry(index)).with(ExportFormat.PROOF, hashes(proof.path())), out);
        }
    }

    private JsonObject header(long count) {
        return JsonObject.empty()
                .with(ExportFormat.FORMAT, ExportFormat.NAME)
                .with(ExportFormat.CHECKPOINT, note.encoded())
                .with(ExportFormat.LOG_KEYS, keys(logKeys))
                .with(ExportFormat.WITNESS_KEYS, keys(witnessKeys))
                .with(ExportFormat.COUNT, JsonValue.of(count));
    }

    private void writeEarlier(OutputStream out) throws IOException {
        for (var old : earlier) {
            var proof = tree.consistency(size(old));
            write(
                    JsonObject.empty()
                            .with(
                                    ExportFormat.CHECKPOINT,
                                    signedOnlyBy(old, logKeys).encoded())
                            .with(ExportFormat.CONSISTENCY, hashes(proof.path())),
                    out);
        }
    }

    private void writeTile(TilePath path, OutputStream out) throws IOException {
        var content = TileContent.ofHashes(tree.hashes(path));
        write(
                JsonObject.empty()
                        .with(ExportFormat.TILE, path.text())
                        .with(ExportFormat.HASHES, Base64.getEncoder().encodeToString(content)),
                out);
    }

    private JsonObject entry(long index, byte[] bytes) {
        var entry = LedgerEntry.parse(bytes);
        var line = JsonObject.empty()
                .with(ExportFormat.INDEX, JsonValue.of(index))
                .with(ExportFormat.ENTRY, entry.content());
        var disclosed = new TreeMap<String, JsonValue>();
        entry.personal().forEach((field, hidden) -> {
            if (disclosure.open(hidden, entry.context(field)) instanceof Opened(var value, var salt)) {
                disclosed.put(
                        field, JsonObject.empty().with(ExportFormat.SALT, salt).with(ExportFormat.VALUE, value));
            }
        });
        return disclosed.isEmpty() ? line : line.with(ExportFormat.DISCLOSED, new JsonObject(disclosed));
    }

    private static JsonArray keys(Collection<NoteVerifier> keys) {
        return new JsonArray(keys.stream().map(key -> JsonValue.of(key.text())).toList());
    }

    private static JsonArray hashes(Collection<Hash> hashes) {
        return new JsonArray(
                hashes.stream().map(hash -> JsonValue.of(hash.base64())).toList());
    }

    private static void write(JsonObject line, OutputStream out) throws IOException {
        out.write(CanonicalJson.bytes(line));
        out.write('\n');
    }
}
