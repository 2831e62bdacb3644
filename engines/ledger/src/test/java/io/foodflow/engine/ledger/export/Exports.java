package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.tiles.TileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Exports for tests. */
final class Exports {

    static final List<NoteVerifier> LOG = List.of(Ledgers.LOG.verifier());
    static final List<NoteVerifier> WITNESS = List.of(Ledgers.WITNESS.verifier());

    private Exports() {}

    static Ledger ledger(InMemoryTileStore store, int size) throws IOException {
        return Ledgers.ofEntries(store, size);
    }

    static SignedNote cosigned(SignedNote note) {
        return note.with(List.of(Ledgers.WITNESS.cosign(note.text(), Instant.ofEpochSecond(1_700_000_000))));
    }

    static byte[] range(TileStore store, SignedNote note, long first, long count) throws IOException {
        var out = new ByteArrayOutputStream();
        new LedgerExport(store, cosigned(note), LOG, WITNESS, List.of(), Disclosure.none()).range(first, count, out);
        return out.toByteArray();
    }

    static byte[] selection(TileStore store, SignedNote note, SortedSet<Long> indexes) throws IOException {
        var out = new ByteArrayOutputStream();
        new LedgerExport(store, cosigned(note), LOG, WITNESS, List.of(), Disclosure.none()).selection(indexes, out);
        return out.toByteArray();
    }

    static ExportVerdict verify(byte[] file) throws IOException {
        return new ExportVerifier(Trust.ofTheFile()).verify(new ByteArrayInputStream(file));
    }

    static List<String> lines(byte[] file) {
        return new ArrayList<>(new String(file, StandardCharsets.UTF_8).lines().toList());
    }

    static byte[] file(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
