package io.foodflow.engine.ledger.personal;

import java.security.SecureRandom;

/** A master key of 32 bytes that is at hand, AES-256-GCM. Safe for use by several threads. */
public final class AesMasterKey implements MasterKey {

    private final byte[] key;
    private final SecureRandom random;

    /**
     * Takes a key.
     *
     * @throws IllegalArgumentException unless it has 32 bytes
     */
    public AesMasterKey(byte[] key, SecureRandom random) {
        if (key.length != Aes.KEY_BYTES) {
            throw new IllegalArgumentException("a master key must have 32 bytes, had " + key.length);
        }
        this.key = key.clone();
        this.random = random;
    }

    @Override
    public byte[] wrap(byte[] secret, String context) {
        return Aes.encrypt(key, secret, context, random);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        return Aes.decrypt(key, wrapped, context);
    }
}
