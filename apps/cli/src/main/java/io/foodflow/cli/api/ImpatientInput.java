package io.foodflow.cli.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A stream from the network whose read fails when nothing comes for too long: the client's own time-outs end with the
 * headers of an answer. Read by one thread.
 */
final class ImpatientInput extends FilterInputStream {
    private static final long NOT_READING = Long.MAX_VALUE;

    private final Duration patience;
    private final Thread watch;
    private volatile long readingSinceNanos = NOT_READING;
    private volatile boolean stalled;

    ImpatientInput(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        this.watch = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            Duration left = patience;
            while (left.isPositive()) {
                Thread.sleep(left);
                left = left();
            }
            stalled = true;
            in.close();
        } catch (InterruptedException | IOException e) { // it was closed
        }
    }

    private Duration left() {
        long since = readingSinceNanos;
        return since == NOT_READING ? patience : patience.minusNanos(System.nanoTime() - since);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        readingSinceNanos = System.nanoTime();
        try {
            int read = super.read(bytes, offset, length);
            if (stalled) throw new IOException("nothing came for " + patience.toSeconds() + " s");
            return read;
        } catch (IOException e) {
            throw stalled ? new IOException("nothing came for " + patience.toSeconds() + " s", e) : e;
        } finally {
            readingSinceNanos = NOT_READING;
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
