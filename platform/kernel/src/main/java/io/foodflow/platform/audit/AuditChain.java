package io.foodflow.platform.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The chain by which earlier versions linked audit entries, which the ledger has taken over: {@code hash(n) =
 * SHA-256(hash(n-1) ‖ entry(n))}, with {@code hash(0)} empty. The entry is its columns in a fixed order, each as a length of
 * four bytes, big endian, and UTF-8 bytes, or the length -1 for null. Nothing is linked any more; the links that are there
 * are checked. Runs in the caller's transaction, on the tables of whatever schema that is in.
 */
public final class AuditChain {

    private static final String COLUMNS = """
            id::text, to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event_type, actor_kind,
            actor_id::text, actor_name, resource_type, resource_id, old_value::text, new_value::text, reason, ip,
            user_agent, session_id, trace_id""";
    private static final int COLUMN_COUNT = 15;
    private static final int ROWS_AT_A_TIME = 1_000;

    private final JdbcClient jdbc;

    /** Works on the tables of whatever schema the caller's transaction is in. */
    public AuditChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Recomputes the whole chain. Linear in its length, constant in memory. */
    public Verification verify() {
        var found = check(0, Long.MAX_VALUE);
        return found.brokenAt() == null
                ? new Verification.Intact(found.last())
                : new Verification.Broken(found.brokenAt());
    }

    /** What {@link #verify} found. */
    public sealed interface Verification {
        /** Every link fits. */
        record Intact(long length) implements Verification {}

        /** The first link that does not: that entry was altered, or one before it is missing. */
        record Broken(long sequence) implements Verification {}
    }

    /**
     * A part of the chain that was checked.
     *
     * @param last the number of its last link; that of the link before where there was none
     * @param lastHash hexadecimal
     * @param brokenAt the first link that does not fit the one before; null where all do
     */
    record Checked(long last, String lastHash, @Nullable Long brokenAt) {}

    /** Checks so many links behind that one, each against the hash stored with the one before. */
    Checked check(long after, long limit) {
        var state = new Object() {
            byte[] hash = jdbc.sql("select hash from audit_chain where seq = ?")
                    .param(after)
                    .query((row, n) -> row.getBytes(1))
                    .optional()
                    .orElse(new byte[0]);
            long last = after;

            @Nullable
            Long broken;
        };
        jdbc.sql("select " + COLUMNS + ", c.seq, c.hash from audit_chain c join audit_entries e on e.id = c.entry_id"
                        + " where c.seq > :after order by c.seq limit :limit")
                .param("after", after)
                .param("limit", limit)
                .withFetchSize(ROWS_AT_A_TIME)
                .query((ResultSet row) -> {
                    long sequence = row.getLong("seq");
                    byte[] stored = row.getBytes("hash");
                    boolean fits =
                            sequence == state.last + 1 && Arrays.equals(next(state.hash, canonical(row)), stored);
                    if (!fits && state.broken == null) {
                        state.broken = sequence;
                    }
                    state.hash = stored;
                    state.last = sequence;
                });
        return new Checked(state.last, HexFormat.of().formatHex(state.hash), state.broken);
    }

    private static ByteBuffer canonical(ResultSet row) throws SQLException {
        var fields = new ArrayList<byte @Nullable []>(COLUMN_COUNT);
        int size = 0;
        for (int column = 1; column <= COLUMN_COUNT; column++) {
            var text = row.getString(column);
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            fields.add(bytes);
            size += Integer.BYTES + (bytes == null ? 0 : bytes.length);
        }
        var buffer = ByteBuffer.allocate(size);
        for (var field : fields) {
            if (field == null) {
                buffer.putInt(-1);
            } else {
                buffer.putInt(field.length).put(field);
            }
        }
        return buffer.flip();
    }

    private static byte[] next(byte[] previous, ByteBuffer entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(entry);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
