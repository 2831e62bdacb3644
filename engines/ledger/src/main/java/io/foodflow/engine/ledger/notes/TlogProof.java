package io.foodflow.engine.ledger.notes;

import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.InclusionProof;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The proof of one entry as a text of its own (C2SP tlog-proof): with the entry, and the keys of log and witnesses, it can
 * be checked by anybody at any time.
 *
 * @param index of the entry
 * @param path from the entry's sibling to the root's child
 * @param checkpoint with the signatures of log and witnesses
 */
public record TlogProof(long index, List<Hash> path, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";
    private static final String EXTRA = "extra ";

    public TlogProof {
        path = List.copyOf(path);
    }

    /**
     * Reads a proof. Extra data is passed over, for nothing vouches for it.
     *
     * @throws MalformedNoteException when the text is none
     */
    public static TlogProof parse(String text) {
        int gap = text.indexOf("\n\n");
        if (gap < 0) {
            throw new MalformedNoteException("a proof must have an empty line before its checkpoint");
        }
        var lines = new ArrayList<>(List.of(text.substring(0, gap).split("\n", -1)));
        if (!lines.removeFirst().equals(HEADER)) {
            throw new MalformedNoteException("a proof must begin with '" + HEADER + "'");
        }
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            StrictBase64.decode(lines.removeFirst().substring(EXTRA.length()));
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new MalformedNoteException("a proof must have a line 'index <number>'");
        }
        long index = Decimal.parse(lines.removeFirst().substring(INDEX.length()));
        try {
            return new TlogProof(
                    index, lines.stream().map(Hash::ofBase64).toList(), SignedNote.parse(text.substring(gap + 2)));
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("a line of a proof: " + e.getMessage(), e);
        }
    }

    /** The proof as text. */
    public String encoded() {
        var text = new StringBuilder(HEADER)
                .append('\n')
                .append(INDEX)
                .append(index)
                .append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint.encoded()).toString();
    }

    /**
     * Whether this leaf is in the log.
     *
     * @param log the keys of the log, one of which must have signed
     * @param witnesses those trusted
     * @param quorum how many of them must have signed
     */
    public boolean proves(Hash leaf, Collection<NoteVerifier> log, Collection<NoteVerifier> witnesses, int quorum) {
        var stated = Checkpoint.parse(checkpoint.text());
        var signers = checkpoint.verifiedBy(log);
        return !signers.isEmpty()
                && signers.stream().allMatch(signer -> signer.name().equals(stated.origin()))
                && checkpoint.verifiedBy(witnesses).size() >= quorum
                && new InclusionProof(index, stated.size(), path).proves(leaf, stated.root());
    }
}
