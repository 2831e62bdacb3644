package io.foodflow.engine.ledger.notes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key with its name: what one must know of a log or a witness to check what it signed. Immutable. Its text, the
 * <em>verifier key</em>, is {@code name+id+base64(type ‖ key)} with the id in eight hexadecimal digits.
 */
public final class NoteVerifier {

    private static final int SIGNATURE_BYTES = 64;

    private final String name;
    private final KeyType type;
    private final byte[] key;
    private final PublicKey publicKey;
    private final int keyId;

    private NoteVerifier(String name, KeyType type, byte[] key) {
        this.name = KeyName.checked(name);
        this.type = type;
        this.key = key;
        this.publicKey = Ed25519Keys.publicKey(key);
        this.keyId = keyId(name, type, key);
    }

    /**
     * A key of 32 bytes under a name.
     *
     * @throws MalformedNoteException when the name or the key cannot be
     */
    public static NoteVerifier of(String name, KeyType type, byte[] key) {
        if (key.length != Ed25519Keys.BYTES) {
            throw new MalformedNoteException("an Ed25519 public key must have 32 bytes, had " + key.length);
        }
        return new NoteVerifier(name, type, key.clone());
    }

    /**
     * Reads a verifier key.
     *
     * @throws MalformedNoteException when the text is none, or its id is not that of the key
     */
    public static NoteVerifier parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedNoteException("a verifier key must be '<name>+<id>+<base64>', was '" + text + "'");
        }
        byte[] bytes = StrictBase64.decode(parts[2]);
        if (bytes.length != 1 + Ed25519Keys.BYTES) {
            throw new MalformedNoteException("a verifier key must hold 33 bytes, held " + bytes.length);
        }
        var verifier = of(parts[0], KeyType.of(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length));
        if (!parts[1].equals(hex(verifier.keyId))) {
            throw new MalformedNoteException(
                    "the id of this verifier key must be " + hex(verifier.keyId) + ", was '" + parts[1] + "'");
        }
        return verifier;
    }

    static int keyId(String name, KeyType type, byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(type.code());
            return ByteBuffer.wrap(digest.digest(key)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(int id) {
        return HexFormat.of().toHexDigits(id);
    }

    public String name() {
        return name;
    }

    public KeyType type() {
        return type;
    }

    /** The first four bytes of the hash of name, type and key. */
    public int keyId() {
        return keyId;
    }

    /** A copy of the key's 32 bytes. */
    public byte[] key() {
        return key.clone();
    }

    /** The verifier key. */
    public String text() {
        byte[] bytes =
                ByteBuffer.allocate(1 + key.length).put(type.code()).put(key).array();
        return name + "+" + hex(keyId) + "+" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether the signature says that it is of this key. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.keyId() == keyId && signature.name().equals(name);
    }

    /** Whether this key made the signature over this text. */
    public boolean verifies(String text, NoteSignature signature) {
        if (!isNamedBy(signature)) {
            return false;
        }
        return switch (type) {
            case ED25519 ->
                Ed25519Keys.verifies(publicKey, text.getBytes(StandardCharsets.UTF_8), signature.signature());
            case COSIGNATURE_V1 -> cosignedAt(text, signature).isPresent();
        };
    }

    /**
     * When this witness signed the text.
     *
     * @return empty when it did not, or the key is no witness's
     */
    public Optional<Instant> cosignedAt(String text, NoteSignature signature) {
        byte[] bytes = signature.signature();
        if (type != KeyType.COSIGNATURE_V1 || !isNamedBy(signature) || bytes.length != Long.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(bytes).getLong();
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        byte[] message = Cosignature.message(seconds, text);
        return Ed25519Keys.verifies(publicKey, message, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length))
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteVerifier that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
