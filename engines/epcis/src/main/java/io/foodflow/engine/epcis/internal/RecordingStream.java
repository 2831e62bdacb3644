package io.foodflow.engine.epcis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passes bytes to a parser and keeps those from a mark on, so that an event can be cut out exactly as received. The mark
 * moves on with the parser; what lies before it is forgotten. Memory is that of the longest part between two marks plus
 * one block.
 */
final class RecordingStream extends InputStream {

    /** More had to be kept than the limits allow. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        private final String limit;

        TooLarge(String limit) {
            super(limit);
            this.limit = limit;
        }

        String limit() {
            return limit;
        }
    }

    private final InputStream in;
    private final int maxKept;
    private byte[] kept = new byte[1 << 14];
    private int size;
    private long base;
    private long mark;

    RecordingStream(InputStream in, int maxKept) {
        this.in = in;
        this.maxKept = maxKept;
    }

    /** Bytes before this offset of the stream will not be asked for. */
    void forgetBefore(long offset) {
        mark = offset;
    }

    String slice(long from, long to) {
        return new String(kept, (int) (from - base), (int) (to - from), StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = in.read(b, off, len);
        if (n > 0) {
            keep(b, off, n);
        }
        return n;
    }

    private void keep(byte[] b, int off, int n) throws TooLarge {
        if (size + n > kept.length) {
            int drop = (int) Math.min(Math.max(mark - base, 0), size);
            System.arraycopy(kept, drop, kept, 0, size - drop);
            size -= drop;
            base += drop;
            if (size > maxKept) {
                throw new TooLarge("an event, or another part that must be held as a whole, is larger than %d bytes"
                        .formatted(maxKept));
            }
            if (size + n > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(kept.length * 2, size + n));
            }
        }
        System.arraycopy(b, off, kept, size, n);
        size += n;
    }
}
