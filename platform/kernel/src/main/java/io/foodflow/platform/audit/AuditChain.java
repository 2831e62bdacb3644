package io.foodflow.platform.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Links audit entries by hash, in the order the relay gives them: {@code hash(n) = SHA-256(hash(n-1) ‖ entry(n))}, with
 * {@code hash(0)} empty. The entry is its columns in a fixed order, each as a length and UTF-8 bytes. Linking happens
 * after commit, in batches, so that no writer waits for another's hash. Runs in the caller's transaction.
 */
public final class AuditChain {

    private static final String COLUMNS = """
            id::text, to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event_type, actor_kind,
            actor_id::text, actor_name, resource_type, resource_id, old_value::text, new_value::text, reason, ip,
            user_agent, session_id, trace_id""";
    private static final int COLUMN_COUNT = 15;
    private static final int ROWS_AT_A_TIME = 1_000;
    private static final List<String> FIELD_NAMES = List.of(
            "id",
            "time",
            "event_type",
            "actor_kind",
            "actor_id",
            "actor_name",
            "resource_type",
            "resource_id",
            "old_value",
            "new_value",
            "reason",
            "ip",
            "user_agent",
            "session_id",
            "trace_id");

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    /** Works on the tables of whatever schema the caller's transaction is in. */
    public AuditChain(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Links these entries to the end of the chain, in the order given. The caller holds the relay's lock. */
    public void link(List<UUID> entries, long firstSequence) {
        byte[] hash = jdbc.sql("select hash from audit_chain order by seq desc limit 1")
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElse(new byte[0]);
        var rows = jdbc.sql("select " + COLUMNS
                        + " from audit_entries e join unnest(cast(:ids as uuid[])) with ordinality as wanted(wid, pos)"
                        + " on e.id = wanted.wid order by pos")
                .param("ids", entries.toArray(UUID[]::new))
                .query(AuditChain::entry)
                .list();
        var links = new ArrayList<Object[]>();
        long sequence = firstSequence;
        for (var row : rows) {
            hash = next(hash, row);
            links.add(new Object[] {sequence++, UUID.fromString(row.id()), hash});
        }
        template.batchUpdate("insert into audit_chain (seq, entry_id, hash) values (?, ?, ?)", links);
    }

    /** Recomputes the whole chain. Linear in its length, constant in memory. */
    public Verification verify() {
        var state = new Object() {
            byte[] hash = new byte[0];
            long length;

            @Nullable
            Long broken;
        };
        jdbc.sql("select " + COLUMNS + ", c.seq, c.hash from audit_chain c join audit_entries e on e.id = c.entry_id"
                        + " order by c.seq")
                .query((ResultSet row) -> {
                    if (state.broken != null) {
                        return;
                    }
                    long sequence = row.getLong("seq");
                    state.hash = next(state.hash, entry(row, 0));
                    if (sequence != state.length + 1 || !Arrays.equals(state.hash, row.getBytes("hash"))) {
                        state.broken = sequence;
                    }
                    state.length = sequence;
                });
        return state.broken == null ? new Verification.Intact(state.length) : new Verification.Broken(state.broken);
    }

    /**
     * Tells of every link in order, so that anybody can check the chain without this platform: {@code hash} is the
     * SHA-256 of the hash before it (nothing before the first) and then of each field, as a length of four bytes, big
     * endian, and UTF-8, or the length -1 for null. Constant in memory.
     */
    public void walk(Consumer<Link> visitor) {
        jdbc.sql("select " + COLUMNS + ", c.seq, c.hash from audit_chain c join audit_entries e on e.id = c.entry_id"
                        + " order by c.seq")
                .withFetchSize(ROWS_AT_A_TIME)
                .query((ResultSet row) -> {
                    var fields = new ArrayList<@Nullable String>(COLUMN_COUNT);
                    for (int column = 1; column <= COLUMN_COUNT; column++) {
                        fields.add(row.getString(column));
                    }
                    visitor.accept(
                            new Link(row.getLong("seq"), fields, HexFormat.of().formatHex(row.getBytes("hash"))));
                });
    }

    /** The names of the fields of a {@link Link}, in their order. */
    public static List<String> fieldNames() {
        return FIELD_NAMES;
    }

    /**
     * One entry and its place in the chain.
     *
     * @param fields as text, in the order of {@link #fieldNames}
     * @param hash hexadecimal
     */
    public record Link(long sequence, List<@Nullable String> fields, String hash) {

        public Link {
            fields = Collections.unmodifiableList(new ArrayList<>(fields));
        }
    }

    /** What {@link #verify} found. */
    public sealed interface Verification {
        /** Every link fits. */
        record Intact(long length) implements Verification {}

        /** The first link that does not: that entry was altered, or one before it is missing. */
        record Broken(long sequence) implements Verification {}
    }

    private record Entry(String id, ByteBuffer canonical) {}

    private static Entry entry(ResultSet row, int number) throws SQLException {
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
        return new Entry(row.getString(1), buffer.flip());
    }

    private static byte[] next(byte[] previous, Entry entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(entry.canonical());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
