package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.merkle.ConsistencyProof;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.notes.Decimal;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log asks of a witness: to sign a checkpoint.
 *
 * @param oldSize which the log believes the witness signed last, 0 for none
 * @param proof that the checkpoint continues it
 * @param checkpoint signed by the log
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote checkpoint) {

    private static final String OLD = "old ";
    private static final int MOST_HASHES = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** The request for a proof and the checkpoint it leads to. */
    public static AddCheckpoint of(ConsistencyProof proof, SignedNote checkpoint) {
        return new AddCheckpoint(proof.oldSize(), proof.path(), checkpoint);
    }

    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException or {@link MalformedNoteException} when it is none
     */
    public static AddCheckpoint parse(byte[] body) {
        var text = utf8(body);
        int gap = text.indexOf("\n\n");
        if (gap < 0) {
            throw new IllegalArgumentException("there must be an empty line before the checkpoint");
        }
        var lines = List.of(text.substring(0, gap).split("\n", -1));
        if (!lines.getFirst().startsWith(OLD)) {
            throw new IllegalArgumentException("the first line must be 'old <size>'");
        }
        if (lines.size() > 1 + MOST_HASHES) {
            throw new IllegalArgumentException("there must be at most 63 hashes, were " + (lines.size() - 1));
        }
        return new AddCheckpoint(
                Decimal.parse(lines.getFirst().substring(OLD.length())),
                lines.stream().skip(1).map(Hash::ofBase64).toList(),
                SignedNote.parse(text.substring(gap + 2)));
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the body must be UTF-8", e);
        }
    }

    /** The body of the request. */
    public byte[] encoded() {
        var text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint.encoded()).toString().getBytes(StandardCharsets.UTF_8);
    }
}
