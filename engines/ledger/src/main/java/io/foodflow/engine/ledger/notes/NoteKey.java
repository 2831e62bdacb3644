package io.foodflow.engine.ledger.notes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key with its name, for a log or for a witness. Immutable. Its text, which must be kept secret, is
 * {@code PRIVATE+KEY+name+id+base64(type ‖ seed)}, as the Go tools write it.
 */
public final class NoteKey implements NoteSigner {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey privateKey;
    private final NoteVerifier verifier;

    private NoteKey(String name, KeyType type, byte[] seed) {
        this.seed = seed;
        this.privateKey = Ed25519Keys.privateKey(seed);
        this.verifier = NoteVerifier.of(name, type, Ed25519Keys.publicOf(seed));
    }

    /** Draws a new key. */
    public static NoteKey generate(String name, KeyType type, SecureRandom random) {
        byte[] seed = new byte[Ed25519Keys.BYTES];
        random.nextBytes(seed);
        return new NoteKey(name, type, seed);
    }

    /** The key of a seed of 32 bytes. */
    public static NoteKey ofSeed(String name, KeyType type, byte[] seed) {
        if (seed.length != Ed25519Keys.BYTES) {
            throw new MalformedNoteException("the seed of an Ed25519 key must have 32 bytes, had " + seed.length);
        }
        return new NoteKey(name, type, seed.clone());
    }

    /**
     * Reads the text of a key. Its id is not compared, for the tools differ in whether a witness's is of type 1 or 4.
     *
     * @param type what it is to sign
     * @throws MalformedNoteException when the text is none; the message never holds it
     */
    public static NoteKey parse(String text, KeyType type) {
        var parts = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new MalformedNoteException("a private key must be 'PRIVATE+KEY+<name>+<id>+<base64>'");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("the last part of a private key must be Base64");
        }
        if (bytes.length != 1 + Ed25519Keys.BYTES) {
            throw new MalformedNoteException("a private key must hold 33 bytes, held " + bytes.length);
        }
        KeyType.of(bytes[0]);
        return ofSeed(parts[0], type, Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    /** The text of the key, to be kept secret. */
    public String secretText() {
        byte[] bytes = ByteBuffer.allocate(1 + seed.length)
                .put(verifier.type().code())
                .put(seed)
                .array();
        return PREFIX
                + verifier.name()
                + "+"
                + NoteVerifier.hex(verifier.keyId())
                + "+"
                + Base64.getEncoder().encodeToString(bytes);
    }

    /** The same key under another name, as a platform's ledgers have one key, each under its own origin. */
    public NoteKey named(String name) {
        return new NoteKey(name, verifier.type(), seed);
    }

    @Override
    public NoteVerifier verifier() {
        return verifier;
    }

    @Override
    public NoteSignature sign(String text) {
        require(KeyType.ED25519);
        return signed(Ed25519Keys.sign(privateKey, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Signs the text of a checkpoint as a witness, at a time of whole seconds. */
    public NoteSignature cosign(String text, Instant time) {
        require(KeyType.COSIGNATURE_V1);
        long seconds = time.getEpochSecond();
        byte[] signature = Ed25519Keys.sign(privateKey, Cosignature.message(seconds, text));
        return signed(ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array());
    }

    private void require(KeyType type) {
        if (verifier.type() != type) {
            throw new IllegalStateException("a key of type " + verifier.type() + " must not sign as " + type);
        }
    }

    private NoteSignature signed(byte[] signature) {
        return new NoteSignature(verifier.name(), verifier.keyId(), signature);
    }

    /** The public half; never the key. */
    @Override
    public String toString() {
        return verifier.text();
    }
}
