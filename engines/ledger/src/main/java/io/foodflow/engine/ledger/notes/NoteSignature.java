package io.foodflow.engine.ledger.notes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note. Immutable; nothing is verified yet.
 *
 * <p>Its text is {@code — name base64(key id ‖ signature)}.
 */
public final class NoteSignature {

    static final String DASH = "— ";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature;
    }

    /**
     * Reads a line, without the newline at its end.
     *
     * @throws MalformedNoteException when it is none
     */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new MalformedNoteException("a signature line must be '— <name> <base64>', was '" + line + "'");
        }
        var name = KeyName.checked(line.substring(DASH.length(), space));
        byte[] bytes = StrictBase64.decode(line.substring(space + 1));
        if (bytes.length <= Integer.BYTES) {
            throw new MalformedNoteException("a signature must have more than the 4 bytes of its key's id");
        }
        return new NoteSignature(
                name, ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    /** The name of the key. */
    public String name() {
        return name;
    }

    /** The id of the key, which also tells its type. */
    public int keyId() {
        return keyId;
    }

    byte[] signature() {
        return signature;
    }

    /** The line, without a newline. */
    public String line() {
        var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature);
        return DASH + name + " " + Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }

    @Override
    public String toString() {
        return line();
    }
}
