package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import java.util.List;

/** Which logs a witness knows. */
@FunctionalInterface
public interface LogDirectory {

    /** The keys of the log of this origin, none when it is unknown. */
    List<NoteVerifier> keys(String origin);

    /** Logs that are named one by one, each key with its log's origin as its name. */
    static LogDirectory of(List<NoteVerifier> keys) {
        var known = List.copyOf(keys);
        return origin -> known.stream().filter(key -> key.name().equals(origin)).toList();
    }

    /**
     * All logs whose origin begins with the name of a key and a slash, and that sign with it: a platform whose tenants each
     * have a log.
     */
    static LogDirectory under(NoteVerifier key) {
        return origin -> {
            if (!origin.startsWith(key.name() + "/")) {
                return List.of();
            }
            try {
                return List.of(NoteVerifier.of(origin, KeyType.ED25519, key.key()));
            } catch (MalformedNoteException e) {
                return List.of();
            }
        };
    }

    /** The logs of several directories. */
    static LogDirectory all(List<LogDirectory> directories) {
        var all = List.copyOf(directories);
        return origin -> all.stream().flatMap(one -> one.keys(origin).stream()).toList();
    }
}
