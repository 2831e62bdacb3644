package io.foodflow.platform.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Refuses to end where the content read does not have the hash it is kept under. */
final class VerifyingStream extends FilterInputStream {

    private final DigestInputStream digested;
    private final ObjectId id;
    private boolean unchecked;

    VerifyingStream(InputStream in, ObjectId id) {
        super(new DigestInputStream(in, sha256()));
        this.digested = (DigestInputStream) this.in;
        this.id = id;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        return checked(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return checked(super.read(into, offset, length));
    }

    @Override
    public long skip(long bytes) throws IOException {
        unchecked = true;
        return super.skip(bytes);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int checked(int got) throws IOException {
        if (got < 0 && !unchecked) {
            unchecked = true; // the digest begins anew once it was asked
            var found = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            if (!found.equals(id.sha256())) {
                throw new IOException("object %s is damaged: its content has the hash %s".formatted(id, found));
            }
        }
        return got;
    }
}
