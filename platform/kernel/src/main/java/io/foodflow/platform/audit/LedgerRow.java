package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.platform.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The row that says how far a ledger is.
 *
 * @param lineage tells apart ledgers of one tenant; empty for the first
 * @param branches the signed statements by which it came to that name, the oldest first
 * @param note the signed checkpoint, as text
 * @param cosignedNote the last that all witnesses signed
 * @param chainLinks how many links of the chain that earlier versions kept have been checked
 */
record LedgerRow(
        String lineage,
        List<String> branches,
        long size,
        @Nullable String note,
        long cosignedSize,
        @Nullable String cosignedNote,
        long chainLinks,
        @Nullable Long chainBrokenAt,
        boolean chainNoted) {

    private static final String READ = """
            select lineage, branches, size, note, cosigned_size, cosigned_note, chain_links, chain_broken_at, chain_noted
            from\s""";
    private static final String TABLE = "audit_ledger";

    LedgerRow {
        branches = List.copyOf(branches);
    }

    static LedgerRow read(JdbcClient jdbc) {
        return present(find(jdbc, TABLE));
    }

    /** That of another schema than the one that the client works in. */
    static LedgerRow read(JdbcClient jdbc, String schema) {
        return present(find(jdbc, schema + "." + TABLE));
    }

    private static LedgerRow present(Optional<LedgerRow> row) {
        return row.orElseThrow(() -> new LedgerDamagedException("the row of audit_ledger is missing"));
    }

    /** Keeps everybody else from appending until the transaction ends; without {@code waiting} empty if somebody is at it. */
    static Optional<LedgerRow> lock(JdbcClient jdbc, boolean waiting) {
        return find(jdbc, TABLE + (waiting ? " for update" : " for update skip locked"));
    }

    private static Optional<LedgerRow> find(JdbcClient jdbc, String from) {
        return jdbc.sql(READ + from)
                .query((row, n) -> new LedgerRow(
                        row.getString("lineage"),
                        List.of((String[]) row.getArray("branches").getArray()),
                        row.getLong("size"),
                        row.getString("note"),
                        row.getLong("cosigned_size"),
                        row.getString("cosigned_note"),
                        row.getLong("chain_links"),
                        (Long) row.getObject("chain_broken_at"),
                        row.getBoolean("chain_noted")))
                .optional();
    }

    /** The name of the ledger, as this row has it; {@link LedgerHistory} tells whether it may. */
    String origin(LedgerKeys keys, String name) {
        var begin = keys.name() + "/" + name;
        return lineage.isEmpty() ? begin : begin + "/" + lineage;
    }

    /** What its entries call the tenant. */
    static String name(@Nullable Tenant tenant) {
        return tenant == null ? "platform" : tenant.id().toString();
    }

    /**
     * The checkpoint, if one of our keys signed it.
     *
     * @throws LedgerDamagedException when none did, or it is none
     */
    static SignedNote trusted(String text, LedgerKeys keys) {
        try {
            var note = SignedNote.parse(text);
            var origin = Checkpoint.parse(note.text()).origin();
            for (var key : keys.verifiers(origin)) {
                if (!note.verifiedBy(List.of(key)).isEmpty()) {
                    return note;
                }
            }
            throw new LedgerDamagedException(
                    "the checkpoint of " + origin + " must be signed by a key of this installation; was\n" + text);
        } catch (MalformedNoteException e) {
            throw new LedgerDamagedException("the checkpoint is none: " + e.getMessage(), e);
        }
    }
}
