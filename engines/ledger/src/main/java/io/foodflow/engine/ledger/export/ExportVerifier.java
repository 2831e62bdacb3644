package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.export.ExportVerdict.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export: a file of {@link LedgerExport}, or of anybody who follows docs/audit-export.md. It needs the file and
 * what the verifier knows from elsewhere, no server and no database, and tells the first line that is bad.
 *
 * <p>Linear in the file, constant in memory; lines are read by all processors. Safe for use by several threads.
 */
public final class ExportVerifier {

    private static final int MOST_BYTES_A_LINE = 1 << 20;
    private static final int LINES_AT_A_TIME = 512;
    private static final int BYTES_AT_A_TIME = 4 << 20;

    private final Trust trust;

    /** A verifier that knows so much from elsewhere. */
    public ExportVerifier(Trust trust) {
        this.trust = trust;
    }

    /**
     * Verifies a file.
     *
     * @throws IOException when it cannot be read
     */
    public ExportVerdict verify(InputStream file) throws IOException {
        var lines = new Lines(file);
        var reading = new ExportReading(trust);
        long line = 1;
        try {
            for (var batch = lines.next(); !batch.isEmpty(); batch = lines.next()) {
                for (var read : batch.parallelStream().map(ExportVerifier::read).toList()) {
                    reading.take(read);
                    line++;
                }
            }
            return reading.end();
        } catch (RefusedLine e) {
            return new Refused(line, e.reason());
        }
    }

    private static ExportLine read(Line line) {
        return line.fault() == null ? ExportLine.read(line.bytes()) : new ExportLine.Bad(line.fault());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, and gone after the batch
    private record Line(byte[] bytes, @Nullable String fault) {}

    /** Cuts a file into lines, some at a time. */
    private static final class Lines {

        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int at;
        private int end;
        private boolean ended;

        Lines(InputStream in) {
            this.in = in;
        }

        List<Line> next() throws IOException {
            var batch = new ArrayList<Line>();
            int bytes = 0;
            while (!ended && batch.size() < LINES_AT_A_TIME && bytes < BYTES_AT_A_TIME) {
                var line = line();
                if (line != null) {
                    batch.add(line);
                    bytes += line.bytes().length;
                }
            }
            return batch;
        }

        private @Nullable Line line() throws IOException {
            var bytes = new ByteArrayOutputStream(512);
            while (filled()) {
                int newline = at;
                while (newline < end && buffer[newline] != '\n') {
                    newline++;
                }
                bytes.write(buffer, at, newline - at);
                at = newline + 1;
                if (newline < end) {
                    return new Line(bytes.toByteArray(), null);
                }
                if (bytes.size() > MOST_BYTES_A_LINE) {
                    ended = true;
                    return new Line(new byte[0], "must have at most " + MOST_BYTES_A_LINE + " bytes");
                }
            }
            ended = true;
            return bytes.size() == 0 ? null : new Line(bytes.toByteArray(), "must end in a newline");
        }

        /** Whether there is anything more to read. */
        private boolean filled() throws IOException {
            if (at < end) {
                return true;
            }
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        }
    }
}
