package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement, signed by the key that the database does not have, that a ledger goes on under a name of its own: only a
 * restore makes one. Its text cannot be read as a checkpoint, nor a checkpoint as a branch.
 *
 * @param origin the name under which it goes on
 * @param from what it goes on from, which is all that it had by then
 * @param replaced the ledger that it took the place of; null where that was signed by nobody known
 */
record LedgerBranch(
        String origin, Checkpoint from, @Nullable Checkpoint replaced) {

    private static final String NAME = "/branches";
    private static final String NOBODYS = "-";
    private static final int LINES = 4;
    private static final int WORDS = 3;

    SignedNote signed(LedgerKeys keys) {
        var text = "%s%s\nbranch %s\nfrom %s\nreplaced %s\n"
                .formatted(keys.name(), NAME, origin, words(from), replaced == null ? NOBODYS : words(replaced));
        return new SignedNote(text, List.of(keys.signer(keys.name() + NAME).sign(text)));
    }

    /** @throws LedgerDamagedException when none of our keys signed it, or it is none */
    static LedgerBranch of(String note, LedgerKeys keys) {
        try {
            var signed = SignedNote.parse(note);
            var name = keys.name() + NAME;
            if (TrailCheck.signers(signed, keys.verifiers(name)).isEmpty()) {
                throw damaged("must be signed by a key of this installation", note);
            }
            var lines = signed.text().lines().toList();
            if (lines.size() != LINES || !lines.getFirst().equals(name)) {
                throw damaged("is none", note);
            }
            var replaced = after("replaced ", lines.get(3), note);
            return new LedgerBranch(
                    after("branch ", lines.get(1), note),
                    checkpoint(after("from ", lines.get(2), note), note),
                    replaced.equals(NOBODYS) ? null : checkpoint(replaced, note));
        } catch (MalformedNoteException | IllegalArgumentException e) {
            throw new LedgerDamagedException("the statement of another name is none: " + e.getMessage(), e);
        }
    }

    private static String after(String begin, String line, String note) {
        if (!line.startsWith(begin)) {
            throw damaged("is none", note);
        }
        return line.substring(begin.length());
    }

    private static Checkpoint checkpoint(String words, String note) {
        var parts = List.of(words.split(" ", -1));
        if (parts.size() != WORDS) {
            throw damaged("is none", note);
        }
        return new Checkpoint(parts.getFirst(), Long.parseLong(parts.get(1)), Hash.ofBase64(parts.getLast()));
    }

    private static String words(Checkpoint checkpoint) {
        return "%s %d %s"
                .formatted(
                        checkpoint.origin(),
                        checkpoint.size(),
                        checkpoint.root().base64());
    }

    private static LedgerDamagedException damaged(String what, String note) {
        return new LedgerDamagedException(
                "the statement that a ledger goes on under another name %s; was\n%s".formatted(what, note));
    }
}
