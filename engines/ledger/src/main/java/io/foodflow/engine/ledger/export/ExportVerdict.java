package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.notes.Checkpoint;
import java.util.List;
import java.util.OptionalLong;

/** What the verifier says of an export. */
public sealed interface ExportVerdict {

    /**
     * All of it holds.
     *
     * @param checkpoint that all hangs on
     * @param first index of the first entry where the file has a run without gaps; empty for a selection
     * @param count of entries
     * @param disclosed personal values shown in the clear, each as it was entered
     * @param logKeyKnown whether the log's key was known from elsewhere; if not, anybody may have made the file
     * @param witnesses names of the witnesses that signed, by their keys in the file
     */
    record Verified(
            Checkpoint checkpoint,
            OptionalLong first,
            long count,
            long disclosed,
            boolean logKeyKnown,
            List<String> witnesses)
            implements ExportVerdict {

        public Verified {
            witnesses = List.copyOf(witnesses);
        }
    }

    /**
     * It does not hold.
     *
     * @param line the first bad one, from 1; the one behind the last when something is missing at the end
     */
    record Refused(long line, String reason) implements ExportVerdict {}
}
