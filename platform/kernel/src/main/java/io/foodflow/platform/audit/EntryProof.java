package io.foodflow.platform.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What can be proved of an audit entry now. */
public sealed interface EntryProof {

    /** There is no such entry. */
    record Unknown() implements EntryProof {}

    /**
     * It is committed with its change, and soon is in the ledger.
     *
     * @param waitsFor what has to happen before
     */
    record Pending(String waitsFor) implements EntryProof {}

    /**
     * What is stored is not what was signed.
     *
     * @param reason what does not fit
     */
    record Broken(String reason) implements EntryProof {}

    /**
     * It stands in the ledger, and what the trail shows is what was signed. Checked before this is told; all that it takes to
     * check it elsewhere is here.
     *
     * @param position in the ledger, from 0
     * @param branches signed statements of how the ledger came to the name {@code origin}, the oldest first: each names what it
     *     went on from and what it replaced. None where it always had it
     * @param size of the ledger that the checkpoint is of
     * @param root of that tree, in Base64
     * @param path the hashes from the entry's sibling up, in Base64
     * @param checkpoint signed note
     * @param proof the same as one text (C2SP tlog-proof)
     * @param logKeys verifier keys of the ledger that signed
     * @param witnesses who else signed
     * @param entry what was hashed: canonical JSON
     * @param disclosed its personal data whose key is there: by field, a salt and the value as JSON
     */
    record Proven(
            long position,
            String origin,
            List<String> branches,
            long size,
            String root,
            List<String> path,
            String checkpoint,
            String proof,
            List<String> logKeys,
            List<Cosigned> witnesses,
            String entry,
            Map<String, Disclosed> disclosed)
            implements EntryProof {

        public Proven {
            branches = List.copyOf(branches);
            path = List.copyOf(path);
            logKeys = List.copyOf(logKeys);
            witnesses = List.copyOf(witnesses);
            disclosed = Map.copyOf(disclosed);
        }
    }

    /** A witness's signature: its verifier key, and when it signed by its clock. */
    record Cosigned(String key, Instant time) {}

    /**
     * A personal value.
     *
     * @param value JSON
     * @param salt proves, with the value, the commitment in the entry
     */
    record Disclosed(String value, String salt) {}
}
