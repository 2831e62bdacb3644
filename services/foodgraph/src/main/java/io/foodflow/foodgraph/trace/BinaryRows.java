package io.foodflow.foodgraph.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads a query's rows by COPY in binary form: several times as fast as a result set, and one row in memory at a time.
 * The query has no parameters. Columns are read in order, each once. Not thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class BinaryRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;

    private ByteBuffer row = ByteBuffer.allocate(0);

    private BinaryRows() {}

    /** Called for each row, with the reader placed before its first column. */
    interface RowReader {
        void read(BinaryRows row);
    }

    /** Runs the query on this connection, in its running transaction. */
    static void read(Connection connection, String query, RowReader reader) throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        var rows = new BinaryRows();
        boolean first = true;
        for (byte[] chunk = copy.readFromCopy(); chunk != null; chunk = copy.readFromCopy()) {
            rows.row = ByteBuffer.wrap(chunk);
            if (first) {
                rows.header();
                first = false;
            }
            if (rows.row.hasRemaining() && rows.row.getShort() >= 0) {
                reader.read(rows);
            }
        }
    }

    private void header() {
        byte[] signature = new byte[SIGNATURE.length];
        row.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new IllegalStateException("the server's binary COPY has an unknown form");
        }
        row.getInt();
        row.position(row.position() + Integer.BYTES + row.getInt(row.position()));
    }

    int int4() {
        row.getInt();
        return row.getInt();
    }

    int int2() {
        row.getInt();
        return row.getShort();
    }

    /** A timestamptz, milliseconds since 1970. */
    long millis() {
        row.getInt();
        return POSTGRES_EPOCH_MILLIS + Math.floorDiv(row.getLong(), 1_000L);
    }

    /** A float8, NaN for null. */
    double float8OrNaN() {
        return row.getInt() < 0 ? Double.NaN : row.getDouble();
    }

    boolean bool() {
        row.getInt();
        return row.get() != 0;
    }

    @Nullable
    String text() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        var text = new String(row.array(), row.arrayOffset() + row.position(), length, StandardCharsets.UTF_8);
        row.position(row.position() + length);
        return text;
    }
}
