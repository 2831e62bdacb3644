package io.foodflow.engine.ledger.personal;

/** Wraps the keys of persons. It may be in a file ({@link AesMasterKey}), a vault or a device; never where they are kept. */
public interface MasterKey {

    /**
     * Wraps a key.
     *
     * @param context what it is for; unwrapping it for anything else fails
     */
    byte[] wrap(byte[] key, String context);

    /**
     * Unwraps a key.
     *
     * @throws UnreadableException when it was wrapped by another master key, for something else, or changed since
     */
    byte[] unwrap(byte[] wrapped, String context);
}
