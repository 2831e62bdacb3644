package io.foodflow.engine.ledger.personal;

import java.util.Optional;

/**
 * Where the wrapped keys of persons are kept: apart from the ledger, and from its backups too, for a key that can be restored
 * is not erased.
 */
public interface PersonKeyStore {

    /** The key that new values of this person are sealed with. */
    Optional<WrappedKey> current(String person);

    /** The key of this id, whosever it is. */
    Optional<WrappedKey> find(String id);

    /**
     * Keeps a person's first key.
     *
     * @return the key that is kept: another one when another thread or process was first
     */
    WrappedKey addIfAbsent(WrappedKey key);

    /** Erases all keys of a person, for good. */
    void erase(String person);
}
