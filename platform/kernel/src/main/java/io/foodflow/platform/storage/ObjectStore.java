package io.foodflow.platform.storage;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps the files of the current call's tenant, each under the SHA-256 of its content: the same content is kept once, and
 * one tenant's objects do not exist for another. Thread-safe. {@link java.io.UncheckedIOException} where the store
 * itself fails.
 */
public interface ObjectStore {

    /**
     * Keeps what the stream holds. When this returns the object survives a crash; if it throws, nothing was kept. The
     * stream is read to its end and not closed.
     */
    StoredObject put(InputStream content);

    /**
     * The content, to be closed by the reader; empty if there is no such object. A store may check it on the way: the
     * read that reaches the end then fails with {@link java.io.IOException} if the content is not what was put.
     */
    Optional<InputStream> open(ObjectId id);

    /** The size in bytes, if there is such an object. */
    OptionalLong size(ObjectId id);

    /** Whether there is such an object. */
    default boolean exists(ObjectId id) {
        return size(id).isPresent();
    }

    /**
     * Removes an object and tells whether it was there. The same content put twice is one object: only its last owner
     * may remove it, and owners are for the caller to know.
     */
    boolean delete(ObjectId id);

    /** Tells of every object of the tenant, in no order; one that comes or goes meanwhile may be missed. */
    void forEach(Consumer<StoredObject> visitor);

    /** Removes every object of the tenant, and what was left half-written: for a tenant that is erased. */
    void deleteAll();
}
