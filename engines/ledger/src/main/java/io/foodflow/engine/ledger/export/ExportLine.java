package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.MalformedJsonException;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.personal.Commitment;
import io.foodflow.engine.ledger.tiles.MalformedTileException;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One line of an export, read as far as that can be done without those before it. */
sealed interface ExportLine {

    /** The first line. */
    record Header(
            SignedNote note,
            Checkpoint checkpoint,
            List<NoteVerifier> logKeys,
            List<NoteVerifier> witnessKeys,
            OptionalLong first,
            long count)
            implements ExportLine {}

    /** An earlier checkpoint, and the proof that it was continued. */
    record Earlier(SignedNote note, Checkpoint checkpoint, List<Hash> proof) implements ExportLine {}

    /** Hashes of the tree. */
    record Hashes(TilePath path, List<Hash> hashes) implements ExportLine {}

    /** An entry. */
    record Entry(long index, Hash leaf, Optional<List<Hash>> proof, int disclosed) implements ExportLine {}

    /** A line that cannot be. */
    record Bad(String reason) implements ExportLine {}

    /** Reads a line, without its newline; everything that is slow about it is done here. */
    static ExportLine read(byte[] line) {
        try {
            if (!(CanonicalJson.parseCanonical(line) instanceof JsonObject object)) {
                return new Bad("must be a JSON object");
            }
            return read(new Fields(object), line);
        } catch (RefusedLine e) {
            return new Bad(e.reason());
        } catch (MalformedJsonException
                | MalformedNoteException
                | MalformedTileException
                | IllegalArgumentException e) {
            return new Bad(String.valueOf(e.getMessage()));
        }
    }

    private static ExportLine read(Fields fields, byte[] line) {
        if (fields.has(ExportFormat.ENTRY)) {
            return entry(fields, line);
        }
        if (fields.has(ExportFormat.TILE)) {
            fields.requireOnly(Set.of(ExportFormat.TILE, ExportFormat.HASHES));
            var path = TilePath.parse(fields.text(ExportFormat.TILE));
            if (path.level() == TilePath.ENTRIES) {
                throw new RefusedLine("must not have entries in a tile");
            }
            return new Hashes(path, TileContent.hashes(base64(fields.text(ExportFormat.HASHES)), path));
        }
        var note = SignedNote.parse(fields.text(ExportFormat.CHECKPOINT));
        var checkpoint = Checkpoint.parse(note.text());
        if (fields.has(ExportFormat.CONSISTENCY)) {
            fields.requireOnly(Set.of(ExportFormat.CHECKPOINT, ExportFormat.CONSISTENCY));
            return new Earlier(note, checkpoint, fields.hashes(ExportFormat.CONSISTENCY));
        }
        return header(fields, note, checkpoint);
    }

    private static Header header(Fields fields, SignedNote note, Checkpoint checkpoint) {
        if (!fields.text(ExportFormat.FORMAT).equals(ExportFormat.NAME)) {
            throw new RefusedLine(
                    "must have the format '" + ExportFormat.NAME + "', had '" + fields.text(ExportFormat.FORMAT) + "'");
        }
        fields.requireOnly(Set.of(
                ExportFormat.FORMAT,
                ExportFormat.CHECKPOINT,
                ExportFormat.LOG_KEYS,
                ExportFormat.WITNESS_KEYS,
                ExportFormat.FIRST,
                ExportFormat.COUNT));
        return new Header(
                note,
                checkpoint,
                fields.list(ExportFormat.LOG_KEYS, NoteVerifier::parse),
                fields.list(ExportFormat.WITNESS_KEYS, NoteVerifier::parse),
                fields.has(ExportFormat.FIRST)
                        ? OptionalLong.of(fields.number(ExportFormat.FIRST))
                        : OptionalLong.empty(),
                fields.number(ExportFormat.COUNT));
    }

    private static Entry entry(Fields fields, byte[] line) {
        fields.requireOnly(Set.of(ExportFormat.ENTRY, ExportFormat.INDEX, ExportFormat.PROOF, ExportFormat.DISCLOSED));
        var entry = new LedgerEntry(fields.object(ExportFormat.ENTRY));
        return new Entry(
                fields.number(ExportFormat.INDEX),
                leaf(entry, line),
                fields.has(ExportFormat.PROOF) ? Optional.of(fields.hashes(ExportFormat.PROOF)) : Optional.empty(),
                fields.has(ExportFormat.DISCLOSED) ? disclosed(entry, fields.object(ExportFormat.DISCLOSED)) : 0);
    }

    /**
     * The hash of the entry, which stands in the line as it is hashed, for the line is canonical: behind the opening, unless
     * something is disclosed, and before the last name 'index', for a proof has none in it.
     */
    private static Hash leaf(LedgerEntry entry, byte[] line) {
        int end = line.length - ExportFormat.INDEX_NAME.length;
        while (end > 0 && !startsWith(line, end, ExportFormat.INDEX_NAME)) {
            end--;
        }
        return startsWith(line, 0, ExportFormat.ENTRY_OPENING)
                ? TreeHashes.leaf(line, ExportFormat.ENTRY_OPENING.length, end - ExportFormat.ENTRY_OPENING.length)
                : TreeHashes.leaf(entry.bytes());
    }

    private static boolean startsWith(byte[] line, int at, byte[] name) {
        return line.length >= at + name.length && Arrays.equals(line, at, at + name.length, name, 0, name.length);
    }

    private static int disclosed(LedgerEntry entry, JsonObject disclosed) {
        var sealed = entry.personal();
        for (var field : disclosed.members().keySet()) {
            var shown = new Fields(new Fields(disclosed).object(field));
            shown.requireOnly(Set.of(ExportFormat.SALT, ExportFormat.VALUE));
            byte[] salt = base64(shown.text(ExportFormat.SALT));
            var value = sealed.get(field);
            if (value == null) {
                throw new RefusedLine("discloses '" + field + "', which the entry does not have");
            }
            if (!Commitment.of(salt, entry.context(field), shown.value(ExportFormat.VALUE))
                    .equals(value.commitment())) {
                throw new RefusedLine("discloses another '" + field + "' than was entered");
            }
        }
        return disclosed.members().size();
    }

    private static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new RefusedLine("must have Base64 in its canonical form");
        }
        return bytes;
    }
}
